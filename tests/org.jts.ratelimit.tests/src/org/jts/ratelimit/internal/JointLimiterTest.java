package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.MachineTime;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Requests that a broker counts on two keys. */
class JointLimiterTest {

    private static final BrokerId BROKER = new BrokerId("kiwoom");
    private static final RateWindow API = RateWindow.parse("5/1s");
    private static final RateWindow ACCOUNT = RateWindow.parse("3/2s");
    private static final Duration PATIENT = Duration.ofMinutes(5);

    private final FakeTime time = new FakeTime();
    private SharedLimiters limiters = limiters(time);

    @AfterEach
    void close() {
        limiters.close();
    }

    @Test
    void aPermitIsOneOfEachKeyOrOfNone() throws Exception {
        RequestLimiter joint = joint(time, API, ACCOUNT);
        Permit first = joint.acquire(Lane.ORDER, 1, Duration.ZERO);
        assertEquals(List.of(1, 1), used());
        first.giveBack();
        assertEquals(List.of(0, 0), used());
        for (int i = 0; i < 3; i++) {
            joint.tryAcquire(Lane.ORDER, 1).orElseThrow().close();
        }
        assertTrue(joint.tryAcquire(Lane.ORDER, 1).isEmpty(), "the account has no more");
        assertThrows(LimitException.class, () -> joint.acquire(Lane.ORDER, 1, Duration.ZERO));
        assertEquals(List.of(3, 3), used(), "and the api-id is not charged for what was not sent");
    }

    @Test
    void numbersOfJointPermitsEndAllOfThemOnce() throws Exception {
        NumberedPermits joint = joint(time, API, ACCOUNT).numbered().orElseThrow();
        long first = joint.take(Lane.ORDER, 1, Duration.ZERO);
        long second = joint.tryTake(Lane.ORDER, 1);
        long third = joint.tryTake(Lane.ORDER, 1);
        assertEquals(NumberedPermits.NONE, joint.tryTake(Lane.ORDER, 1), "the account has no more");
        assertEquals(List.of(3, 3), used());
        joint.end(first, Ending.NOT_SENT);
        joint.end(first, Ending.ANSWERED);
        joint.end(NumberedPermits.NONE, Ending.NOT_SENT);
        assertEquals(List.of(2, 2), used(), "the first ending counts");
        joint.end(second, Ending.ANSWERED);
        joint.end(third, Ending.LOST);
        time.advance(Duration.ofMillis(1_100));
        assertEquals(List.of(1, 2), used(), "what is lost ages later");
    }

    @Test
    void nothingIsChargedWhileItWaits() throws Exception {
        RequestLimiter joint = joint(time, API, ACCOUNT);
        for (int i = 0; i < 3; i++) {
            joint.acquire(Lane.ORDER, 1, Duration.ZERO).close();
        }
        CompletableFuture<Permit> waiting = inBackground(joint);
        Await.until("it waits", () -> joint.usage().waiting().equals(Map.of(Lane.ORDER, 1)));
        time.advance(Duration.ofMillis(1_500));
        assertEquals(List.of(0, 3), used(), "the api-id is free for others");
        time.advance(Duration.ofMillis(600));
        Await.until("its turn", waiting::isDone);
        assertEquals(List.of(1, 1), used());
        waiting.join().lost();
        assertEquals(List.of(1, 1), used(), "lost on both");
    }

