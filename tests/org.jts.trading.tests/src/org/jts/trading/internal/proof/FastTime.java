package org.jts.trading.internal.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;
import org.jts.testkit.Samples;

/**
 * Real time, some times faster, with the same clock in every process: what a desk does in minutes is over in seconds.
 */
final class FastTime implements TimeSource, AutoCloseable {

    private static final int SPEED = 20;

    /** In the morning of the exchange: days end at midnight, and some brokers begin anew then. */
    private static final LocalTime MORNING = LocalTime.of(9, 0);

    private final long originMillis;
    private final Instant begin;
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
        this.begin = Instant.ofEpochMilli(originMillis).atZone(Samples.SEOUL).with(MORNING).toInstant();
        this.speed = speed;
    }

    void setWrongBy(Duration amount) {
        wrongBy = amount;
    }

    @Override
    public Instant now() {
        long real = System.currentTimeMillis() - originMillis;
        return begin.plusMillis(real * speed).plusNanos(System.nanoTime() % 1_000_000).plus(wrongBy);
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
        AtomicBoolean ended = new AtomicBoolean();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                for (sleep(delay); !ended.get(); sleep(delay)) {
                    task.run();
                }
            } catch (InterruptedException e) {
                // Nobody interrupts it but the end of the program.
                return;
            }
        });
        return () -> ended.set(true);
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
