package org.jts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker sees on the wire is what the limiter granted. */
class BypassTest {

    private static final Duration SOON = Duration.ofMillis(300);

    private final HttpBroker broker;
    private final CountingLimiter limiter = new CountingLimiter(10_000, Duration.ofSeconds(20));
    private final MeteredHttp http = new MeteredHttp(limiter, Duration.ofSeconds(5));

    BypassTest() throws Exception {
        broker = new HttpBroker();
    }

    @AfterEach
    void close() throws Exception {
        http.close();
        broker.close();
    }

    @Test
    void aRequestTakesAPermitAndItsAnswerEndsIt() throws Exception {
        assertEquals("ok", get("/ok").body());
        assertEquals(503, get("/fail").statusCode());
        assertEquals(200, post("/token").statusCode());
        expect(3, 3, 0, 0);
        assertEquals(1, broker.connections(), "connections are used again");
    }

    @Test
    void aRedirectIsAnAnswerAndFollowingItTakesAPermitOfItsOwn() throws Exception {
        HttpResponse<String> moved = get("/redirect");
        assertEquals(302, moved.statusCode());
        expect(1, 1, 0, 0);
        URI target = URI.create(moved.headers().firstValue("Location").orElseThrow());
        assertEquals("ok", get(target.getPath()).body());
        expect(2, 2, 0, 0);
    }

    @Test
    void aGetOnAReusedConnectionThatTheBrokerClosesGoesOutOnce() throws Exception {
        get("/ok");
        NoAnswerException lost = assertThrows(NoAnswerException.class, () -> get("/drop"));
        assertTrue(lost.getMessage().startsWith("GET 127.0.0.1/drop: expected an answer, found none"),
                lost.getMessage());
        expect(2, 1, 0, 1);
        get("/ok");
        assertThrows(NoAnswerException.class, () -> post("/drop"));
        expect(4, 2, 0, 2);
    }

    @Test
    void whatCouldNotBeSentSaysSoAndCostsNothing() throws Exception {
        URI nobody;
        try (ServerSocket server = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/ok?key=secret");
        }
        NotSentException none = assertThrows(NotSentException.class,
                () -> send(HttpRequest.newBuilder(nobody).build()));
        assertTrue(!none.getMessage().contains("secret") && none.getMessage().contains("nothing was sent"),
                none.getMessage());
        assertThrows(NotSentException.class,
                () -> send(HttpRequest.newBuilder(URI.create("http://no.such.host.invalid/ok")).build()));
        assertEquals(2, limiter.ended(Ending.NOT_SENT));
        assertEquals(0, limiter.spent());
    }

