package org.jts.api.limit;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * One rule of a broker: at most {@code permits} within any span of {@code period}. Rules that a broker counts by the
 * calendar, from the first request, or as a token bucket are kept too when this one is kept.
 *
 * @param permits allowed within the period, 1 or more
 * @param period  above 0
 * @param measure what is counted
 * @param lanes   the requests it counts; empty for all
 * @since 1.0
 */
public record RateWindow(int permits, Duration period, Measure measure, Set<Lane> lanes) {

    /** What a window counts. */
    public enum Measure {
        /** The weight of each request. */
        WEIGHT,
        /** Each request as one, whatever its weight. */
        COUNT
    }

    public RateWindow {
        if (permits < 1) {
            throw new IllegalArgumentException("rate window: expected 1 permit or more, was " + permits);
        }
        Objects.requireNonNull(period, "period");
        if (!period.isPositive()) {
            throw new IllegalArgumentException("rate window: expected a period above 0, was " + period);
        }
        Objects.requireNonNull(measure, "measure");
        lanes = Set.copyOf(lanes);
    }

    /** Counts the weight of all requests. */
    public static RateWindow of(int permits, Duration period) {
        return new RateWindow(permits, period, Measure.WEIGHT, Set.of());
    }

    /**
     * Reads {@code PERMITS/PERIOD}, with what it counts in brackets where that is not the weight of all requests:
     * {@code 18/1s}, {@code 100/10s[order]}, {@code 20/2m[order cancel count]}. Units are ms, s, m, h and d.
     *
     * @throws IllegalArgumentException that says what was expected and what was found
     */
    public static RateWindow parse(String text) {
        return WindowText.parse(text);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return WindowText.format(this);
    }

    /** Whether it counts requests of {@code lane}. */
    public boolean counts(Lane lane) {
        return lanes.isEmpty() || lanes.contains(lane);
    }
}
