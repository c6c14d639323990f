package org.jts.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broker that counts every request that comes in on a connection, whatever becomes of it. The path says what it does:
 * {@code /ok}, {@code /redirect} to ok, {@code /fail} with 503, {@code /drop} closes the connection without an answer,
 * {@code /cut} closes it within the answer's body, {@code /silent} never answers.
 */
final class HttpBroker implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger hungUp = new AtomicInteger();
    private final AtomicInteger upgrades = new AtomicInteger();

    HttpBroker() throws IOException {
        Thread.ofVirtual().name("http-broker").start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket));
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    URI uri(String path) {
        return URI.create("http://" + server.getInetAddress().getHostAddress() + ":" + server.getLocalPort() + path);
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return connections.get();
    }

    /** @return connections that the client closed */
    int hungUp() {
        return hungUp.get();
    }

    /** @return requests that ask for another protocol, such as HTTP/2 */
    int upgrades() {
        return upgrades.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                    StandardCharsets.US_ASCII));
            boolean open = true;
            while (open) {
                String request = in.readLine();
                if (request == null) {
                    hungUp.incrementAndGet();
                    return;
                }
                skipHeadersAndBody(in);
                requests.incrementAndGet();
                open = answer(socket, request.split(" ")[1]);
            }
        } catch (IOException e) {
            hungUp.incrementAndGet();
        }
    }

    /** @return whether the connection stays open */
    private boolean answer(Socket socket, String path) throws IOException {
        switch (path) {
            case "/redirect" -> write(socket, "302 Found\r\nLocation: " + uri("/ok") + "\r\nContent-Length: 0\r\n\r\n");
            case "/fail" -> write(socket, "503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
            case "/drop" -> {
                return false;
            }
            case "/cut" -> {
                write(socket, "200 OK\r\nContent-Length: 100\r\n\r\nonly this");
                return false;
            }
            case "/silent" -> { }
            default -> write(socket, "200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
        return true;
    }

    private static void write(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
    }

    private void skipHeadersAndBody(BufferedReader in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.regionMatches(true, 0, "upgrade:", 0, 8)) {
                upgrades.incrementAndGet();
            }
            if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        for (int i = 0; i < length; i++) {
            in.read();
        }
    }
}
