package org.jts.connection.internal.link;

import java.time.Duration;

/**
 * How long to wait before the next attempt: growing, bounded, and spread so that many workstations that lost the same
 * broker do not all come back in the same instant.
 *
 * @param first  wait before the first retry
 * @param factor by which each wait exceeds the one before
 * @param max    longest wait, spread included
 * @param jitter share by which a wait is spread to both sides, 0 to 1
 */
public record BackOff(Duration first, double factor, Duration max, double jitter) {

    /**
     * @param step   1 for the first retry
     * @param random 0 to 1, where in the spread the wait falls
     */
    public Duration delay(int step, double random) {
        double grown = first.toNanos() * Math.pow(factor, Math.max(0, step - 1));
        double spread = Math.min(grown, max.toNanos()) * (1 - jitter + 2 * jitter * random);
        return Duration.ofNanos((long) Math.min(spread, max.toNanos()));
    }
}
