package org.jts.concurrent;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * The machine's clocks and a timer. Within the framework ask for the service {@link TimeSource}, which is one of these;
 * this is for what runs outside it: a simulator, a benchmark, a process of a test. One timer thread only starts virtual
 * threads, so a task that hangs delays nobody else. Thread-safe.
 *
 * @since 1.2
 */
public class MachineTime implements TimeSource, AutoCloseable {

    private final ScheduledThreadPoolExecutor timer;
    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();

    public MachineTime() {
        timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("jts-timer").daemon().factory());
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
        return start(new Task(name, task, -1), delay);
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        return start(new Task(name, task, Math.max(1, delay.toNanos())), delay);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    /** Cancels what is planned and interrupts what runs; what is planned from now on never happens. */
    @Override
    public void close() {
        timer.shutdownNow();
        tasks.forEach(Task::cancel);
    }

    private Subscription start(Task task, Duration delay) {
        tasks.add(task);
        task.plan(Math.max(0, delay.toNanos()));
        return task::cancel;
    }

    /** A planned piece of work: waiting in the timer, or running on its virtual thread, or over. */
    private final class Task {
        private final String name;
        private final Runnable action;
        private final long periodNanos;
        private boolean cancelled;
        private Future<?> waiting;
        private Thread running;

        Task(String name, Runnable action, long periodNanos) {
            this.name = name;
            this.action = action;
            this.periodNanos = periodNanos;
        }

        void plan(long delayNanos) {
            if (delayNanos == 0) {
                fire(); // the timer's thread would only have to be woken to start another
            } else {
                await(delayNanos);
            }
        }

        private synchronized void await(long delayNanos) {
            if (isWanted()) {
                waiting = timer.schedule(this::fire, delayNanos, TimeUnit.NANOSECONDS);
            }
        }

        /** Not started with the lock: a short task wants it for its end as soon as it runs. */
        private void fire() {
            Thread thread = Thread.ofVirtual().name(name).unstarted(this::run);
            synchronized (this) {
                if (!isWanted()) {
                    return;
                }
                running = thread;
            }
            thread.start();
        }

        private boolean isWanted() {
            return !cancelled && !timer.isShutdown();
        }

        private void run() {
            try {
                action.run();
            } finally {
                done();
            }
        }

        private void done() {
            synchronized (this) {
                running = null;
            }
            if (periodNanos > 0) {
                await(periodNanos);
            } else {
                tasks.remove(this);
            }
        }

        synchronized void cancel() {
            cancelled = true;
            tasks.remove(this);
            if (waiting != null) {
                waiting.cancel(false);
            }
            // A task may close its own subscription: it must not interrupt itself.
            if (running != null && running != Thread.currentThread()) {
                running.interrupt();
            }
        }
    }
}
