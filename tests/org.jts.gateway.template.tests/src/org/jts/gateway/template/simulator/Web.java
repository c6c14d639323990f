package org.jts.gateway.template.simulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** As much of HTTP and WebSocket as a broker needs, on one port of the loopback interface. Thread-safe. */
final class Web implements AutoCloseable {

    private static final String ACCEPT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    /** A request: what a client says is in its query or, as a form, in its body. */
    record Request(String method, String path, Map<String, String> query, Map<String, String> headers) {
        String get(String name) {
            return query.getOrDefault(name, "");
        }
    }

    /** An answer; null for none. */
    record Answer(int status, String json) {
    }

    /** What is behind the port. */
    interface Desk {
        /** @return null when there shall be no answer: the connection is closed then */
        Answer answer(Request request) throws InterruptedException;

        /** @return whether this client may listen */
        boolean opened(Stream stream, Request request);

        void said(Stream stream, String text);
    }

    private final ServerSocket server;
    private final Desk desk;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();

    Web(int port, Desk desk) throws IOException {
        this.desk = desk;
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("simulator-accept").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    Set<Stream> streams() {
        return streams;
    }

    /** Every connection breaks, as if somebody had pulled a plug. */
    void cut() {
        open.forEach(Web::close);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            // it is closed
        }
        cut();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().name("simulator-client").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: nobody is let in any more
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                if (request.headers().containsKey("sec-websocket-key")) {
                    stream(request, in, out);
                    return;
                }
                Answer answer = desk.answer(request);
                if (answer == null) {
                    return;
                }
                byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
                out.write(("HTTP/1.1 " + answer.status() + " -\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            }
        } catch (IOException | InterruptedException e) {
            // the client is gone, or the simulator ends
        } finally {
            open.remove(socket);
        }
    }

    private static Request read(DataInputStream in) throws IOException {
        String[] first = line(in).split(" ");
        if (first.length < 2) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        String[] target = first[1].split("\\?", 2);
        Map<String, String> query = new HashMap<>();
        String words = target.length < 2 ? new String(body, StandardCharsets.UTF_8) : target[1];
        for (String pair : words.isEmpty() ? new String[0] : words.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts.length < 2 ? "" : parts[1], StandardCharsets.UTF_8));
        }
        return new Request(first[0], target[0], query, headers);
    }

    private static String line(DataInputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void stream(Request request, DataInputStream in, OutputStream out) throws IOException {
        String accept = accept(request.headers().get("sec-websocket-key"));
        Stream stream = new Stream(out);
        synchronized (stream) { // its first words are these
            if (!desk.opened(stream, request)) {
                out.write("HTTP/1.1 401 -\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            out.write(("HTTP/1.1 101 -\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        streams.add(stream);
        try {
            while (true) {
                int kind = in.readUnsignedByte() & 0x0f;
                byte[] payload = payload(in);
                if (kind == TEXT) {
                    desk.said(stream, new String(payload, StandardCharsets.UTF_8));
                } else if (kind == PING) {
                    stream.send(10, payload);
                } else if (kind == CLOSE) {
                    stream.send(CLOSE, payload);
                    return;
                }
            }
        } finally {
            streams.remove(stream);
        }
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        }
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    private static String accept(String key) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest((key + ACCEPT).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-1", e);
        }
    }

    /** One client that listens. */
    static final class Stream {
        private final OutputStream out;
        /** What it wants to hear, such as {@code quotes ONE}. */
        final Set<String> topics = ConcurrentHashMap.newKeySet();

        Stream(OutputStream out) {
            this.out = out;
        }

        void send(String json) {
            try {
                send(TEXT, json.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // who reads notices first
            }
        }

        synchronized void send(int kind, byte[] payload) throws IOException {
            out.write(0x80 | kind);
            if (payload.length < 126) {
                out.write(payload.length);
            } else {
                out.write(new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length});
            }
            out.write(payload);
            out.flush();
        }
    }
}
