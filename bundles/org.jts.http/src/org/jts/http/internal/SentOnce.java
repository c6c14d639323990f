package org.jts.http.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes sure that the JDK's client sends a request once. By itself it sends a GET or HEAD again when the server closes
 * a reused connection without an answer, and says nothing of it. One system property stops that, and it is read once,
 * when the client is first used: so it is set as early as possible, and then it is tried out whether it came in time.
 */
public final class SentOnce {

    /**
     * How often a request is attempted in all. 0 would not even send it; the switches named after retries do not stop
     * it.
     */
    private static final String ATTEMPTS = "jdk.httpclient.redirects.retrylimit";
    /** With one attempt in all, trying to connect again would hide that there was no connection. */
    private static final String NO_SECOND_CONNECT = "jdk.httpclient.disableRetryConnect";
    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    /** A machine that has much else to do tells as well, only later. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private static boolean sure;

    private SentOnce() {
    }

    /** @throws IllegalStateException when the client re-sends */
    public static synchronized void makeSure() {
        if (sure) {
            return;
        }
        setUnlessSet(ATTEMPTS, "1");
        setUnlessSet(NO_SECOND_CONNECT, "true");
        int seen = requestsSeen();
        if (seen != 2) {
            throw new IllegalStateException(
                    ("expected Java's HTTP client to send a request once, found %d requests for 2; it"
                    + " was in use before its settings could be made: start Java with -D%s=1 -D%s=true")
                    .formatted(seen, ATTEMPTS, NO_SECOND_CONNECT));
        }
        sure = true;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Two requests on one connection, of which the second finds it closed. @return how many a server sees */
    private static int requestsSeen() {
        AtomicInteger seen = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).proxy(HttpClient.Builder.NO_PROXY)
                        .build()) {
            Thread.ofVirtual().name("sent-once").start(() -> serve(server, seen));
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://%s:%d/".formatted(
                    server.getInetAddress().getHostAddress(), server.getLocalPort()))).timeout(LONG_ENOUGH).build();
            client.send(request, BodyHandlers.discarding());
            try {
                client.send(request, BodyHandlers.discarding());
            } catch (IOException e) {
                // as it should: the caller is told
            }
            client.shutdownNow();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "expected to find out on this machine's own network whether Java's HTTP client"
                    + " sends a request once, found " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "expected to find out whether Java's HTTP client sends a request once, found an"
                    + " interrupt; try again", e);
        }
        return seen.get();
    }

    private static void serve(ServerSocket server, AtomicInteger seen) {
        try {
            while (true) {
                serve(server.accept(), seen);
            }
        } catch (IOException e) {
            // closed: it is known
        }
    }

    private static void serve(Socket accepted, AtomicInteger seen) throws IOException {
        try (Socket socket = accepted) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(),
                    StandardCharsets.US_ASCII));
            while (skipRequest(in)) {
                if (seen.incrementAndGet() == 2) {
                    return;
                }
                socket.getOutputStream().write(ANSWER);
            }
        }
    }

    private static boolean skipRequest(BufferedReader in) throws IOException {
        String line = in.readLine();
        boolean some = line != null;
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return some;
    }
}
