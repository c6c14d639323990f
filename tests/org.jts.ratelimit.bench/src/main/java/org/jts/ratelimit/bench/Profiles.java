package org.jts.ratelimit.bench;

import java.time.Duration;
import java.util.List;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;

/** The rules that are measured. */
final class Profiles {

    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final int PER_SECOND = 20;
    static final int PER_MINUTE = 1_000;

    private Profiles() {
    }

    /** The three windows of KIS. */
    static LimitProfile kis() {
        return with("KIS", 0, RateWindow.of(18, SECOND), RateWindow.of(1_000, MINUTE),
                RateWindow.of(50_000, Duration.ofHours(1)));
    }

    static LimitProfile second(double reservedShare) {
        return with("20/s", reservedShare, RateWindow.of(PER_SECOND, SECOND));
    }

    static LimitProfile both(double reservedShare) {
        return with("20/s and 1,000/min", reservedShare, RateWindow.of(PER_SECOND, SECOND),
                RateWindow.of(PER_MINUTE, MINUTE));
    }

    private static LimitProfile with(String name, double reservedShare, RateWindow... windows) {
        return new LimitProfile("bench", name, "benchmark", List.of(windows), reservedShare, 100,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5));
    }
}