    @Test
    void withoutAPermitNothingIsSent() throws Exception {
        try (MeteredHttp starved = new MeteredHttp(new CountingLimiter(0, SOON), SOON)) {
            NotSentException refused = assertThrows(NotSentException.class,
                    () -> starved.send(Lane.ORDER, 1, Duration.ZERO,
                    HttpRequest.newBuilder(broker.uri("/ok")).build(), BodyHandlers.discarding()));
            assertTrue(refused.getCause() instanceof LimitException);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> starved.send(Lane.ORDER, 1, SOON,
                    HttpRequest.newBuilder(broker.uri("/ok")).build(), BodyHandlers.discarding()));
        }
        assertEquals(0, broker.requests());
    }

    @Test
    void anAnswerThatDoesNotComeIsLostAndItsConnectionClosed() {
        assertThrows(NoAnswerException.class,
                () -> send(HttpRequest.newBuilder(broker.uri("/silent")).timeout(SOON).build()));
        expect(1, 0, 0, 1);
        Await.until("the connection is closed", () -> broker.hungUp() == 1);
    }

    @Test
    void aRequestWithoutATimeLimitGetsTheProfiles() throws Exception {
        CountingLimiter strict = new CountingLimiter(10, SOON);
        try (MeteredHttp impatient = new MeteredHttp(strict, SOON)) {
            for (Duration asked : List.of(Duration.ofMinutes(5), SOON.multipliedBy(2))) {
                assertThrows(NoAnswerException.class, () -> impatient.send(Lane.ORDER, 1, SOON,
                        HttpRequest.newBuilder(broker.uri("/silent")).timeout(asked).build(),
                        BodyHandlers.discarding()));
            }
            assertThrows(NoAnswerException.class, () -> impatient.send(Lane.ORDER, 1, SOON,
                    HttpRequest.newBuilder(broker.uri("/silent")).build(), BodyHandlers.discarding()));
        }
        assertEquals(3, strict.ended(Ending.LOST));
    }

    @Test
    void aRequestThatNamesAnotherVersionIsSentWithOursAndWithItsOwnTimeLimit() throws Exception {
        HttpRequest.Builder wishes = HttpRequest.newBuilder(broker.uri("/ok")).version(Version.HTTP_2);
        assertEquals(Version.HTTP_1_1, send(wishes.build()).version());
        assertEquals("ok", send(wishes.timeout(Duration.ofSeconds(9)).header("X-Kept", "1").build()).body());
        expect(2, 2, 0, 0);
        assertEquals(0, broker.upgrades(), "nobody asks for HTTP/2, which may tell a client to send anew");
        assertThrows(NoAnswerException.class, () -> send(HttpRequest.newBuilder(broker.uri("/silent"))
                .version(Version.HTTP_2).timeout(SOON).build()));
        expect(3, 2, 0, 1);
    }

    @Test
    void anAnswerIsSeenWhenItsHeadIsThere() {
        assertThrows(NoAnswerException.class, () -> get("/cut"));
        expect(1, 1, 0, 0);
    }

    @Test
    void anInterruptedRequestMayHaveBeenSent() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                get("/silent");
            } catch (NoAnswerException e) {
                interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 2);
            } catch (Exception e) {
                interrupted.set(3);
            }
        });
        Await.until("it is under way", () -> broker.requests() == 1);
        thread.interrupt();
        thread.join();
        assertEquals(1, interrupted.get(), "NoAnswerException with the interrupt still set");
        expect(1, 0, 0, 1);
    }

    @Test
    void fourThreadsAndABrokerThatDropsConnectionsLeaveNothingUncounted() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<String> paths = List.of("/ok", "/ok", "/ok", "/redirect", "/fail", "/drop", "/cut");
        AtomicInteger unexpected = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                for (int k = 0; k < 200; k++) {
                    String path = paths.get(ThreadLocalRandom.current().nextInt(paths.size()));
                    try {
                        if (ThreadLocalRandom.current().nextBoolean()) {
                            get(path);
                        } else {
                            post(path);
                        }
                    } catch (NoAnswerException e) {
                        unexpected.addAndGet(path.equals("/drop") || path.equals("/cut") ? 0 : 1);
                    } catch (Exception e) {
                        unexpected.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, unexpected.get());
        assertEquals(800, broker.requests());
        assertEquals(broker.requests(), limiter.spent(), "requests at the broker and permits that went out");
        assertEquals(800, limiter.ended(Ending.ANSWERED) + limiter.ended(Ending.LOST));
    }

    private void expect(int requests, int answered, int notSent, int lost) {
        assertEquals(requests, broker.requests());
        assertEquals(requests, limiter.spent(), "requests at the broker and permits that went out");
        assertEquals(List.of(answered, notSent, lost), List.of(limiter.ended(Ending.ANSWERED),
                limiter.ended(Ending.NOT_SENT), limiter.ended(Ending.LOST)));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(broker.uri(path)).build());
    }

    private HttpResponse<String> post(String path) throws Exception {
        return send(HttpRequest.newBuilder(broker.uri(path)).POST(BodyPublishers.ofString("{}")).build());
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(Lane.ORDER, 1, Duration.ofSeconds(5), request, BodyHandlers.ofString());
    }
}
