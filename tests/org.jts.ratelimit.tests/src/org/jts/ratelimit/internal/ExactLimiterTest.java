package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExactLimiterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    /** A second, and what is added for clocks that drift and stamps that are coarse. */
    private static final Duration WINDOW = Duration.ofNanos(1_001_500_000);
    private static final Duration PATIENT = Duration.ofMinutes(10);

    private final FakeTime time = new FakeTime();
    private final List<Lane> waits = new CopyOnWriteArrayList<>();
    private ExactLimiter limiter = limiter(0, RateWindow.of(5, SECOND));

    @AfterEach
    void close() {
        limiter.close();
        assertEquals(0, time.pendingTasks(), "no timer is left");
    }

    @Test
    void theSixthRequestInASecondWaitsUntilTheFirstAnswerIsASecondOld() throws Exception {
        List<Permit> permits = take(Lane.ORDER, 5);
        time.advance(SECOND.multipliedBy(10));
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.ORDER, 1), "in flight is charged, however long");
        permits.getFirst().close();
        CompletableFuture<Permit> sixth = inBackground(Lane.ORDER, 1, PATIENT);
        time.advance(WINDOW.minusNanos(1));
        assertEquals(1, limiter.usage().waiting().get(Lane.ORDER));
        time.advance(Duration.ofNanos(1));
        sixth.get().close();
        assertEquals(List.of(Lane.ORDER), waits);
        assertEquals(6, limiter.granted(Lane.ORDER));
    }

    @Test
    void aPermitGivenBackIsFreeAtOnce() throws Exception {
        List<Permit> permits = take(Lane.ORDER, 5);
        permits.getFirst().giveBack();
        assertTrue(limiter.tryAcquire(Lane.ORDER, 1).isPresent());
        permits.getFirst().close();
        permits.getFirst().giveBack();
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.ORDER, 1), "only the first ending counts");
    }

    @Test
    void aLostRequestAgesFromTheEndOfTheGrace() throws Exception {
        List<Permit> permits = take(Lane.ORDER, 5);
        permits.forEach(Permit::lost);
        time.advance(limiter.profile().lostGrace().plus(WINDOW).minusNanos(1));
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.ORDER, 1));
        CompletableFuture<Permit> next = inBackground(Lane.ORDER, 1, PATIENT);
        time.advance(limiter.profile().lostGrace().plus(WINDOW));
        next.get();
    }

    @Test
    void aPermitThatNobodyEndsIsTakenForLostAfterTheAnswerLimit() throws Exception {
        take(Lane.ORDER, 5);
        CompletableFuture<Permit> next = inBackground(Lane.ORDER, 1, PATIENT);
        time.advance(limiter.profile().answerLimit());
        assertEquals(5, limiter.usage().inFlight());
        time.advance(limiter.profile().lostGrace());
        time.advance(WINDOW);
        next.get();
    }

    @Test
    void upperLanesGoFirstAndWithinALaneTheFirstToCome() throws Exception {
        List<Permit> permits = take(Lane.ORDER, 5);
        List<String> order = new CopyOnWriteArrayList<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Lane lane : List.of(Lane.HISTORY, Lane.ACCOUNT, Lane.ORDER, Lane.ORDER, Lane.CANCEL)) {
            String name = lane + "-" + all.size();
            all.add(inBackground(lane, 1, PATIENT).thenAccept(p -> order.add(name)));
        }
        for (Permit permit : permits) {
            permit.giveBack();
            int expected = permits.indexOf(permit) + 1;
            Await.until("one more is granted", () -> order.size() == expected);
        }
        assertEquals(List.of("CANCEL-4", "ORDER-2", "ORDER-3", "ACCOUNT-1", "HISTORY-0"), order);
    }

    @Test
    void aShareIsKeptForOrders() throws Exception {
        limiter = limiter(0.4, RateWindow.of(5, SECOND));
        for (int i = 0; i < 3; i++) {
            assertTrue(limiter.tryAcquire(Lane.HISTORY, 1).isPresent());
        }
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.HISTORY, 1));
        assertTrue(limiter.tryAcquire(Lane.ORDER, 1).isPresent());
        assertTrue(limiter.tryAcquire(Lane.CANCEL, 1).isPresent());
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.CANCEL, 1));
    }

    @Test
    void whatOrdersUseComesOffTheirShareFirst() throws Exception {
        limiter = limiter(0.4, RateWindow.of(5, SECOND));
        take(Lane.ORDER, 2);
        for (int i = 0; i < 3; i++) {
            assertTrue(limiter.tryAcquire(Lane.HISTORY, 1).isPresent(), "the other lanes have all of theirs");
        }
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.CANCEL, 1), "the broker's own rule is full");
        time.advance(WINDOW);
        assertEquals(5, limiter.usage().windows().getFirst().used());
        assertEquals(1, limiter.usage().windows().size(), "the broker has one rule");
    }

    @Test
    void aNewReserveAndANewPaceHoldFromThenOn() throws Exception {
        limiter = limiter(0, RateWindow.of(5, SECOND));
        take(Lane.HISTORY, 3);
        limiter.reconfigure(new LimitProfile("test", "test limit", "test", List.of(RateWindow.of(5, SECOND)), 0.4, 100,
                Duration.ofSeconds(60), Duration.ofSeconds(5)));
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.HISTORY, 1));
        assertTrue(limiter.tryAcquire(Lane.ORDER, 2).isPresent());
    }

    @Test
    void noLaneWaitsForEverWhileAnotherIsSaturated() throws Exception {
        limiter = limiter(0.4, RateWindow.of(5, SECOND));
        take(Lane.ORDER, 5).forEach(Permit::close);
        List<CompletableFuture<Permit>> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            orders.add(inBackground(Lane.ORDER, 1, PATIENT));
        }
        CompletableFuture<Permit> history = inBackground(Lane.HISTORY, 1, PATIENT);
        int seconds = 0;
        while (!history.isDone() && seconds++ < 10) {
            time.advance(WINDOW);
            Await.until("this second's permits have been taken and answered",
                    () -> limiter.usage().inFlight() == 0 || answerAll(orders, history));
        }
        assertTrue(history.isDone(), "history went within ten seconds although orders waited all the time");
    }

    @Test
    void aFullQueueAndATimeOutAreDifferentErrors() throws Exception {
        limiter = new ExactLimiter("k", new LimitProfile("test", "tiny", "test", List.of(RateWindow.of(1, SECOND)), 0,
                1,
                Duration.ofMinutes(1), SECOND), time, (p, r) -> Pace.NONE, (k, t) -> { });
        limiter.acquire(Lane.ORDER, 1, Duration.ZERO);
        assertEquals(Reason.TIMED_OUT, reason(() -> limiter.acquire(Lane.ORDER, 1, Duration.ZERO)));
        CompletableFuture<Permit> waits = inBackground(Lane.ORDER, 1, SECOND);
        assertEquals(Reason.QUEUE_FULL, reason(() -> limiter.acquire(Lane.ORDER, 1, SECOND)));
        time.advance(SECOND);
        ExecutionException e = assertThrows(ExecutionException.class, waits::get);
        assertEquals(Reason.TIMED_OUT, ((LimitException) e.getCause()).reason());
        assertEquals(Reason.TOO_HEAVY, reason(() -> limiter.acquire(Lane.ORDER, 2, SECOND)));
    }

    @Test
    void anInterruptedWaitChargesNothing() throws Exception {
        List<Permit> permits = take(Lane.ORDER, 5);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                limiter.acquire(Lane.ORDER, 1, PATIENT);
            } catch (LimitException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Await.until("it waits", () -> !limiter.usage().waiting().isEmpty());
        waiting.interrupt();
        waiting.join();
        assertEquals(0, limiter.usage().waiting().size());
        permits.forEach(Permit::giveBack);
        assertEquals(0, limiter.usage().inFlight());
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        take(Lane.ORDER, 5);
        CompletableFuture<Permit> waits = inBackground(Lane.HISTORY, 1, PATIENT);
        limiter.close();
        ExecutionException e = assertThrows(ExecutionException.class, waits::get);
        assertEquals(Reason.CLOSED, ((LimitException) e.getCause()).reason());
        assertEquals(Reason.CLOSED, reason(() -> limiter.acquire(Lane.ORDER, 1, SECOND)));
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.ORDER, 1));
    }

    @Test
    void aRefusalFreezesShrinksAndRecovers() throws Exception {
        limiter = limiter(0, RateWindow.of(10, SECOND));
        limiter.refused(Optional.empty(), "EGW00201 too many requests");
        limiter.refused(Optional.empty(), "EGW00201 of a request that was under way");
        assertEquals(2, limiter.usage().refusals());
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.CANCEL, 1));
        assertEquals(Duration.ofMillis(100), limiter.usage().banned().orElseThrow());
        CompletableFuture<Permit> next = inBackground(Lane.CANCEL, 1, PATIENT);
        time.advance(Duration.ofMillis(100));
        next.get().close();
        assertEquals(9, limiter.usage().windows().getFirst().allowed());
        limiter.refused(Optional.of(Duration.ofSeconds(30)), "come back in 30 s");
        assertEquals(Duration.ofSeconds(30), limiter.usage().banned().orElseThrow());
        assertEquals(3, limiter.usage().refusals());
        time.advance(Duration.ofMinutes(10));
        limiter.tryAcquire(Lane.CANCEL, 1).orElseThrow().close();
        assertEquals(10, limiter.usage().windows().getFirst().allowed());
    }

    @Test
    void whatTheBrokerCountsBeyondOursIsSomeoneElses() throws Exception {
        take(Lane.ORDER, 1).forEach(Permit::close);
        RateWindow window = limiter.profile().windows().getFirst();
        limiter.brokerCounted(window, 4);
        assertEquals(4, limiter.usage().windows().getFirst().used());
        limiter.brokerCounted(window, 2);
        assertEquals(4, limiter.usage().windows().getFirst().used(), "a lower count never loosens");
    }

    @Test
    void windowsOfOneLaneDoNotHoldBackOthers() throws Exception {
        limiter = limiter(0, RateWindow.of(100, SECOND),
                new RateWindow(1, Duration.ofSeconds(10), Measure.COUNT, Set.of(Lane.ORDER)));
        limiter.acquire(Lane.ORDER, 20, Duration.ZERO).close();
        CompletableFuture<Permit> order = inBackground(Lane.ORDER, 1, PATIENT);
        CompletableFuture<Permit> history = inBackground(Lane.HISTORY, 1, PATIENT);
        history.get().close();
        time.advance(WINDOW.multipliedBy(10));
        order.get().close();
        assertEquals(2, limiter.usage().windows().size());
    }

    @Test
    void newRulesHoldAtOnceAndWhatWasChargedStaysCharged() throws Exception {
        List<Permit> permits = take(Lane.ORDER, 3);
        permits.getFirst().close();
        limiter.reconfigure(LimitProfile.of("test", "tighter", "test", List.of(RateWindow.of(3, SECOND))));
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.ORDER, 1));
        limiter.reconfigure(LimitProfile.of("test", "wider", "test", List.of(RateWindow.of(4, SECOND))));
        assertTrue(limiter.tryAcquire(Lane.ORDER, 1).isPresent());
        assertEquals("wider", limiter.profile().name());
    }

    @Test
    void aRuleThatComesBackKnowsWhatHappenedMeanwhile() throws Exception {
        RateWindow second = RateWindow.of(20, SECOND);
        RateWindow minute = RateWindow.of(50, Duration.ofMinutes(1));
        RateWindow orders = new RateWindow(30, Duration.ofMinutes(1), Measure.COUNT, Set.of(Lane.ORDER));
        limiter = limiter(0, second, minute, orders);
        LimitProfile whole = limiter.profile();
        take(Lane.ORDER, 10).forEach(Permit::close);
        limiter.reconfigure(LimitProfile.of("test", "a user's", "test", List.of(second)));
        for (int i = 0; i < 2; i++) {
            time.advance(WINDOW);
            take(Lane.ORDER, 20).forEach(Permit::close);
        }
        limiter.reconfigure(whole);
        assertEquals(List.of(20, 50, 50), limiter.usage().windows().stream().map(w -> w.used()).toList());
        time.advance(WINDOW);
        assertEquals(Optional.empty(), limiter.tryAcquire(Lane.HISTORY, 1), "the minute is full");
        time.advance(Duration.ofMinutes(1));
        assertTrue(limiter.tryAcquire(Lane.ORDER, 1).isPresent());
    }

    @Test
    void usageAgesWithoutAnybodyTouchingTheLimiterAndTheForecastFollows() throws Exception {
        take(Lane.ORDER, 5).forEach(Permit::close);
        LimitUsage full = limiter.usage();
        assertEquals(5, full.windows().getFirst().used());
        assertEquals(1.0, full.windows().getFirst().ratio(), 1e-9);
        assertEquals(WINDOW, full.nextPermit());
        assertEquals(42, limiter.forecast(Lane.ORDER, 210).toSeconds());
        time.advance(WINDOW);
        assertEquals(0, limiter.usage().windows().getFirst().used());
        assertEquals(Duration.ZERO, limiter.usage().nextPermit());
        assertEquals(Duration.ZERO, limiter.forecast(Lane.ORDER, 5));
    }

    private boolean answerAll(List<CompletableFuture<Permit>> orders, CompletableFuture<Permit> history) {
        orders.stream().filter(CompletableFuture::isDone).forEach(o -> o.join().close());
        return history.isDone();
    }

    private ExactLimiter limiter(double reserved, RateWindow... windows) {
        if (limiter != null) {
            limiter.close();
        }
        return new ExactLimiter("key", new LimitProfile("test", "test limit", "test", List.of(windows), reserved, 100,
                Duration.ofSeconds(60), Duration.ofSeconds(5)), time, (p, r) -> Pace.NONE,
                (lane, nanos) -> waits.add(lane));
    }

    private List<Permit> take(Lane lane, int count) throws Exception {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            permits.add(limiter.acquire(lane, 1, Duration.ZERO));
        }
        return permits;
    }

    private CompletableFuture<Permit> inBackground(Lane lane, int weight, Duration timeout) {
        int before = limiter.usage().waiting().values().stream().mapToInt(Integer::intValue).sum();
        CompletableFuture<Permit> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(limiter.acquire(lane, weight, timeout));
            } catch (LimitException | InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        Await.until("it waits or is done", () -> result.isDone()
                || limiter.usage().waiting().values().stream().mapToInt(Integer::intValue).sum() > before);
        return result;
    }

    @FunctionalInterface
    private interface Acquiring {
        Permit run() throws LimitException, InterruptedException;
    }

    private static Reason reason(Acquiring acquiring) {
        return assertThrows(LimitException.class, acquiring::run).reason();
    }
}
