package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class SharedLimitersTest {

    private static final BrokerId MAIN = new BrokerId("kis-main");
    private static final BrokerId SECOND = new BrokerId("kis-second");
    private static final LimitProfile PROFILE =
            LimitProfile.of("kis.real", "KIS", "test", List.of(RateWindow.of(2, Duration.ofSeconds(1))));

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private final FakeLimitProfiles profiles = new FakeLimitProfiles();
    private final SharedLimiters limiters = new SharedLimiters(time, events, profiles, SimpleMeterRegistry::new,
            Optional.empty());

    @AfterEach
    void close() {
        limiters.close();
    }

    @Test
    void whoeverSpendsFromAKeySharesItsLimiter() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        assertSame(limiter, limiters.limiter(SECOND, "kis/1", PROFILE));
        assertNotSame(limiter, limiters.limiter(SECOND, "kis/2", PROFILE));
        assertEquals(Set.of("kis/1"), limiters.limiters(MAIN).keySet());
        assertEquals(Set.of("kis/1", "kis/2"), limiters.limiters(SECOND).keySet());
        limiters.release(MAIN);
        assertEquals(Set.of(), limiters.limiters(MAIN).keySet());
        assertEquals(Set.of("kis/1", "kis/2"), limiters.limiters().keySet());
    }

    @Test
    void aBrokerThatComesBackFindsWhatItSpent() {
        RequestLimiter limiter = limiters.limiter(MAIN, "kis/1", PROFILE);
        limiter.tryAcquire(Lane.ORDER, 1).ifPresent(Permit::close);
        limiter.tryAcquire(Lane.ORDER, 1).ifPresent(Permit::close);
        limiters.release(MAIN);
        RequestLimiter again = limiters.limiter(MAIN, "kis/1", PROFILE);
        assertTrue(again.tryAcquire(Lane.ORDER, 1).isEmpty(), "the broker still counts the two");
        time.advance(Duration.ofMillis(1_100));
        assertTrue(again.tryAcquire(Lane.ORDER, 1).isPresent());
    }
}
