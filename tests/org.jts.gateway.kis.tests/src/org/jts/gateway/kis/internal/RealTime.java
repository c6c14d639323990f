package org.jts.gateway.kis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** The machine's clock, on another day; its threads have no gateway's name. */
final class RealTime implements TimeSource, AutoCloseable {

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

    /** A Wednesday morning in Seoul: what follows from the day shall not follow from the day of the test. */
    static final Instant START = Instant.parse("2026-11-18T01:00:00Z");

    private volatile Duration shift = Duration.between(Instant.now(), START);
    private volatile long ahead;

    /** Lets the calendar go on from there. */
    void set(Instant now) {
        shift = Duration.between(Instant.now(), now);
    }

    /** Lets the monotonic clock run ahead. */
    void jump(Duration by) {
        ahead = by.toNanos();
    }

    @Override
    public Instant now() {
        return Instant.now().plus(shift);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() + ahead;
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        return ends(timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        return ends(timer.scheduleWithFixedDelay(task, delay.toNanos(), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static Subscription ends(Future<?> task) {
        return () -> task.cancel(false);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
