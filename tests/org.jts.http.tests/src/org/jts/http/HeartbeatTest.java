package org.jts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A WebSocket of {@code java.net.http} against a server that closes its line at the worst moment. */
class HeartbeatTest implements WebSocket.Listener {

    private static final int PONG = 10;

    private final AtomicInteger told = new AtomicInteger();
    private final CountDownLatch heard = new CountDownLatch(1);
    private final CountDownLatch handed = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerSocket server;

    @AfterEach
    void close() throws IOException {
        handed.countDown();
        client.shutdownNow();
        server.close();
    }

    /** What the server does once the line is open. */
    private interface Play {
        void with(Socket line) throws Exception;
    }

    private WebSocket open(Play play) throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket line = server.accept()) {
                upgrade(line);
                play.with(line);
            } catch (Exception e) {
                // the test has ended
            }
        });
        return client.newWebSocketBuilder().buildAsync(URI.create("ws://" + server.getInetAddress().getHostAddress()
                + ":" + server.getLocalPort()), this).get(30, TimeUnit.SECONDS);
    }

    private static void upgrade(Socket line) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(line.getInputStream(),
                StandardCharsets.US_ASCII));
        String key = "";
        for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
            if (header.regionMatches(true, 0, "sec-websocket-key:", 0, 18)) {
                key = header.substring(18).strip();
            }
        }
        String accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key
                + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
        line.getOutputStream().write(("HTTP/1.1 101 -\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static void say(Socket line, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        line.getOutputStream().write(new byte[] {(byte) 0x81, (byte) bytes.length});
        line.getOutputStream().write(bytes);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        heard.countDown();
        try {
            handed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        told.incrementAndGet();
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable problem) {
        told.incrementAndGet();
    }

    /** The listener is at the last message while the line is closed: the end of the line is told all the same. */
    @Test
    void anEndRightBehindAMessageIsTold() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        WebSocket socket = open(line -> {
            opened.await(); // a listener that is held up before would hold up the opening
            say(line, "the last");
            heard.await();
            line.close();
            closed.countDown();
        });
        try (Heartbeat heartbeat = Heartbeat.start("test-heartbeat", socket, problem -> told.incrementAndGet())) {
            opened.countDown();
            closed.await();
            handed.countDown();
            Await.until("the end to be told", () -> told.get() > 0);
        }
    }

    /** Pings and Pongs go out one after the other, however many are asked for at once, and none breaks the line. */
    @Test
    void pingsAndPongsOfManyThreadsGoOutOneByOne() throws Exception {
        int threads = 8;
        int each = 50;
        AtomicInteger pings = new AtomicInteger();
        AtomicInteger pongs = new AtomicInteger();
        WebSocket socket = open(line -> {
            for (int frame = line.getInputStream().read(); frame >= 0; frame = line.getInputStream().read()) {
                int length = line.getInputStream().read() & 0x7f;
                line.getInputStream().readNBytes(4 + length);
                ((frame & 0x0f) == PONG ? pongs : pings).incrementAndGet();
            }
        });
        try (Heartbeat heartbeat = Heartbeat.start("test-heartbeat", socket, problem -> told.incrementAndGet())) {
            for (int i = 0; i < threads; i++) {
                Thread.ofVirtual().start(() -> {
                    for (int n = 0; n < each; n++) {
                        heartbeat.ping(ByteBuffer.wrap(new byte[] {1}));
                        heartbeat.pong(ByteBuffer.wrap(new byte[] {2}));
                    }
                });
            }
            Await.until("all of them", () -> pings.get() == threads * each && pongs.get() >= threads * each);
            Await.until("one that nobody asked for", () -> pongs.get() > threads * each);
            assertEquals(0, told.get());
        }
    }

    @Test
    void afterItsEndNothingIsSentNorTold() throws Exception {
        AtomicInteger pongs = new AtomicInteger();
        CountDownLatch said = new CountDownLatch(1);
        WebSocket socket = open(line -> {
            while ((line.getInputStream().read() & 0x0f) == PONG) {
                int length = line.getInputStream().read() & 0x7f;
                line.getInputStream().readNBytes(4 + length);
                pongs.addAndGet(length);
            }
            said.countDown();
            heard.await();
        });
        Heartbeat heartbeat = Heartbeat.start("test-heartbeat", socket, problem -> told.incrementAndGet());
        heartbeat.close();
        heartbeat.pong(ByteBuffer.wrap(new byte[] {1})); // one that nobody asked for may have gone out before
        socket.sendText("what comes after it", true).get(30, TimeUnit.SECONDS);
        assertTrue(said.await(30, TimeUnit.SECONDS));
        assertEquals(0, pongs.get());
        assertEquals(0, told.get());
    }
}
