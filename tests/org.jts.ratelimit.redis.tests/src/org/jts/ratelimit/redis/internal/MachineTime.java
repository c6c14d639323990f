package org.jts.ratelimit.redis.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** The machine's clock, for tests with a real server and for processes without a framework. */
final class MachineTime implements TimeSource, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("test-timer").daemon().factory());

    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private volatile boolean asleep;

    MachineTime() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Nothing that is due happens until it wakes: as if the machine slept. */
    void sleep() {
        asleep = true;
    }

    /** What was due happens now. */
    void wake() {
        asleep = false;
        for (Runnable next = due.poll(); next != null; next = due.poll()) {
            next.run();
        }
    }

    private void run(String name, Runnable task) {
        Runnable start = () -> Thread.ofVirtual().name(name).start(task);
        if (asleep) {
            due.add(start);
        } else {
            start.run();
        }
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
        Future<?> future = timer.schedule(() -> run(name, task), delay.toNanos(),
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
