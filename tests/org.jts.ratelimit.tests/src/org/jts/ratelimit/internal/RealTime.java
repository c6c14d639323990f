package org.jts.ratelimit.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** The machine's clocks, where there is no framework to ask for them. */
final class RealTime implements TimeSource, AutoCloseable {

    private final ScheduledExecutorService timer =
            Executors.newScheduledThreadPool(2, Thread.ofPlatform().daemon().factory());

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        return cancels(timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        return cancels(timer.scheduleWithFixedDelay(task, delay.toNanos(), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static Subscription cancels(Future<?> task) {
        return () -> task.cancel(false);
    }
}
