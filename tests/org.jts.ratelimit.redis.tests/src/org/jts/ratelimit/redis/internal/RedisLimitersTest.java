package org.jts.ratelimit.redis.internal;

import static org.jts.ratelimit.redis.internal.Lab.BROKER;
import static org.jts.ratelimit.redis.internal.Lab.profile;
import static org.jts.ratelimit.redis.internal.Lab.take;
import static org.jts.ratelimit.redis.internal.Lab.taking;
import static org.jts.ratelimit.redis.internal.Lab.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.ratelimit.redis.internal.AloneLimiters.Counted;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets which limiter, and what passes between it and the one of this process alone. */
class RedisLimitersTest {

    private static final BrokerId OTHER = new BrokerId("other");

    private final Lab lab = new Lab();
    private final AloneLimiters alone = new AloneLimiters();
    private final AtomicInteger free = new AtomicInteger();

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void brokersThatSpendFromOneKeyShareALimiterAsLongAsOneDoes() {
        RedisLimiters limiters = lab.process(1, 0);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(1, 60_000)));
        assertSame(limiter, limiters.limiter(OTHER, "key", profile(window(1, 60_000))));
        assertNotSame(limiter, limiters.limiter(OTHER, "another", profile(window(1, 60_000))));
        assertEquals(Set.of("key"), limiters.limiters(BROKER).keySet());
        assertEquals(Set.of("key", "another"), limiters.limiters(OTHER).keySet());
        assertEquals(2, limiters.limiters().size());
        limiters.release(OTHER);
        assertEquals(Set.of("key"), limiters.limiters().keySet());
        limiters.release(OTHER);
        limiters.release(BROKER);
        assertEquals(Set.of(), limiters.limiters().keySet());
    }

    @Test
    void limiterThatIsLeftTellsWhoWaitsAndIsTakenUpAgainWithWhatItHasCharged() throws Exception {
        RedisLimiters limiters = lab.process(1, 0);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(1, 60_000)));
        lab.awaitShared(limiter);
        Permit held = take(limiter, Lane.ORDER);
        CompletableFuture<Permit> waiting = taking(limiter, Lane.ORDER);
        Await.until("one waiting", () -> !limiter.usage().waiting().isEmpty());
        limiters.release(BROKER);
        Throwable cause = assertThrows(CompletionException.class, waiting::join).getCause();
        assertEquals(Reason.CLOSED, assertInstanceOf(LimitException.class, cause).reason());
        assertSame(limiter, limiters.limiter(BROKER, "key", profile(window(1, 60_000))));
        limiters.release(BROKER);
        held.close();
        Await.until("it to be forgotten", () -> limiters.limiter(BROKER, "key", profile(window(1, 60_000))) != limiter
                || release(limiters));
        RequestLimiter next = limiters.limiter(BROKER, "key", profile(window(1, 60_000)));
        assertNotSame(limiter, next);
        lab.awaitShared(next);
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> next.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    private static boolean release(RedisLimiters limiters) {
        limiters.release(BROKER);
        return false;
    }

    @Test
    void limiterThatIsLeftIsKeptAsLongAsItsShareIsUsed() throws Exception {
        RedisLimiters limiters = lab.process(1, 50);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(4, 3_000)));
        lab.awaitShared(limiter);
        take(limiter, Lane.ORDER).close();
        long used = System.nanoTime();
        limiters.release(BROKER);
        while (System.nanoTime() - used < Duration.ofMillis(2_000).toNanos()) {
            assertSame(limiter, limiters.limiter(BROKER, "key", profile(window(4, 3_000))));
            assertEquals(1, limiter.usage().windows().getFirst().used());
            limiters.release(BROKER);
        }
        Await.until("it to be forgotten", () -> limiters.limiter(BROKER, "key", profile(window(4, 3_000))) != limiter
                || release(limiters));
    }

    @Test
    void rulesAreTheConfiguredOnesAndAreFollowed() {
        RedisLimiters limiters = lab.process(1, 0);
        LimitProfile first = profile(window(5, 1_000));
        lab.profiles.bring(first);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", first);
        assertEquals(first, limiter.profile());
        LimitProfile configured = profile(window(7, 1_000));
        lab.profiles.configure(first.id(), own -> configured);
        assertEquals(configured, limiter.profile());
        lab.awaitNotice("The request limit of key is now 7/1s");
        lab.profiles.reset(first.id());
        assertEquals(first, limiter.profile());
        LimitProfile given = profile(window(9, 1_000));
        limiter.reconfigure(given);
        assertEquals(given, limiter.profile());
    }

    @Test
    void whatThisProcessHasUsedAloneIsToldToTheOthers() throws Exception {
        alone.usedBefore = 3;
        alone.inFlightBefore = 1;
        RedisLimiters limiters = lab.process(Settings.of(lab.redis.url(), 1, 0), alone);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(4, 60_000)));
        lab.awaitFenced(limiter);
        alone.of("key").inFlight = 0;
        lab.awaitShared(limiter);
        take(limiter, Lane.ORDER).close();
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> limiter.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    @Test
    void whenItGoesTheLimitOfThisProcessAloneCountsAllAsUsed() throws Exception {
        RedisLimiters limiters = lab.process(Settings.of(lab.redis.url(), 1, 0), alone);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(9, 1_000), window(90, 3_600_000)));
        lab.awaitShared(limiter);
        take(limiter, Lane.ORDER).close();
        Await.until("one used", () -> limiter.usage().windows().get(1).used() == 1);
        limiters.close();
        assertEquals(List.of(new Counted(window(9, 1_000), 9), new Counted(window(90, 3_600_000), 1)),
                alone.of("key").counted);
        assertEquals(Reason.CLOSED, assertThrows(LimitException.class, () -> take(limiter, Lane.ORDER)).reason());
    }

    @Test
    void switchedOnAtRunTimeNoWindowIsExceeded() throws Exception {
        RateWindow window = window(20, 60_000);
        try (BrokerJudge judge = new BrokerJudge(Duration.ofMillis(1), 1)) {
            alone.usedBefore = 12;
            for (int i = 0; i < 12; i++) {
                judge.note(Lane.ORDER, 1);
            }
            RequestLimiter limiter = lab.process(Settings.of(lab.redis.url(), 1, 50), alone)
                    .limiter(BROKER, "key", profile(window));
            lab.awaitShared(limiter);
            long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
            while (System.nanoTime() < end) {
                Lab.tryFor(limiter, Duration.ofMillis(50)).ifPresent(permit -> {
                    judge.note(Lane.ORDER, 1);
                    permit.close();
                });
            }
            assertEquals(20, judge.worst(window));
        }
    }

    @Test
    void whatIsUnderWayWhenSharingEndsKeepsTheLimitOfThisProcessAloneClosed() throws Exception {
        RedisLimiters limiters = lab.process(Settings.of(lab.redis.url(), 1, 0), alone);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(9, 1_000)));
        lab.awaitShared(limiter);
        Permit held = take(limiter, Lane.ORDER);
        limiters.close();
        Await.until("it to be told again and again", () -> alone.of("key").counted.size() >= 3);
        held.close();
        int told = alone.of("key").counted.size();
        Await.until("it to be told once more, after the end", () -> alone.of("key").counted.size() > told);
        assertEquals(Set.of(new Counted(window(9, 1_000), 9)), Set.copyOf(alone.of("key").counted));
    }

    @Test
    void limitOfThisProcessAloneIsToldWhenTheLastSpenderGoes() throws Exception {
        RedisLimiters limiters = lab.process(Settings.of(lab.redis.url(), 1, 0), alone);
        RequestLimiter limiter = limiters.limiter(BROKER, "key", profile(window(9, 1_000)));
        lab.awaitShared(limiter);
        take(limiter, Lane.ORDER).close();
        limiters.release(BROKER);
        assertEquals(List.of(new Counted(window(9, 1_000), 9)), alone.of("key").counted);
        // which does not count as spent alone when it comes back
        alone.of("key").used = 9;
        RequestLimiter again = limiters.limiter(BROKER, "key", profile(window(9, 1_000)));
        lab.awaitShared(again);
        take(again, Lane.ORDER).close();
    }

    @Test
    void nobodyIsToldUnderALock() throws Exception {
        lab.events.listen(() -> {
            Thread other = Thread.ofVirtual().start(() -> lab.limiters().forEach(l -> l.tryAcquire(Lane.ORDER, 1)));
            try {
                assertTrue(other.join(Duration.ofSeconds(5)), "expected the lock to be free, found it held");
                free.incrementAndGet();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        RequestLimiter limiter = lab.process(1, 0).limiter(BROKER, "key", profile(window(5, 1_000)));
        lab.awaitShared(limiter);
        limiter.refused(Optional.of(Duration.ofSeconds(8)), "too many requests");
        lab.redis.kill();
        lab.awaitNotice("goes on with its own share");
        Await.until("four told without a lock", () -> free.get() >= 4);
    }

    @Test
    void tradersAreToldInTheirLanguage() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREAN);
        try {
            RequestLimiter limiter = lab.process(1, 0).limiter(BROKER, "key", profile(window(1, 60_000)));
            lab.awaitShared(limiter);
            lab.awaitNotice("요청 한도 key을(를) 다른 프로세스와 함께 씁니다");
            take(limiter, Lane.ORDER);
            LimitException over = assertThrows(LimitException.class,
                    () -> limiter.acquire(Lane.MARKET_DATA, 1, Duration.ofMillis(30)));
            assertTrue(over.getMessage().contains("시세 요청의 차례"), over::getMessage);
        } finally {
            Locale.setDefault(before);
        }
    }
}