    @Test
    void inVainAtOneKeyItWaitsAtTheOtherAndInTheEndKeepsWhatItHas() throws Exception {
        RequestLimiter joint = joint(time, RateWindow.parse("1/1s"), RateWindow.parse("1/3s"));
        RequestLimiter one = limiters.limiters().get("1/api");
        RequestLimiter two = limiters.limiters().get("2/account");
        two.acquire(Lane.HISTORY, 1, Duration.ZERO).close();
        CompletableFuture<Permit> waiting = inBackground(joint);
        for (int i = 0; i < 200 && !waiting.isDone(); i++) {
            // Whenever one has room, somebody else is there just before it.
            one.tryAcquire(Lane.ORDER, 1).ifPresent(Permit::close);
            two.tryAcquire(Lane.ORDER, 1).ifPresent(Permit::close);
            Await.until("it waits somewhere", () -> waiting.isDone()
                    || joint.usage().waiting().containsKey(Lane.ORDER));
            time.advance(Duration.ofMillis(100));
        }
        assertTrue(waiting.isDone(), "nobody waits for ever");
        waiting.join().close();
    }

    @Test
    void aPermitThatBecameOldWhileItWaitedForTheNextIsExchanged() throws Exception {
        RequestLimiter joint = joint(time, RateWindow.parse("1/1s"), RateWindow.parse("1/5s"));
        RequestLimiter one = limiters.limiters().get("1/api");
        CompletableFuture<Permit> waiting = keepingTheFirstKey(joint);
        time.advance(Duration.ofSeconds(4));
        Await.until("it has both", waiting::isDone);
        assertEquals(List.of(1, 1), used());
        assertTrue(one.tryAcquire(Lane.ORDER, 1).isEmpty(), "its request is about to go out");
        waiting.join().close();
        assertEquals(List.of(1, 1), used());
    }

    @Test
    void whoFindsNoRoomForAPermitOfNowBeginsAnew() throws Exception {
        RequestLimiter joint = joint(time, RateWindow.parse("1/1s"), RateWindow.parse("1/5s"));
        RequestLimiter one = limiters.limiters().get("1/api");
        CompletableFuture<Permit> waiting = keepingTheFirstKey(joint);
        Permit other = one.acquire(Lane.ORDER, 1, Duration.ZERO);
        time.advance(Duration.ofSeconds(4));
        Await.until("it waits once more", () -> one.usage().waiting().equals(Map.of(Lane.ORDER, 1)));
        assertEquals(List.of(1, 0), used(), "and keeps nothing");
        other.close();
        time.advance(Duration.ofMillis(1_100));
        Await.until("it has both", waiting::isDone);
        assertEquals(List.of(1, 1), used());
    }

    /**
     * @return waits for the second key, which is taken and not given back, with a permit of the first one that is
     *         forgotten by now
     */
    private CompletableFuture<Permit> keepingTheFirstKey(RequestLimiter joint) throws Exception {
        RequestLimiter one = limiters.limiters().get("1/api");
        RequestLimiter two = limiters.limiters().get("2/account");
        two.acquire(Lane.ORDER, 1, Duration.ZERO).close();
        Permit taken = one.acquire(Lane.ORDER, 1, Duration.ZERO);
        CompletableFuture<Permit> waiting = inBackground(joint);
        awaitWaiting(one);
        taken.close();
        time.advance(Duration.ofMillis(1_100));
        awaitWaiting(two);
        taken = one.acquire(Lane.ORDER, 1, Duration.ZERO);
        time.advance(Duration.ofMillis(5_100));
        awaitWaiting(one);
        taken.close();
        two.acquire(Lane.ORDER, 1, Duration.ZERO);
        time.advance(Duration.ofMillis(1_100));
        awaitWaiting(two);
        assertEquals(List.of(1, 1), used(), "the rounds are over: it keeps the first one");
        for (int seconds : new int[] {61, 5, 1}) {
            assertTrue(one.tryAcquire(Lane.ORDER, 1).isEmpty(), "others look whether there is room");
            time.advance(Duration.ofSeconds(seconds).plusMillis(50));
        }
        return waiting;
    }

    private static void awaitWaiting(RequestLimiter limiter) {
        Await.until("it waits", () -> limiter.usage().waiting().equals(Map.of(Lane.ORDER, 1)));
    }

