package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Lab.BROKER;
import static org.jts.ratelimit.redis.internal.Lab.profile;
import static org.jts.ratelimit.redis.internal.Lab.take;
import static org.jts.ratelimit.redis.internal.Lab.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.event.Severity;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.ratelimit.meter.LimitMeters;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a limit when Redis is away, forgets, or is another one; and when a process is gone. */
class OutageTest {

    private final Lab lab = new Lab();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void withoutRedisTheOwnShareGoesOnAndTradersAreTold() throws Exception {
        RequestLimiter limiter = lab.process(2, 40).limiter(BROKER, "key", profile(window(20, 60_000)));
        RequestLimiter other = lab.process(2, 40).limiter(BROKER, "key", profile(window(20, 60_000)));
        lab.awaitShared(limiter);
        lab.awaitShared(other);
        Await.until("shares that nobody else has used", () -> limiter.usage().windows().getFirst().used() == 0);
        lab.redis.kill();
        lab.awaitFenced(limiter);
        assertEquals(4, limiter.usage().windows().getFirst().allowed());
        for (int i = 0; i < 4; i++) {
            take(limiter, Lane.ORDER).close();
        }
        LimitException over = assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(200)));
        assertEquals(Reason.TIMED_OUT, over.reason());
        assertTrue(over.getMessage().contains("Redis cannot be asked"), over::getMessage);
        lab.awaitNotice("goes on with its own share");
        assertTrue(lab.events.notices().stream().anyMatch(n -> n.severity() == Severity.WARNING
                && n.detail().contains("4 of 20 in 60.0 s")));
        lab.redis.start();
        lab.awaitShared(limiter);
        take(limiter, Lane.ORDER).close();
    }

    @Test
    void emptyRedisLearnsWhatEachHasUsed() throws Exception {
        RequestLimiter one = lab.process(2, 0).limiter(BROKER, "key", profile(window(10, 60_000)));
        RequestLimiter two = lab.process(2, 0).limiter(BROKER, "key", profile(window(10, 60_000)));
        lab.awaitShared(one);
        lab.awaitShared(two);
        awaitSettled();
        Permit held = take(one, Lane.ORDER);
        for (int i = 0; i < 4; i++) {
            take(two, Lane.ORDER).close();
        }
        lab.redis.flush();
        Await.until("five used, as before", () -> one.usage().windows().getFirst().used() == 5
                && two.usage().windows().getFirst().used() == 5);
        held.close();
        for (int i = 0; i < 5; i++) {
            take(one, Lane.ORDER).close();
        }
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> two.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    @Test
    void emptyRedisWaitsForProcessesThatDoNotTell() throws Exception {
        RedisLimiters first = lab.process(2, 0);
        RequestLimiter one = first.limiter(BROKER, "key", profile(window(10, 1_000)));
        RequestLimiter two = lab.process(2, 0).limiter(BROKER, "key", profile(window(10, 1_000)));
        lab.awaitShared(one);
        lab.awaitShared(two);
        awaitSettled();
        first.close();
        lab.redis.flush();
        long flushed = System.nanoTime();
        take(two, Lane.ORDER).close();
        // lease, grace and window
        assertTrue(System.nanoTime() - flushed >= Duration.ofMillis(1_000 + 100 + 1_000).toNanos());
    }

    @Test
    void redisThatStandsStillIsAskedAgainAndCountsOnce() throws Exception {
        RequestLimiter limiter = lab.process(1, 0).limiter(BROKER, "key", profile(window(5, 60_000)));
        lab.awaitShared(limiter);
        lab.redis.freeze();
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(900))).reason());
        lab.awaitFenced(limiter);
        lab.redis.thaw();
        lab.awaitShared(limiter);
        for (int i = 0; i < 5; i++) {
            take(limiter, Lane.ORDER).close();
        }
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    @Test
    void whatADeadProcessHadInFlightAgesFromTheEndOfItsLease() throws Exception {
        RedisAddress address = new RedisAddress(lab.redis.url(), "", Duration.ofSeconds(1), name -> null);
        RedisLink link = new RedisLink(address, false, Duration.ofSeconds(1), script());
        link.connect();
        PoolRules rules = new PoolRules(profile(window(2, 300)),
                new PoolRules.Terms(2, 0, Duration.ofSeconds(1).toNanos(), RedisLimiters.COLD_WAIT_NANOS));
        DrowsyTime itsTime = new DrowsyTime();
        SharedLimiter dying = new SharedLimiter("key", rules, itsTime, link, new PoolNotices(lab.events, "test"),
                profile -> { }, Set::of, new LimitMeters(lab.meters, "key", true));
        dying.start();
        RequestLimiter living = lab.process(2, 0).limiter(BROKER, "key", profile(window(2, 300)));
        lab.awaitShared(dying);
        lab.awaitShared(living);
        take(dying, Lane.ORDER);
        take(dying, Lane.ORDER);
        long died = System.nanoTime();
        itsTime.close();
        link.close();
        take(living, Lane.ORDER).close();
        long waited = System.nanoTime() - died;
        // it may have been heard of a moment before: what it took was taken then
        assertTrue(waited >= Duration.ofMillis(1_000 + 100 + 300 - 50).toNanos(), () -> "waited only " + waited);
        dying.close();
    }

    @Test
    void wrongAddressNeverMeansMoreThanTheShare() throws Exception {
        Settings settings = new Settings("redis://redis.example.com:6379", "", false, 2, 50, 1, 300);
        RequestLimiter limiter = lab.process(settings, new AloneLimiters()).limiter(BROKER, "key",
                profile(window(20, 300)));
        lab.awaitNotice("cannot be shared through Redis as configured");
        take(limiter, Lane.ORDER).close();
        assertEquals(5, limiter.usage().windows().getFirst().allowed());
    }

    @Test
    void processWithOtherRulesKeepsToItsShareAndSaysSo() throws Exception {
        RequestLimiter one = lab.process(2, 40).limiter(BROKER, "key", profile(window(20, 1_000)));
        lab.awaitShared(one);
        RequestLimiter other = lab.process(2, 40).limiter(BROKER, "key", profile(window(30, 1_000)));
        Await.until("a notice of other rules", () -> lab.events.notices().stream()
                .anyMatch(n -> n.detail().contains("Other processes keep other rules")));
        lab.awaitFenced(other);
        lab.awaitShared(one);
        awaitSettled();
        one.reconfigure(profile(window(30, 1_000)));
        lab.awaitShared(other);
        lab.awaitShared(one);
    }

    @Test
    void processOnTopOfThoseExpectedHasNoShare() throws Exception {
        RequestLimiter one = lab.process(1, 50).limiter(BROKER, "key", profile(window(4, 60_000)));
        lab.awaitShared(one);
        RequestLimiter two = lab.process(1, 50).limiter(BROKER, "key", profile(window(4, 60_000)));
        lab.awaitShared(two);
        for (RequestLimiter limiter : List.of(one, two)) {
            for (int i = 0; i < 2; i++) {
                take(limiter, Lane.ORDER).close();
            }
        }
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> two.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    @Test
    void processThatStoodStillForLongerThanItsLeaseAsksBeforeItSpendsAgain() throws Exception {
        RateWindow window = window(20, 1_000);
        try (DrowsyTime itsTime = new DrowsyTime(); BrokerJudge judge = new BrokerJudge(Duration.ofMillis(1), 1)) {
            RequestLimiter one = lab.process(2, 40).limiter(BROKER, "key", profile(window));
            RedisLimiters sleeper = lab.process(Settings.of(lab.redis.url(), 2, 40), new AloneLimiters(), itsTime);
            RequestLimiter two = sleeper.limiter(BROKER, "key", profile(window));
            lab.awaitShared(one);
            lab.awaitShared(two);
            itsTime.sleep();
            RequestLimiter three = lab.process(2, 40).limiter(BROKER, "key", profile(window));
            lab.awaitShared(three);
            spend(List.of(one, three), judge, Duration.ofSeconds(6));
            assertEquals(Optional.empty(), two.tryAcquire(Lane.ORDER, 1));
            itsTime.wake();
            spend(List.of(one, two, three), judge, Duration.ofSeconds(3));
            assertTrue(judge.worst(window) <= 20, () -> "expected at most 20, found " + judge.worst(window));
            assertTrue(judge.worst(window) >= 16, () -> "expected a limit that is used, found " + judge.worst(window));
        }
    }

    @Test
    void clockThatIsSetWhileAProcessJoinsAgesNothing() throws Exception {
        RateWindow window = window(4, 3_000);
        RequestLimiter one = lab.process(2, 0).limiter(BROKER, "key", profile(window));
        RequestLimiter two = lab.process(2, 0).limiter(BROKER, "key", profile(window));
        lab.awaitShared(one);
        lab.awaitShared(two);
        for (int i = 0; i < 4; i++) {
            take(one, Lane.ORDER).close();
        }
        long ended = System.nanoTime();
        Await.until("four used", () -> one.usage().windows().getFirst().used() == 4);
        PoolScriptTest.setServerClock(lab.redis, 10_000);
        RequestLimiter three = lab.process(2, 0).limiter(BROKER, "key", profile(window));
        take(three, Lane.ORDER).close();
        assertTrue(System.nanoTime() - ended >= Duration.ofMillis(2_900).toNanos());
    }

    private static void spend(List<RequestLimiter> limiters, BrokerJudge judge, Duration duration)
            throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            for (RequestLimiter limiter : limiters) {
                limiter.tryAcquire(Lane.ORDER, 1).ifPresent(permit -> {
                    judge.note(Lane.ORDER, 1);
                    permit.close();
                });
            }
            Thread.sleep(2);
        }
    }

    /** A process that has been there for so long has nothing of the time before in flight. */
    private void awaitSettled() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1_000 + 100 + 200));
    }

    private static String script() throws Exception {
        try (var in = RedisLimiters.class.getResourceAsStream("pool.lua")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
