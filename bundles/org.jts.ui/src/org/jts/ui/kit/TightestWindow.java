package org.jts.ui.kit;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;

/**
 * Chooses which of a broker's windows to show: the one closest to its limit, since that is the one that holds the next
 * request back; a ban comes before all. A window of a second swings ten times a second, so that two windows would
 * change places too fast to be read: the one shown stays for a second, unless another is at a worse level.
 */
final class TightestWindow {
    /** Updates for which a window stays. */
    static final int STAY = 10;

    private String key = "";
    private RateWindow window;
    private int updates;

    /** @return the reading to show now; empty when there is no limiter */
    Optional<LimitReading> choose(Map<String, ? extends MeteredLimit> limiters, LimitThresholds thresholds) {
        LimitReading tightest = null;
        LimitReading shown = null;
        for (Map.Entry<String, ? extends MeteredLimit> entry : limiters.entrySet()) {
            MeteredLimit limiter = entry.getValue();
            LimitUsage usage = limiter.usage();
            for (WindowUsage each : usage.windows()) {
                LimitReading reading = new LimitReading(entry.getKey(), limiter.profile(), usage, each);
                if (tightest == null || isTighter(reading, tightest)) {
                    tightest = reading;
                }
                if (each.window().equals(window) && entry.getKey().equals(key)) {
                    shown = reading;
                }
            }
        }
        return Optional.ofNullable(stay(tightest, shown, thresholds));
    }

    private LimitReading stay(LimitReading tightest, LimitReading shown, LimitThresholds thresholds) {
        updates++;
        if (shown != null && updates < STAY && tightest.banned().isEmpty()
                && tightest.level(thresholds).compareTo(shown.level(thresholds)) <= 0) {
            return shown;
        }
        if (tightest != null && !(tightest.key().equals(key) && tightest.window().window().equals(window))) {
            key = tightest.key();
            window = tightest.window().window();
            updates = 0;
        }
        return tightest;
    }

    /** The shorter of two equal ones: the idle broker shows what it allows a second. */
    private static boolean isTighter(LimitReading one, LimitReading other) {
        Duration ban = one.banned().orElse(Duration.ZERO);
        int byBan = ban.compareTo(other.banned().orElse(Duration.ZERO));
        if (byBan != 0) {
            return byBan > 0;
        }
        long left = (long) one.window().used() * other.window().allowed();
        long right = (long) other.window().used() * one.window().allowed();
        return left > right || left == right
                && one.window().window().period().compareTo(other.window().window().period()) < 0;
    }
}
