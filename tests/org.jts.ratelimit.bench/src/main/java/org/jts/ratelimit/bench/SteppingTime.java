package org.jts.ratelimit.bench;

import java.time.Duration;
import java.time.Instant;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * A clock that costs what the machine's does and goes on by a fixed step at each reading. The limiter reads it under
 * its lock, so it needs none of its own.
 */
final class SteppingTime implements TimeSource {

    /** A little more than what lets one of 50,000 an hour age out. */
    private static final long STEP = Duration.ofHours(1).plusSeconds(2).toNanos() / 50_000;

    private long now = 1_000_000_000L;

    @Override
    public long nanoTime() {
        // never negative on a machine that has been up for less than centuries: its sign adds nothing but the cost
        now += STEP + (System.nanoTime() >>> 63);
        return now;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        throw new IllegalStateException("expected nobody to wait, found a timer for " + delay);
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        throw new IllegalStateException("expected no repeated work, found " + name);
    }

    @Override
    public void sleep(Duration duration) {
        throw new IllegalStateException("expected nobody to sleep, found a sleep of " + duration);
    }
}