    @Test
    void itTellsAndTakesWhatBelongsToAllOfThem() {
        RequestLimiter joint = joint(time, API, ACCOUNT);
        assertEquals(List.of(API, ACCOUNT), joint.profile().windows());
        assertEquals(Duration.ofSeconds(60), joint.profile().answerLimit());
        joint.brokerCounted(ACCOUNT, 2);
        assertEquals(List.of(0, 2), used());
        assertEquals(2, joint.forecast(Lane.ORDER, 4).toSeconds());
        joint.refused(Optional.of(Duration.ofSeconds(7)), "too many");
        limiters.limiters().values().forEach(each -> assertEquals(7, each.usage().banned().orElseThrow().toSeconds()));
        assertEquals(2, joint.usage().refusals());
        assertEquals(7, joint.usage().banned().orElseThrow().toSeconds());
        assertThrows(UnsupportedOperationException.class, () -> joint.reconfigure(joint.profile()));
        assertThrows(IllegalArgumentException.class, () -> limiters.joint(time, Set.of("1/api", "3/none")));
        assertThrows(IllegalArgumentException.class, () -> limiters.joint(time, Set.of()));
    }

    @Test
    void manyOfThemAndOthersExceedNeitherKey() throws Exception {
        limiters.close();
        MachineTime clock = new MachineTime();
        limiters = limiters(clock);
        RateWindow fast = RateWindow.parse("20/200ms");
        RateWindow slow = RateWindow.parse("30/500ms");
        RequestLimiter joint = joint(clock, fast, slow);
        List<RequestLimiter> all = List.of(joint, joint, joint, limiters.limiters().get("1/api"),
                limiters.limiters().get("2/account"));
        WindowJudge[] judges = {new WindowJudge(), new WindowJudge()};
        AtomicInteger joints = new AtomicInteger();
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                while (System.nanoTime() < end) {
                    boolean spent = spend(all.get(number),
                            number < 3 ? judges : new WindowJudge[] {judges[number - 3]});
                    joints.addAndGet(spent && number < 3 ? 1 : 0);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Optional.empty(), judges[0].violation(List.of(fast)));
        assertEquals(Optional.empty(), judges[1].violation(List.of(slow)));
        assertTrue(joints.get() > 20 && joints.get() <= judges[1].count(), "joint " + joints.get());
        clock.close();
    }

    /** @return false when the permit was given back */
    private static boolean spend(RequestLimiter limiter, WindowJudge... judges) {
        try (Permit permit = limiter.acquire(Lane.ORDER, 1, PATIENT)) {
            if (ThreadLocalRandom.current().nextInt(10) == 0) {
                permit.giveBack();
                return false;
            }
            for (WindowJudge judge : judges) {
                judge.arrived(System.nanoTime(), Lane.ORDER, 1);
            }
            return true;
        } catch (LimitException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<Permit> inBackground(RequestLimiter limiter) {
        CompletableFuture<Permit> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(limiter.acquire(Lane.ORDER, 1, PATIENT));
            } catch (LimitException | InterruptedException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private RequestLimiter joint(TimeSource clock, RateWindow api, RateWindow account) {
        limiters.limiter(BROKER, "1/api", profile("api", api));
        limiters.limiter(BROKER, "2/account", profile("account", account));
        return limiters.joint(clock, Set.of("2/account", "1/api"));
    }

    private List<Integer> used() {
        return limiters.limiters().values().stream().flatMap(l -> l.usage().windows().stream()).map(WindowUsage::used)
                .toList();
    }

    private static SharedLimiters limiters(TimeSource clock) {
        return new SharedLimiters(clock, new FakeEventLog(clock), new FakeLimitProfiles(), SimpleMeterRegistry::new,
                Optional.empty());
    }

    private static LimitProfile profile(String id, RateWindow window) {
        return new LimitProfile(id, id, "test", List.of(window), 0, 100, Duration.ofSeconds(60), Duration.ofSeconds(5));
    }
}
