package org.jts.trading.internal.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * Real time, some times faster, with the same clock in every process: what a desk does in minutes is over in seconds.
 */
final class FastTime implements TimeSource, AutoCloseable {

    private static final int SPEED = 20;

    private final long originMillis;
    private final int speed;
    private final long startNanos = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fast-timer").factory());
    /** By how much the wall clock is wrong. */
    private volatile Duration wrongBy = Duration.ZERO;

    /** @param originMillis a moment shortly before, the same in all processes */
    FastTime(long originMillis) {
        this(originMillis, SPEED);
    }

    /** @param speed 1 for time as it is */
    FastTime(long originMillis, int speed) {
        this.originMillis = originMillis;
        this.speed = speed;
    }

    void setWrongBy(Duration amount) {
        wrongBy = amount;
    }

    @Override
    public Instant now() {
        long real = System.currentTimeMillis() - originMillis;
        return Instant.ofEpochMilli(originMillis + real * speed).plusNanos(System.nanoTime() % 1_000_000).plus(wrongBy);
    }

    @Override
    public long nanoTime() {
        return (System.nanoTime() - startNanos) * speed;
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        AtomicReference<Thread> running = new AtomicReference<>();
        Future<?> planned = timer.schedule(() -> running.set(Thread.ofVirtual().name(name).start(task)),
                delay.toNanos() / speed, TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        Future<?> planned = timer.scheduleWithFixedDelay(() -> Thread.ofVirtual().name(name).start(task),
                delay.toNanos() / speed, delay.toNanos() / speed, TimeUnit.NANOSECONDS);
        return () -> planned.cancel(false);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.dividedBy(speed));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
