package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.ui.internal.Preferences;
import org.jts.ui.internal.UiTexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitWordsTest {
    private static final RateWindow SECOND = RateWindow.of(20, Duration.ofSeconds(1));
    private static final RateWindow WEIGHT = RateWindow.of(6000, Duration.ofMinutes(1));
    private static final RateWindow ORDERS = new RateWindow(100, Duration.ofSeconds(10), Measure.COUNT,
            Set.of(Lane.ORDER));
    private static final LimitProfile PLAIN = profile("Plain", SECOND);
    private static final LimitProfile WEIGHED = profile("Weighed", WEIGHT, ORDERS);

    @AfterEach
    void usualThresholds() {
        LimitThresholds.use(LimitThresholds.USUAL);
    }

    @Test
    void theUnitFollowsTheWindow() {
        assertEquals("12/20 req/s", LimitWords.used(PLAIN, new WindowUsage(SECOND, 12, 20)));
        assertEquals("req/min", LimitWords.unit(PLAIN, RateWindow.of(1000, Duration.ofMinutes(1))));
        assertEquals("req/h", LimitWords.unit(PLAIN, RateWindow.of(50_000, Duration.ofHours(1))));
        assertEquals("req/15 s", LimitWords.unit(PLAIN, RateWindow.of(60, Duration.ofSeconds(15))));
        assertEquals("req/5 min", LimitWords.unit(PLAIN, RateWindow.of(60, Duration.ofMinutes(5))));
        assertEquals("req/250 ms", LimitWords.unit(PLAIN, RateWindow.of(2, Duration.ofMillis(250))));
        assertEquals("req/day", LimitWords.unit(PLAIN, RateWindow.of(2, Duration.ofDays(1))));
    }

    @Test
    void aBrokerThatWeighsItsRequestsIsShownInWeight() {
        assertEquals("4,200/6,000 weight/min", LimitWords.used(WEIGHED, new WindowUsage(WEIGHT, 4200, 6000)));
        assertEquals("7/100 req/10 s", LimitWords.used(WEIGHED, new WindowUsage(ORDERS, 7, 100)));
    }

    @Test
    void theKoreanWordsAreThoseOfTheTrade() {
        Texts korean = Texts.of(UiTexts.class, Locale.KOREAN);
        assertEquals("정상", korean.get("limit.level.normal"));
        assertEquals("주의", korean.get("limit.level.caution"));
        assertEquals("제한", korean.get("limit.level.limited"));
        assertEquals("차단 42초", korean.format("limit.blocked", korean.format("limit.seconds", 42)));
    }

    @Test
    void timesAreShort() {
        assertEquals("Blocked 42 s", LimitWords.blocked(Duration.ofMillis(41_001)));
        assertEquals("3 min 5 s", LimitWords.seconds(Duration.ofSeconds(185)));
        assertEquals("now", LimitWords.delay(Duration.ZERO));
        assertEquals("0.1 s", LimitWords.delay(Duration.ofMillis(3)));
        assertEquals("0.4 s", LimitWords.delay(Duration.ofMillis(400)));
        assertEquals("10 s", LimitWords.delay(Duration.ofSeconds(10)));
    }

    @Test
    void aDescriptionTellsAllThereIs() {
        FakeRequestLimiter limiter = new FakeRequestLimiter(WEIGHED).used(4200, 95).allowed(0, 5400)
                .waiting(Lane.HISTORY, 11).waiting(Lane.ORDER, 1)
                .state(3, Duration.ofMillis(400), Duration.ofSeconds(42), 2, Sharing.FENCED);
        String text = LimitWords.describe(Map.of("binance/10.0.0.1", limiter));
        for (String part : List.of("Weighed  (binance/10.0.0.1)",
                "4,200/5,400 weight/min   Caution   lowered from 6,000",
                "95/100 req/10 s (order)   Limited", "Waiting: 12 (order 1, history 11)", "In flight: 3",
                "Next permit: 0.4 s", "everything for another 42 s", "although the limit was kept: 2",
                UiTexts.TEXTS.get("limit.sharing.fenced"))) {
            assertTrue(text.contains(part), part + " in\n" + text);
        }
    }

    @Test
    void thresholdsAreExactAndAPreference() {
        assertEquals(LimitLevel.NORMAL, LimitThresholds.USUAL.level(13_999, 20_000));
        assertEquals(LimitLevel.CAUTION, LimitThresholds.USUAL.level(14, 20));
        assertEquals(LimitLevel.CAUTION, LimitThresholds.USUAL.level(899, 1000));
        assertEquals(LimitLevel.LIMITED, LimitThresholds.USUAL.level(18, 20));
        LimitThresholds.use(new LimitThresholds(50, 60));
        assertEquals(LimitLevel.LIMITED, LimitThresholds.current().level(12, 20));
        assertEquals(50, Preferences.node().getInt("limits.caution", 0));
        Preferences.node().putInt("limits.limited", 80);
        assertEquals(new LimitThresholds(50, 80), LimitThresholds.current());
    }

    @Test
    void thresholdsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LimitThresholds(90, 70));
        assertThrows(IllegalArgumentException.class, () -> new LimitThresholds(0, 70));
        assertThrows(IllegalArgumentException.class, () -> new LimitThresholds(70, 101));
        Preferences.node().putInt("limits.limited", 0);
        assertEquals(LimitThresholds.USUAL, LimitThresholds.current());
    }

    private static LimitProfile profile(String name, RateWindow... windows) {
        return LimitProfile.of(name.toLowerCase(Locale.ROOT), name, "made up for a test", List.of(windows));
    }
}
