package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Lab.BROKER;
import static org.jts.ratelimit.redis.internal.Lab.profile;
import static org.jts.ratelimit.redis.internal.Lab.take;
import static org.jts.ratelimit.redis.internal.Lab.taking;
import static org.jts.ratelimit.redis.internal.Lab.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.api.limit.RequestLimiter;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limiter's contract, through a real Redis. */
class SharedLimiterTest {

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void permitThatHasEndedAgesBeforeAnotherOneGoes() throws Exception {
        RequestLimiter limiter = lab.limiter(window(3, 400));
        Permit first = take(limiter, Lane.ORDER);
        take(limiter, Lane.ORDER);
        take(limiter, Lane.ORDER);
        long ended = System.nanoTime();
        first.close();
        take(limiter, Lane.ORDER).close();
        assertTrue(System.nanoTime() - ended >= Duration.ofMillis(400).toNanos());
    }

    @Test
    void permitThatHasNotEndedDoesNotAge() throws Exception {
        RequestLimiter limiter = lab.limiter(window(1, 100));
        Permit held = take(limiter, Lane.ORDER);
        LimitException waited = assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(400)));
        assertEquals(Reason.TIMED_OUT, waited.reason());
        held.close();
        take(limiter, Lane.ORDER).close();
    }

    @Test
    void permitGivenBackIsFreeAtOnceAndEndsOnlyOnce() throws Exception {
        RequestLimiter limiter = lab.limiter(window(1, 5_000));
        for (int i = 0; i < 5; i++) {
            Permit permit = take(limiter, Lane.ORDER);
            permit.giveBack();
            permit.close();
        }
        assertEquals(0, limiter.usage().inFlight());
    }

    @Test
    void lostRequestAgesFromTheEndOfItsGrace() throws Exception {
        RequestLimiter limiter = lab.limiter(window(1, 200));
        Permit permit = take(limiter, Lane.ORDER);
        long lost = System.nanoTime();
        permit.lost();
        take(limiter, Lane.ORDER).close();
        assertTrue(System.nanoTime() - lost >= Duration.ofMillis(300).toNanos());
    }

    @Test
    void requestThatNeverEndsIsLostAfterTheAnswerLimit() throws Exception {
        RequestLimiter limiter = lab.limiter(window(1, 200));
        long granted = System.nanoTime();
        take(limiter, Lane.ORDER);
        take(limiter, Lane.ORDER).close();
        assertTrue(System.nanoTime() - granted >= Duration.ofMillis(600 + 100 + 200).toNanos());
    }

    @Test
    void everyWindowIsKeptAndCountsWhatItIsFor() throws Exception {
        RateWindow orders = new RateWindow(2, Duration.ofSeconds(30), Measure.COUNT, Set.of(Lane.ORDER));
        RequestLimiter limiter = lab.limiter(window(100, 1_000), orders);
        limiter.acquire(Lane.ORDER, 9, Lab.PATIENCE).close();
        limiter.acquire(Lane.ORDER, 9, Lab.PATIENCE).close();
        take(limiter, Lane.ACCOUNT).close();
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
        Await.until("19 and 2 used", () -> limiter.usage().windows().get(0).used() <= 19
                && limiter.usage().windows().get(1).used() == 2);
    }

    @Test
    void refusalsOfTheLimiterAreDistinct() throws Exception {
        RequestLimiter limiter = lab.limiter(window(3, 60_000));
        assertEquals(Reason.TOO_HEAVY, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 4, Lab.PATIENCE)).reason());
        for (int i = 0; i < 3; i++) {
            take(limiter, Lane.ORDER).close();
        }
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ZERO)).reason());
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.ORDER, 1));
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(taking(limiter, Lane.HISTORY));
        }
        Await.until("five waiting", () -> limiter.usage().waiting().equals(Map.of(Lane.HISTORY, 5)));
        assertEquals(Reason.QUEUE_FULL, assertThrows(LimitException.class, () -> take(limiter, Lane.ORDER)).reason());
        ((SharedLimiter) limiter).close();
        for (CompletableFuture<Permit> each : waiting) {
            Throwable cause = assertThrows(CompletionException.class, each::join).getCause();
            assertEquals(Reason.CLOSED, assertInstanceOf(LimitException.class, cause).reason());
        }
        assertEquals(Reason.CLOSED, assertThrows(LimitException.class, () -> take(limiter, Lane.ORDER)).reason());
        assertThrows(IllegalArgumentException.class, () -> limiter.acquire(Lane.ORDER, 0, Lab.PATIENCE));
    }

    @Test
    void waitingThatIsInterruptedLeavesNothingBehind() throws Exception {
        RequestLimiter limiter = lab.limiter(window(1, 300));
        Permit held = take(limiter, Lane.ORDER);
        Thread waiting = Thread.ofVirtual().start(() -> assertThrows(InterruptedException.class,
                () -> take(limiter, Lane.ORDER)));
        Await.until("one waiting", () -> limiter.usage().waiting().equals(Map.of(Lane.ORDER, 1)));
        waiting.interrupt();
        waiting.join();
        assertEquals(Map.of(), limiter.usage().waiting());
        held.close();
        take(limiter, Lane.ORDER).close();
        assertEquals(0, limiter.usage().inFlight());
    }

    @Test
    void upperLaneOfAnotherProcessGoesBeforeALowerOneHere() throws Exception {
        RequestLimiter one = lab.process(2, 0).limiter(BROKER, "key", profile(window(1, 400)));
        RequestLimiter two = lab.process(2, 0).limiter(BROKER, "key", profile(window(1, 400)));
        lab.awaitShared(one);
        lab.awaitShared(two);
        Permit held = take(one, Lane.ACCOUNT);
        CompletableFuture<Permit> history = taking(one, Lane.HISTORY);
        Await.until("history waiting", () -> one.usage().waiting().containsKey(Lane.HISTORY));
        CompletableFuture<Permit> cancel = taking(two, Lane.CANCEL);
        Await.until("a cancel waiting", () -> two.usage().waiting().containsKey(Lane.CANCEL));
        Await.until("a pool that knows of both", () -> lab.redis.command("EVAL",
                "local d = redis.call('HGET', KEYS[1], 'd') return d and #cmsgpack.unpack(d) or 0", "1",
                "jts:limit:{key}").startsWith(":2"));
        held.close();
        CompletableFuture.anyOf(history, cancel).join();
        assertTrue(cancel.isDone());
        assertFalse(history.isDone());
        cancel.join().close();
        history.join().close();
    }

    @Test
    void lowerLaneIsNotPassedOverForEver() throws Exception {
        RequestLimiter one = lab.process(2, 0).limiter(BROKER, "key", profile(window(2, 50)));
        RequestLimiter two = lab.process(2, 0).limiter(BROKER, "key", profile(window(2, 50)));
        lab.awaitShared(one);
        lab.awaitShared(two);
        CompletableFuture<Permit> history = new CompletableFuture<>();
        List<Thread> orders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            orders.add(Thread.ofVirtual().start(() -> {
                while (!history.isDone()) {
                    try {
                        take(one, Lane.ORDER).close();
                    } catch (LimitException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        try {
            taking(two, Lane.HISTORY).join().close();
        } finally {
            history.complete(null);
        }
        for (Thread thread : orders) {
            thread.join();
        }
    }

    @Test
    void refusalAtOneProcessHoldsBackAll() throws Exception {
        RequestLimiter one = lab.process(2, 20).limiter(BROKER, "key", profile(window(100, 1_000)));
        RequestLimiter two = lab.process(2, 20).limiter(BROKER, "key", profile(window(100, 1_000)));
        lab.awaitShared(one);
        lab.awaitShared(two);
        one.refused(Optional.of(Duration.ofSeconds(2)), "too many requests");
        assertTrue(one.usage().banned().isPresent());
        Await.until("the other one to know", () -> two.usage().banned().isPresent());
        assertEquals(Optional.empty(), two.tryAcquire(Lane.CANCEL, 1));
        Await.until("a smaller budget for both", () -> two.usage().windows().getFirst().allowed() < 100);
        assertEquals(1, two.usage().refusals());
        take(two, Lane.CANCEL).close();
        lab.awaitNotice("The broker refused a request");
    }

    @Test
    void whatTheBrokerCountsBeyondOursIsSomeoneElses() throws Exception {
        RateWindow window = window(10, 60_000);
        RequestLimiter limiter = lab.limiter(window);
        limiter.brokerCounted(window, 9);
        Await.until("nine used", () -> limiter.usage().windows().getFirst().used() == 9);
        take(limiter, Lane.ORDER).close();
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    @Test
    void otherRulesHoldAtOnceAndWhatWasUsedStaysUsed() throws Exception {
        RequestLimiter limiter = lab.limiter(window(10, 60_000));
        for (int i = 0; i < 5; i++) {
            take(limiter, Lane.ORDER).close();
        }
        // until what it had in flight when it came is sure to have ended
        Thread.sleep(Duration.ofMillis(1_000 + 100 + 200));
        limiter.reconfigure(profile(window(6, 60_000)));
        assertEquals(6, limiter.profile().windows().getFirst().permits());
        Await.until("five of six used", () -> limiter.usage().windows().getFirst().used() == 5
                && limiter.usage().windows().getFirst().allowed() == 6);
        take(limiter, Lane.ORDER).close();
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
        assertTrue(limiter.forecast(Lane.ORDER, 12).compareTo(Duration.ofSeconds(100)) > 0);
    }

    @Test
    void manyRequestsTogetherAskRedisSeldom() throws Exception {
        RedisLimiters process = lab.process(1, 0);
        RequestLimiter limiter = process.limiter(BROKER, "key", profile(window(10_000_000, 1_000)));
        lab.awaitShared(limiter);
        long before = process.commands();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 5_000; i++) {
                    try {
                        take(limiter, Lane.ORDER).close();
                    } catch (LimitException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double commands = (process.commands() - before) / 20_000.0;
        assertTrue(commands < 0.3, () -> "expected less than 0.3 commands a permit, found " + commands);
        Await.until("all told to Redis", () -> limiter.usage().inFlight() == 0);
    }

    @Test
    void shareIsSpentWithoutAskingRedis() throws Exception {
        RedisLimiters process = lab.process(1, 50);
        RequestLimiter limiter = process.limiter(BROKER, "key", profile(window(10, 60_000)));
        lab.awaitShared(limiter);
        for (int i = 0; i < 5; i++) {
            limiter.tryAcquire(Lane.ORDER, 1).orElseThrow().close();
        }
        assertEquals(5, limiter.usage().windows().getFirst().used());
        take(limiter, Lane.ORDER).close();
        Await.until("one out of the pool", () -> limiter.usage().windows().getFirst().used() == 6);
    }

    @Test
    void whoeverDoesNotWaitPassesThoseOfLowerLanesWhoDo() throws Exception {
        RequestLimiter limiter = lab.process(1, 50).limiter(BROKER, "key", profile(window(8, 60_000)));
        lab.awaitShared(limiter);
        while (limiter.tryAcquire(Lane.HISTORY, 1).isPresent()) {
            // whatever the pace lets pass of what is not kept for orders
        }
        List<CompletableFuture<Permit>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiting.add(taking(limiter, Lane.HISTORY));
        }
        Await.until("downloads that wait", () -> limiter.usage().waiting().getOrDefault(Lane.HISTORY, 0) > 0);
        assertTrue(limiter.tryAcquire(Lane.CANCEL, 1).isPresent());
        limiter.acquire(Lane.ORDER, 1, Duration.ZERO).close();
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.HISTORY, 1));
    }

    @Test
    void whoWaitsGoesOnWaitingUnderOtherRulesUnlessHeCanNeverGo() throws Exception {
        RequestLimiter limiter = lab.limiter(window(10, 60_000));
        for (int i = 0; i < 10; i++) {
            take(limiter, Lane.ORDER).close();
        }
        CompletableFuture<Permit> order = taking(limiter, Lane.ORDER);
        CompletableFuture<Permit> heavy = taking(limiter, Lane.ACCOUNT, 8);
        Await.until("two waiting", () -> limiter.usage().waiting().size() == 2);
        limiter.reconfigure(profile(window(5, 60_000)));
        Throwable cause = assertThrows(CompletionException.class, heavy::join).getCause();
        assertEquals(Reason.TOO_HEAVY, assertInstanceOf(LimitException.class, cause).reason());
        assertEquals(Map.of(Lane.ORDER, 1), limiter.usage().waiting());
        assertFalse(order.isDone());
        limiter.reconfigure(profile(window(20, 500)));
        order.join().close();
    }

    @Test
    void otherNameOfTheSameRulesChangesNothingForThePool() throws Exception {
        RequestLimiter limiter = lab.limiter(window(10, 60_000));
        take(limiter, Lane.ORDER).close();
        Await.until("one used", () -> limiter.usage().windows().getFirst().used() == 1);
        LimitProfile before = limiter.profile();
        limiter.reconfigure(new LimitProfile(before.id(), "Another name", before.source(), before.windows(),
                before.reservedShare(), 1, before.answerLimit(), before.lostGrace()));
        assertEquals("Another name", limiter.profile().name());
        assertEquals(Sharing.SHARED, limiter.usage().sharing());
        assertEquals(1, limiter.usage().windows().getFirst().used());
    }

    @Test
    void laneThatIsBlockedHoldsBackOnlyLanesThatWaitForTheSameRoom() throws Exception {
        RateWindow orders = new RateWindow(30, Duration.ofMillis(300), Measure.WEIGHT, Set.of(Lane.CANCEL, Lane.ORDER));
        RateWindow downloads = new RateWindow(6, Duration.ofSeconds(90), Measure.WEIGHT, Set.of(Lane.HISTORY));
        for (int shares : new int[] {0, 100}) {
            try (Lab each = new Lab()) {
                RequestLimiter limiter = each.process(1, shares).limiter(BROKER, "key", profile(orders, downloads));
                each.awaitShared(limiter);
                limiter.acquire(Lane.HISTORY, 6, Lab.PATIENCE).close(); // none can go for a minute and a half
                List<CompletableFuture<Permit>> waiting = List.of(taking(limiter, Lane.HISTORY));
                Await.until("one waiting", () -> limiter.usage().waiting().containsKey(Lane.HISTORY));
                long start = System.nanoTime();
                for (int i = 0; i < 100; i++) {
                    take(limiter, i % 7 == 0 ? Lane.CANCEL : Lane.ORDER).close();
                }
                long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                assertTrue(millis < 8_000, 
                        () -> "expected orders to go on beside a full window of others, took " + millis);
                assertFalse(waiting.getFirst().isDone());
            }
        }
    }

    @Test
    void metricsAreThoseOfTheSharedLimitAndGoWithItsSpenders() throws Exception {
        RedisLimiters process = lab.process(1, 0);
        RequestLimiter limiter = process.limiter(BROKER, "key", profile(window(3, 60_000)));
        lab.awaitShared(limiter);
        for (int i = 0; i < 3; i++) {
            take(limiter, Lane.ORDER).close();
        }
        assertThrows(LimitException.class, () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(50)));
        Await.until("three used", () -> gauge("jts.limit.used") == 3);
        assertEquals(3, gauge("jts.limit.allowed"));
        assertEquals(1, gauge("jts.limit.shared"));
        assertEquals(3, lab.meters.get("jts.limit.granted").tag("key", "key").tag("lane", "order").functionCounter()
                .count());
        assertEquals(1, lab.meters.get("jts.limit.missed").tag("reason", "timed-out").functionCounter().count());
        assertTrue(lab.meters.get("jts.limit.wait").tag("lane", "order").timer().count() <= 3);
        limiter.refused(Optional.of(Duration.ofSeconds(9)), "too many requests");
        assertTrue(gauge("jts.limit.banned") > 5);
        lab.awaitNotice("refuses every request of key");
        limiter.reconfigure(profile(window(5, 60_000)));
        assertEquals("5/1m", lab.meters.get("jts.limit.used").gauge().getId().getTag("window"));
        process.release(BROKER);
        assertEquals(List.of(), lab.meters.getMeters());
        process.limiter(BROKER, "key", profile(window(5, 60_000)));
        assertFalse(lab.meters.getMeters().isEmpty());
    }

    private double gauge(String name) {
        return lab.meters.get(name).tag("key", "key").gauge().value();
    }
}
