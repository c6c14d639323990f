package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RemoteLimits;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;

/** The commands about request limits and measurements, through a real Gogo session. */
class LimitCommandsOSGiTest {

    private ConsoleFixture fixture;
    private FakeRequestLimiter limiter;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
        limiter = fixture.limiters.put(Samples.BROKER, "kis/1",
                new FakeRequestLimiter(LimitProfile.of("kis.real", "KIS",
                "a notice (2026)", List.of(RateWindow.parse("18/1s"), RateWindow.parse("1000/1m")))));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void usageIsShownForEachWindow() {
        limiter.used(9, 250).lanes(0, Map.of(Lane.ORDER, 2, Lane.HISTORY, 7)).allowed(1, 900)
                .waiting(Lane.ORDER, 1).waiting(Lane.HISTORY, 12)
                .state(3, Duration.ofMillis(420), Duration.ofSeconds(75), 2, Sharing.FENCED);
        Result shown = fixture.run("limit:show");
        assertEquals(Console.OK, shown.status(), shown.err());
        List<String> lines = shown.out().lines().toList();
        assertEquals("KEY    BROKERS  PROFILE   WINDOW   USED  ALLOWED  LIMIT  PERCENT  USED BY             "
                + "IN FLIGHT  WAITING              NEXT SECONDS  BANNED SECONDS  REFUSALS  SHARING", lines.get(0));
        assertEquals("kis/1  fake     kis.real  18/1s       9       18     18       50  order 2, history 7          3"
                + "  order 1, history 12           0.5              75         2  FENCED", lines.get(1));
        assertTrue(lines.get(2).contains("1000/1m   250      900  1,000       25"), lines.get(2));
        Result json = fixture.run("limit:show fake --json");
        assertTrue(json.out().startsWith("{\"key\":\"kis/1\",\"brokers\":[\"fake\"],\"profile\":\"kis.real\","
                + "\"window\":\"18/1s\",\"used\":9,\"allowed\":18,\"limit\":18,\"percent\":50,"
                + "\"usedBy\":[\"order 2\",\"history 7\"],\"inFlight\":3,"
                + "\"waiting\":[\"order 1\",\"history 12\"],\"nextSeconds\":0.5,\"bannedSeconds\":75,"
                + "\"refusals\":2,\"sharing\":\"FENCED\"}"), json.out());
    }

    @Test
    void usageThatAServerSaysIsShownBeside() {
        FakeRequestLimiter kept = new FakeRequestLimiter(LimitProfile.of("creon", "Creon", "its manual (2026)",
                List.of(RateWindow.parse("15/1s")))).used(6).state(0, Duration.ZERO, null, 0, Sharing.REMOTE);
        record Far(BrokerId id, Map<String, MeteredLimit> limits) implements RemoteLimits {
        }
        ServiceRegistration<RemoteLimits> service = FrameworkUtil.getBundle(getClass()).getBundleContext()
                .registerService(RemoteLimits.class, new Far(Samples.BROKER, Map.of("fake/creon", kept)), null);
        try {
            Result shown = fixture.run("limit:show fake");
            assertTrue(shown.out().contains("fake/creon") && shown.out().contains("15/1s")
                    && shown.out().contains("REMOTE") && shown.out().contains("kis/1"), shown.toString());
        } finally {
            service.unregister();
        }
        assertFalse(fixture.run("limit:show").out().contains("fake/creon"));
    }

    @Test
    void limitsOfAServerThatIsGoneAreNotCalledNone() {
        record Gone(BrokerId id, Optional<Said> lastSaid) implements RemoteLimits {
            @Override
            public Map<String, MeteredLimit> limits() {
                return Map.of();
            }

            @Override
            public boolean isKnown() {
                return false;
            }
        }
        FakeRequestLimiter kept = FakeRequestLimiter.perSecond("Creon", 15).used(6);
        ServiceRegistration<RemoteLimits> service = FrameworkUtil.getBundle(getClass()).getBundleContext()
                .registerService(RemoteLimits.class, new Gone(Samples.BROKER, Optional.of(new RemoteLimits.Said(
                        Instant.parse("2026-11-20T06:30:00Z"), Map.of("fake/creon", kept)))), null);
        try {
            String said = "fake: its limits are not known now, its server cannot be asked; "
                    + "it said at 2026-11-20T06:30:00Z: fake/creon 6 of 15, 15/1s";
            assertTrue(fixture.run("limit:show fake").out().contains(said), fixture.run("limit:show fake").out());
            assertTrue(fixture.run("limit:show").out().contains(said));
            assertFalse(fixture.run("limit:show --json").out().contains("not known"));
        } finally {
            service.unregister();
        }
        assertFalse(fixture.run("limit:show").out().contains("not known"));
    }

