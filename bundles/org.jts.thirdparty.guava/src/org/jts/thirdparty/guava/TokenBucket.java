package org.jts.thirdparty.guava;

import com.google.common.util.concurrent.TimelessRateLimiter;

/**
 * Guava's RateLimiter as its caller's clock has it: it is given the time with every call, by which it is the same in a
 * test that makes time up. Who takes permits goes at once, and who comes next waits for them. Not thread-safe.
 *
 * @since 1.0
 */
public final class TokenBucket {

    private static final long NANOS_A_MICRO = 1_000;

    private final TimelessRateLimiter limiter;
    private final double perSecond;
    /** Guava counts whole microseconds from when it began. */
    private final long beginNanos;

    /**
     * A bucket.
     *
     * @param perSecond permits a second in the long run, above 0
     * @param burst     how many are stored at most while nobody comes, 0 or more
     * @param stored    how many there are to begin with, 0 or more
     * @param nowNanos  the time by a monotonic clock; later calls are not earlier
     */
    public TokenBucket(double perSecond, double burst, double stored, long nowNanos) {
        this.limiter = new TimelessRateLimiter(perSecond, burst / perSecond, stored);
        this.perSecond = perSecond;
        this.beginNanos = nowNanos;
    }

    /** Permits a second in the long run. */
    public double perSecond() {
        return perSecond;
    }

    /** @return when somebody may pass; {@code nowNanos} or before it when that is now */
    public long earliest(long nowNanos) {
        return beginNanos + limiter.earliestMicros(micros(nowNanos)) * NANOS_A_MICRO;
    }

    /** @param permits 1 or more */
    public void take(int permits, long nowNanos) {
        limiter.take(permits, micros(nowNanos));
    }

    /** @return nanoseconds until the last of {@code count} requests of one permit each may pass, if nobody else came */
    public long nanosUntilLast(int count, long nowNanos) {
        double paid = Math.max(0, count - 1 - limiter.stored(micros(nowNanos)));
        return Math.max(0, earliest(nowNanos) - nowNanos) + Math.round(paid / perSecond * 1e9);
    }

    private long micros(long nowNanos) {
        return (nowNanos - beginNanos) / NANOS_A_MICRO;
    }
}
