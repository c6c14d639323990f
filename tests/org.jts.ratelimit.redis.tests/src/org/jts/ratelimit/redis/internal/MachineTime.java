package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** The machine's clock, for tests with a real server and for processes without a framework. */
final class MachineTime implements TimeSource, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("test-timer").daemon().factory());

    MachineTime() {
        timer.setRemoveOnCancelPolicy(true);
    }

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
        Future<?> future = timer.schedule(() -> Thread.ofVirtual().name(name).start(task), delay.toNanos(),
                TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        Future<?> future = timer.scheduleWithFixedDelay(task, delay.toNanos(), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
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
