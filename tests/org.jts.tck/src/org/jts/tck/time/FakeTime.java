package org.jts.tck.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * Time that stands still until a test moves it. {@link #advance} runs what falls due, in order of time, on the thread
 * that advances; a task scheduled meanwhile runs too when it falls due within the same advance. Sleepers wake when
 * their time has come. Thread-safe.
 */
public final class FakeTime implements TimeSource {

    /** A Friday morning in Seoul, market open: 2026-01-02 10:00 +09:00. */
    public static final Instant START = Instant.parse("2026-01-02T01:00:00Z");

    private final Object lock = new Object();
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong((Task t) -> t.due).thenComparingLong(t -> t.number));
    private long nanos;
    private long numbers;
    private int sleepers;
    private Instant wall = START;

    @Override
    public Instant now() {
        synchronized (lock) {
            return wall;
        }
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return nanos;
        }
    }

    @Override
    public Subscription schedule(String name, Duration delay, Runnable task) {
        return add(new Task(name, task, -1), delay);
    }

    @Override
    public Subscription scheduleWithFixedDelay(String name, Duration delay, Runnable task) {
        return add(new Task(name, task, Math.max(1, delay.toNanos())), delay);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        synchronized (lock) {
            long until = nanos + duration.toNanos();
            sleepers++;
            lock.notifyAll();
            try {
                while (nanos < until) {
                    lock.wait();
                }
            } finally {
                sleepers--;
            }
        }
    }

    /** Moves both clocks and runs what falls due. */
    public void advance(Duration by) {
        long target;
        synchronized (lock) {
            target = nanos + by.toNanos();
        }
        while (true) {
            Task next;
            synchronized (lock) {
                next = tasks.peek();
                if (next == null || next.due > target) {
                    moveTo(target);
                    return;
                }
                tasks.poll();
                moveTo(Math.max(nanos, next.due));
            }
            next.run();
        }
    }

    /** Sets the wall clock, as a person or a time server would; the monotonic clock and all timers go on unmoved. */
    public void setWallClock(Instant to) {
        synchronized (lock) {
            wall = to;
        }
    }

    /** How many tasks are planned: a component that was closed leaves none. */
    public int pendingTasks() {
        synchronized (lock) {
            return tasks.size();
        }
    }

    /** Whether a task is planned whose name begins so: what is waited for may have asked for its timer, or not yet. */
    public boolean isPlanned(String name) {
        synchronized (lock) {
            return tasks.stream().anyMatch(task -> task.name.startsWith(name));
        }
    }

    /** Blocks, in real time, until {@code count} threads are in {@link #sleep}, at most 30 real seconds. */
    public void awaitSleepers(int count) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        synchronized (lock) {
            while (sleepers < count) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("expected %d sleeping threads within 30 s, found %d"
                            .formatted(count, sleepers));
                }
                lock.wait(left);
            }
        }
    }

    private Subscription add(Task task, Duration delay) {
        synchronized (lock) {
            task.due = nanos + Math.max(0, delay.toNanos());
            task.number = numbers++;
            tasks.add(task);
        }
        return task::cancel;
    }

    private void moveTo(long target) {
        wall = wall.plusNanos(target - nanos);
        nanos = target;
        lock.notifyAll();
    }

    private final class Task {
        private final String name;
        private final Runnable action;
        private final long period;
        private long due;
        private long number;
        private volatile boolean cancelled;

        Task(String name, Runnable action, long period) {
            this.name = name;
            this.action = action;
            this.period = period;
        }

        void run() {
            if (cancelled) {
                return;
            }
            action.run();
            synchronized (lock) {
                if (period > 0 && !cancelled) {
                    due = nanos + period;
                    number = numbers++;
                    tasks.add(this);
                }
            }
        }

        void cancel() {
            synchronized (lock) {
                cancelled = true;
                tasks.remove(this);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
