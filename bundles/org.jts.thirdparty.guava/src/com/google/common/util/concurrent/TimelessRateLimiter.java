package com.google.common.util.concurrent;

import com.google.common.util.concurrent.SmoothRateLimiter.SmoothBursty;

/**
 * Guava's RateLimiter without its clock: it is told the time, and never sleeps. What that takes is visible within this
 * package alone, which is why this bundle has Guava's class beside this one. Not thread-safe.
 */
public final class TimelessRateLimiter {

    /** Reads what it was told last. */
    private static final class Told extends RateLimiter.SleepingStopwatch {
        private long micros;

        @Override
        protected long readMicros() {
            return micros;
        }

        @Override
        protected void sleepMicrosUninterruptibly(long wait) {
            throw new IllegalStateException("expected nobody to sleep here, was asked for %d us".formatted(wait));
        }
    }

    private final Told clock = new Told();
    private final SmoothBursty limiter;

    /**
     * A limiter whose time begins at 0.
     *
     * @param permitsPerSecond mean rate, above 0
     * @param burstSeconds     whose permits are stored while nobody comes, 0 or more
     * @param stored           permits to begin with, not more than that
     */
    public TimelessRateLimiter(double permitsPerSecond, double burstSeconds, double stored) {
        limiter = new SmoothBursty(clock, burstSeconds);
        limiter.setRate(permitsPerSecond);
        limiter.storedPermits = Math.min(stored, limiter.maxPermits);
    }

    /** @return when somebody may pass, not after {@code nowMicros} for now; times never go back */
    public long earliestMicros(long nowMicros) {
        clock.micros = nowMicros;
        return limiter.queryEarliestAvailable(nowMicros);
    }

    /** Takes permits now: who comes next waits for them. */
    public void take(int permits, long nowMicros) {
        clock.micros = nowMicros;
        limiter.reserve(permits);
    }

    /** @return how many permits are stored */
    public double stored(long nowMicros) {
        clock.micros = nowMicros;
        double since = Math.max(0, nowMicros - limiter.queryEarliestAvailable(nowMicros));
        return Math.min(limiter.maxPermits, limiter.storedPermits + since / limiter.stableIntervalMicros);
    }
}
