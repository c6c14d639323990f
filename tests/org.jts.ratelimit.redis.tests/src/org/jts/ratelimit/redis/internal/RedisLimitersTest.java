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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitException.Reason;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
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
        RequestLimiter next = limiters.limiter(BROKER, "key", profile(window(1, 60_000)));
        assertNotSame(limiter, next);
        lab.awaitShared(next);
        assertEquals(Reason.TIMED_OUT, assertThrows(LimitException.class,
                () -> next.acquire(Lane.ORDER, 1, Duration.ofMillis(300))).reason());
    }

    @Test
    void profileIsTheConfiguredOneAndIsFollowed() {
        RedisLimiters limiters = lab.process(Settings.of(lab.redis.url(), 1, 0), alone);
        LimitProfile first = profile(window(5, 1_000));
        RequestLimiter limiter = limiters.limiter(BROKER, "key", first);
        LimitProfile configured = profile(window(7, 1_000));
        alone.of("key").profile = configured;
        Await.until("the configured profile", () -> limiter.profile().equals(configured));
        limiter.reconfigure(first);
        assertEquals(first, limiter.profile());
        assertEquals(first, alone.of("key").profile);
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
}
