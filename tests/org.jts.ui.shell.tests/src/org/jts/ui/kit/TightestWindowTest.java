package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.testkit.FakeRequestLimiter;
import org.junit.jupiter.api.Test;

class TightestWindowTest {
    private static final RateWindow SECOND = RateWindow.of(20, Duration.ofSeconds(1));
    private static final RateWindow MINUTE = RateWindow.of(1000, Duration.ofMinutes(1));

    private final FakeRequestLimiter account = new FakeRequestLimiter(
            LimitProfile.of("kis.real", "KIS real", "made up for a test", List.of(MINUTE, SECOND)));
    private final FakeRequestLimiter address = FakeRequestLimiter.perSecond("KIS address", 50);
    private final Map<String, RequestLimiter> limiters = new TreeMap<>(Map.of("account", account, "address", address));
    private final TightestWindow tightest = new TightestWindow();

    @Test
    void noLimiterIsNoReading() {
        assertTrue(tightest.choose(Map.of(), LimitThresholds.USUAL).isEmpty());
    }

    @Test
    void anIdleBrokerShowsItsShortestWindow() {
        assertEquals(SECOND, shown());
    }

    @Test
    void theWindowClosestToItsLimitIsShownWhicheverLimiterHasIt() {
        account.used(600, 4);
        assertEquals(MINUTE, shown());
        address.used(45);
        assertEquals(50, shown().permits());
        assertEquals("address", tightest.choose(limiters, LimitThresholds.USUAL).orElseThrow().key());
    }

    @Test
    void whatIsEnforcedCountsAndNotWhatTheBrokerOnceAllowed() {
        account.used(500, 4).allowed(0, 500);
        assertEquals(MINUTE, shown());
        assertEquals(1.0, tightest.choose(limiters, LimitThresholds.USUAL).orElseThrow().share());
    }

    @Test
    void twoWindowsOfOneLevelDoNotChangePlacesTenTimesASecond() {
        account.used(300, 8);
        assertEquals(SECOND, shown());
        account.used(300, 2);
        for (int i = 2; i < TightestWindow.STAY; i++) {
            assertEquals(SECOND, shown(), "update " + i);
        }
        shown();
        assertEquals(MINUTE, shown());
    }

    @Test
    void aWindowAtAWorseLevelIsShownAtOnce() {
        account.used(300, 8);
        assertEquals(SECOND, shown());
        account.used(950, 8);
        assertEquals(MINUTE, shown());
    }

    @Test
    void aBanComesBeforeAll() {
        account.used(1000, 20);
        address.state(0, Duration.ofSeconds(42), Duration.ofSeconds(42), 1, Sharing.LOCAL);
        LimitReading reading = tightest.choose(limiters, LimitThresholds.USUAL).orElseThrow();
        assertEquals("address", reading.key());
        assertEquals(LimitLevel.LIMITED, reading.level(LimitThresholds.USUAL));
    }

    @Test
    void aLimiterThatHasGoneIsNoLongerShown() {
        address.used(40);
        assertEquals(50, shown().permits());
        limiters.remove("address");
        assertEquals(SECOND, shown());
    }

    private RateWindow shown() {
        return tightest.choose(limiters, LimitThresholds.USUAL).orElseThrow().window().window();
    }
}
