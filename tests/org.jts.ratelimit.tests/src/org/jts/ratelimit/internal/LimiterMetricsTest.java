package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class LimiterMetricsTest {

    private static final BrokerId BROKER = new BrokerId("mock");
    private static final LimitProfile PROFILE = ProfilesTest.profile("test", "2/1s");

    private final FakeTime time = new FakeTime();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final SharedLimiters limiters =
            new SharedLimiters(time, new FakeEventLog(time), new FakeLimitProfiles(), () -> registry,
                    Optional.empty());
    private final RequestLimiter limiter = limiters.limiter(BROKER, "mock/1", PROFILE);

    @AfterEach
    void close() {
        limiters.close();
    }

    @Test
    void nothingIsMeasuredWhileNobodySpendsFromIt() {
        limiters.release(BROKER);
        assertEquals(List.of(), registry.getMeters());
        limiters.limiter(BROKER, "mock/1", ProfilesTest.profile("test", "3/1s"));
        assertEquals(3, gauge("jts.limit.allowed", "window", "3/1s"));
        assertEquals(1, registry.find("jts.limit.used").gauges().size());
    }

    @Test
    void whatTheLimiterCountsCanBeMeasured() throws Exception {
        limiter.acquire(Lane.ORDER, 1, Duration.ZERO);
        Permit second = limiter.acquire(Lane.ACCOUNT, 1, Duration.ZERO);
        assertThrows(LimitException.class, () -> limiter.acquire(Lane.ORDER, 1, Duration.ZERO));
        assertEquals(1, counter("jts.limit.granted", "lane", "order"));
        assertEquals(1, counter("jts.limit.granted", "lane", "account"));
        assertThrows(LimitException.class, () -> limiter.numbered().orElseThrow().take(Lane.ORDER, 1, Duration.ZERO));
        assertEquals(2, counter("jts.limit.missed", "reason", "timed-out"));
        assertEquals(2, gauge("jts.limit.used", "window", "2/1s"));
        assertEquals(2, gauge("jts.limit.allowed", "window", "2/1s"));
        assertEquals(2, gauge("jts.limit.in.flight"));
        Thread waiting = Thread.ofVirtual().start(() -> assertEquals("granted", waitForOne()));
        Await.until("somebody waits", () -> gauge("jts.limit.waiting", "lane", "cancel") == 1);
        second.close();
        time.advance(Duration.ofMillis(1_100));
        waiting.join();
        assertEquals(1, registry.get("jts.limit.wait").tag("lane", "cancel").timer().count());
        assertEquals(1.0015, registry.get("jts.limit.wait").tag("lane", "cancel").timer().totalTime(TimeUnit.SECONDS),
                0.1);
    }

    @Test
    void refusalsAndBansCanBeMeasured() {
        limiter.refused(Optional.of(Duration.ofSeconds(30)), "banned");
        assertEquals(1, counter("jts.limit.refused"));
        assertEquals(30, gauge("jts.limit.banned"));
        assertEquals(1, gauge("jts.limit.allowed", "window", "2/1s"));
    }

    @Test
    void otherWindowsAreMeasuredInsteadOfThoseBefore() {
        limiter.reconfigure(ProfilesTest.profile("test", "5/1s, 9/1m"));
        assertEquals(List.of("5/1s", "9/1m"), registry.find("jts.limit.used").gauges().stream()
                .map(g -> g.getId().getTag("window")).sorted().toList());
        limiters.close();
        assertEquals(List.of(), registry.getMeters());
    }

    private String waitForOne() {
        try (Permit permit = limiter.acquire(Lane.CANCEL, 1, Duration.ofSeconds(5))) {
            return permit == null ? "none" : "granted";
        } catch (LimitException | InterruptedException e) {
            return e.toString();
        }
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tag("key", "mock/1").tags(tags).functionCounter().count();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("key", "mock/1").tags(tags).gauge().value();
    }
}
