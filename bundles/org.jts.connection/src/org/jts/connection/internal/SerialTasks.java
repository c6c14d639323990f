package org.jts.connection.internal;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other, in order, on a virtual thread that exists only while there is something to do:
 * whoever hands a task over never waits, and nothing is left running.
 */
public final class SerialTasks {

    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int MORE = 2;

    private final String name;
    private final LinkedBlockingQueue<Runnable> tasks;
    private final AtomicInteger activity = new AtomicInteger(IDLE);
    private volatile boolean closed;

    public SerialTasks(String name, int capacity) {
        this.name = name;
        this.tasks = new LinkedBlockingQueue<>(capacity);
    }

    /** @return false when it is closed or full, and the task will not run */
    public boolean execute(Runnable task) {
        if (closed || !tasks.offer(task)) {
            return false;
        }
        if (activity.getAndSet(MORE) == IDLE) {
            Thread.ofVirtual().name(name).start(this::drain);
        }
        return true;
    }

    /** What has not begun will not run. */
    public void close() {
        closed = true;
        tasks.clear();
    }

    private void drain() {
        do {
            activity.set(RUNNING);
            Runnable task = tasks.poll();
            while (task != null) {
                runSafely(task);
                task = closed ? null : tasks.poll();
            }
        } while (!activity.compareAndSet(RUNNING, IDLE));
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) { // a receiver's fault is its own: the next task runs all the same
            Thread current = Thread.currentThread();
            current.getUncaughtExceptionHandler().uncaughtException(current, thrown);
        }
    }
}
