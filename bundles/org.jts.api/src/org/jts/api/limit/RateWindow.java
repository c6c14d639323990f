package org.jts.api.limit;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * One rule of a broker: at most {@code permits} within any span of {@code period}.
 *
 * @param permits  weight allowed, 1 or more
 * @param period   above 0
 * @param lanes    the requests it counts; empty for all
 * @since 1.0
 */
public record RateWindow(int permits, Duration period, Set<Lane> lanes) {
    public RateWindow {
        if (permits < 1) {
            throw new IllegalArgumentException("rate window: expected 1 permit or more, was " + permits);
        }
        Objects.requireNonNull(period, "period");
        if (!period.isPositive()) {
            throw new IllegalArgumentException("rate window: expected a period above 0, was " + period);
        }
        lanes = Set.copyOf(lanes);
    }

    public static RateWindow of(int permits, Duration period) {
        return new RateWindow(permits, period, Set.of());
    }
}
