package org.jts.ratelimit.internal;

import java.time.Duration;
import java.time.Instant;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** The clock and the timer of one process: when it is killed nothing of it runs any more. Its wall clock can be set. */
final class MortalTime implements TimeSource {

    private final TimeSource time;
    private final Duration wallOffset;
    private volatile boolean dead;

    MortalTime(TimeSource time, Duration wallOffset) {
        this.time = time;
        this.wallOffset = wallOffset;
    }

    void kill() {
        dead = true;
    }

    @Override
    public Instant now() {
        return time.now().plus(wallOffset);
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        return time.schedule(name, delay, whileAlive(task));
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        return time.scheduleWithFixedDelay(name, delay, whileAlive(task));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    private Runnable whileAlive(Runnable task) {
        return () -> {
            if (!dead) {
                task.run();
            }
        };
    }
}
