package org.jts.ratelimit.internal;

import java.time.Duration;
import java.time.Instant;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** Goes on by a fixed step each time it is read, and allocates nothing. Nobody waits under it. */
final class SteppingTime implements TimeSource {

    private final long step;
    private long now;

    SteppingTime(Duration step) {
        this.step = step.toNanos();
    }

    @Override
    public long nanoTime() {
        now += step;
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