    @Test
    void usageCanBeWatchedForAWhile() {
        Result watched = fixture.run("limit:show fake --watch --seconds 2");
        assertEquals(2, watched.out().lines().filter(line -> line.startsWith("KEY")).count(), watched.out());
        assertEquals(Console.OK, watched.status());
        fixture.limiters.release(Samples.BROKER);
        assertEquals("No request limit is in use. It is from the first request of a broker on.",
                fixture.run("limit:show").out().strip());
        assertEquals(Console.FAILED, fixture.run("limit:show nobody").status());
    }

    @Test
    void aForecastIsANumberOfSeconds() {
        limiter.forecast(Duration.ofMillis(41_200));
        assertEquals("42 s", fixture.run("limit:forecast fake history 800").out().strip());
        assertEquals("{\"key\":\"kis/1\",\"lane\":\"market-data\",\"requests\":800,\"seconds\":42}",
                fixture.run("limit:forecast fake market-data 800 -j").out().strip());
        for (String wrong : List.of("limit:forecast fake history", "limit:forecast fake lunch 5",
                "limit:forecast fake history 0", "limit:forecast fake history 1.5")) {
            assertEquals(Console.USAGE, fixture.run(wrong).status(), wrong);
        }
    }

    @Test
    void limitsAreListedSetAndTakenBack() {
        Result listed = fixture.run("limit:profiles");
        assertTrue(listed.out().contains("kis.real  KIS real  18/1s, 1000/1m  10%"), listed.out());
        assertTrue(listed.out().contains("a notice (2026)"), listed.out());
        Result set = fixture.run("limit:set kis.real windows=9/1s,500/1m 'reserved=20%'");
        assertEquals(Console.OK, set.status(), set.err());
        assertTrue(set.out().contains("9/1s, 500/1m"), set.out());
        assertTrue(set.out().contains("windows, reserved"), set.out());
        assertEquals(Map.of(LimitSetting.WINDOWS, "9/1s,500/1m", LimitSetting.RESERVED, "20%"),
                fixture.limitSettings.settings("kis.real"));
        Result grouped = fixture.run("limit:set kis.real \"windows=60/15s[market-data history]\"");
        assertTrue(grouped.out().contains("60/15s[market-data history]"), grouped.out() + grouped.err());
        assertTrue(fixture.run("limit:reset kis.real").out().contains("18/1s, 1000/1m"));
        assertEquals(Map.of(), fixture.limitSettings.settings("kis.real"));
    }

    @Test
    void wrongSettingsAreExplained() {
        Result wrong = fixture.run("limit:set kis.real windows=nine");
        assertEquals(Console.FAILED, wrong.status());
        assertTrue(wrong.err().contains("expected a window such as 18/1s"), wrong.err());
        Result key = fixture.run("limit:set kis.real window=9/1s");
        assertEquals(Console.USAGE, key.status());
        assertTrue(key.err()
                .contains("expected KEY=VALUE with one of the keys windows, reserved, max.waiting, answer.limit, "
                + "lost.grace, found \"window=9/1s\""), key.err());
        assertEquals(Console.USAGE, fixture.run("limit:set kis.real").status());
        assertEquals(Console.FAILED, fixture.run("limit:reset nothing").status());
    }

    @Test
    void measurementsAreShownByName() {
        Gauge.builder("jts.test.used", () -> 12.5).tag("key", "kis/1").register(fixture.metrics);
        Gauge.builder("jts.test.void", () -> Double.NaN).register(fixture.metrics);
        Gauge.builder("other", () -> 1).register(fixture.metrics);
        Timer timer = Timer.builder("jts.test.wait").serviceLevelObjectives(Duration.ofMillis(100),
                Duration.ofSeconds(1))
                .register(fixture.metrics);
        timer.record(Duration.ofMillis(200));
        List<String> lines = fixture.run("metrics:show jts.test").out().lines().toList();
        assertEquals("NAME           TAGS       STATISTIC     VALUE", lines.getFirst());
        assertEquals("jts.test.used  key=kis/1  value          12.5", lines.get(1));
        assertTrue(lines.stream().noneMatch(line -> line.startsWith("other")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("jts.test.wait +total_time +0.2")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("jts.test.wait +within 1 s +1")), lines.toString());
        assertTrue(fixture.run("metrics:show jts.test.void -j").out()
                .contains("{\"name\":\"jts.test.void\",\"tags\":\"\",\"statistic\":\"value\",\"value\":null}"));
        assertEquals("Nothing is measured under that name.", fixture.run("metrics:show nothing").out().strip());
    }
}
