package org.jts.ui.limits.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LimitHistoryTest {
    private static final BrokerId KIS = new BrokerId("kis");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeTime time = new FakeTime();
    private final FakeRequestLimiters limiters = new FakeRequestLimiters();
    private final FakeRequestLimiter limiter = FakeRequestLimiter.perSecond("KIS", 20);
    private final LimitHistory history = new LimitHistory(time);
    private final short[] shares = new short[Ring.SECONDS];
    private final byte[] refused = new byte[Ring.SECONDS];

    @BeforeEach
    void begin() {
        limiters.put(KIS, "kis/key", limiter);
        history.use(limiters);
    }

    @AfterEach
    void end() {
        history.close();
    }

    @Test
    void everySecondIsKeptWithoutAnyViewOpen() {
        limiter.used(5);
        time.advance(SECOND);
        limiter.used(18).refused(Optional.empty(), "too many");
        time.advance(SECOND);
        assertEquals(2, copy("kis/key"));
        assertEquals(900, shares[Ring.SECONDS - 1]);
        assertEquals(250, shares[Ring.SECONDS - 2]);
        assertEquals(1, refused[Ring.SECONDS - 1]);
    }

    @Test
    void aBanIsTheWholeHeight() {
        limiter.used(1).state(0, Duration.ofSeconds(42), Duration.ofSeconds(42), 1, Sharing.LOCAL);
        time.advance(SECOND);
        copy("kis/key");
        assertEquals(Ring.WHOLE, shares[Ring.SECONDS - 1]);
    }

    @Test
    void anotherServiceIsFollowedWithoutLosingTheMinutesBefore() {
        limiter.used(5);
        time.advance(SECOND);
        FakeRequestLimiters shared = new FakeRequestLimiters();
        shared.put(KIS, "kis/key", FakeRequestLimiter.perSecond("KIS", 20).used(10));
        history.use(shared);
        time.advance(SECOND);
        copy("kis/key");
        assertEquals(500, shares[Ring.SECONDS - 1]);
        assertEquals(250, shares[Ring.SECONDS - 2]);
        history.use(null);
        time.advance(SECOND);
        assertEquals(Map.of(), history.all());
        assertEquals(Map.of(), history.of(KIS));
        assertEquals(2, copy("kis/key"));
    }

    @Test
    void limitsThatAServerKeepsAreThereBesideOurOwn() {
        BrokerId far = new BrokerId("far");
        FakeRequestLimiter kept = FakeRequestLimiter.perSecond("Far", 10).used(4);
        history.useRemote(List.of(new RemoteLimits() {
            @Override
            public BrokerId id() {
                return far;
            }

            @Override
            public Map<String, MeteredLimit> limits() {
                return Map.of("far/key", kept);
            }
        }));
        assertEquals(Set.of("far/key", "kis/key"), history.all().keySet());
        assertEquals(Set.of("far/key"), history.of(far).keySet());
        assertEquals(Set.of("kis/key"), history.of(KIS).keySet());
        time.advance(SECOND);
        copy("far/key");
        assertEquals(400, shares[Ring.SECONDS - 1]);
        history.useRemote(List.of());
        assertEquals(Set.of("kis/key"), history.all().keySet());
    }

    @Test
    void whatHasGoneIsForgottenAfterTenMinutes() {
        for (int i = 0; i < 50; i++) {
            limiters.put(new BrokerId("b" + i), "key" + i, FakeRequestLimiter.perSecond("B", 5));
        }
        time.advance(SECOND);
        assertEquals(51, history.size());
        for (int i = 0; i < 50; i++) {
            limiters.release(new BrokerId("b" + i));
        }
        time.advance(Duration.ofMinutes(9));
        assertEquals(51, history.size());
        time.advance(Duration.ofMinutes(2));
        assertEquals(1, history.size());
        assertEquals(Ring.SECONDS, copy("kis/key"));
    }

    @Test
    void aLimiterThatFailsDoesNotEndTheSampling() {
        limiter.breakWith(new IllegalStateException("a fault of the test's own making"));
        time.advance(SECOND);
        limiter.breakWith(null);
        limiter.used(10);
        time.advance(SECOND);
        assertTrue(copy("kis/key") >= 1);
        assertEquals(500, shares[Ring.SECONDS - 1]);
    }

    private int copy(String key) {
        return history.ring(key).orElseThrow().copy(history.second(), shares, refused);
    }
}
