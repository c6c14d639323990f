package org.jts.ui.limits.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;

/** Two brokers with limits, and ten minutes in which something happened. */
final class LimitsScene {
    static final BrokerId KIS = new BrokerId("kis");
    static final BrokerId BINANCE = new BrokerId("binance");

    final FakeTime time = new FakeTime();
    final FakeRegistry registry = new FakeRegistry();
    final FakeRequestLimiters limiters = new FakeRequestLimiters();
    final LimitHistory history = new LimitHistory(time);
    final FakeRequestLimiter kis = limiters.put(KIS, "kis/50012345", new FakeRequestLimiter(LimitProfile.of("kis.real",
            "KIS real", "KIS notice of 2026-04-20", List.of(RateWindow.of(18, Duration.ofSeconds(1)),
                    RateWindow.of(1000, Duration.ofMinutes(1)), RateWindow.of(50_000, Duration.ofHours(1))))));
    final FakeRequestLimiter binance = limiters.put(BINANCE, "binance/10.0.0.1", new FakeRequestLimiter(LimitProfile.of(
            "binance.spot", "Binance Spot", "Binance API documentation, 2026-08-04",
            List.of(RateWindow.of(6000, Duration.ofMinutes(1)),
            new RateWindow(100, Duration.ofSeconds(10), Measure.COUNT,
                    Set.of(Lane.ORDER))))));

    LimitsScene() {
        history.use(limiters);
        registry.add(new FakeConnection(new FakeGateway(KIS), time));
        registry.add(new FakeConnection(new FakeGateway(BINANCE), time));
    }

    /** A quiet time, a download that fills the limit, a refusal, and a pause. */
    void liveTenMinutes() {
        for (int second = 0; second < Ring.SECONDS; second++) {
            boolean download = second > 120 && second < 330;
            int wave = (int) Math.round(4 + 3 * Math.sin(second / 17.0));
            kis.used(download ? 17 : wave, download ? 620 + second : 200, 9_000 + second);
            binance.used(1200 + second * 4, second % 40);
            if (second == 300 || second == 303) {
                kis.refused(Optional.empty(), "EGW00201");
            }
            time.advance(Duration.ofSeconds(1));
        }
    }

    /** KIS under pressure: requests wait in two lanes, the budget is lowered, something was refused. */
    void press() {
        kis.used(17, 955, 9_600).allowed(1, 970).waiting(Lane.ORDER, 1).waiting(Lane.HISTORY, 87)
                .lanes(0, Map.of(Lane.HISTORY, 12, Lane.ORDER, 5)).lanes(1, Map.of(Lane.HISTORY, 940, Lane.ORDER, 10))
                .state(3, Duration.ofMillis(420), null, 2, Sharing.LOCAL).forecast(Duration.ofSeconds(42));
        binance.used(4_500, 12).state(1, Duration.ZERO, null, 0, Sharing.FENCED).forecast(Duration.ofSeconds(6));
    }
}
