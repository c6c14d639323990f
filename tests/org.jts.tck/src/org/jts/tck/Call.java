package org.jts.tck;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A gateway call under way on a virtual thread, as the workstation makes them. */
final class Call<T> {

    private static final long AT_ONCE_MILLIS = 20;

    private final FutureTask<T> task;
    private final Thread thread;

    private Call(Callable<T> call) {
        task = new FutureTask<>(call);
        thread = Thread.ofVirtual().name("tck-call").unstarted(task);
    }

    static <T> Call<T> start(Callable<T> call) {
        Call<T> started = new Call<>(call);
        started.thread.start();
        return started;
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Most calls end at once: those take no time of the harness's clock. */
    boolean isDoneAtOnce() throws InterruptedException {
        return isDoneWithin(Duration.ofMillis(AT_ONCE_MILLIS));
    }

    /** As {@link #isDoneAtOnce}, but no longer than until it waits for something itself. */
    boolean isDoneOrWaits() throws InterruptedException {
        for (int i = 0; i < AT_ONCE_MILLIS && !isDone() && !isWaiting(); i++) {
            isDoneWithin(Duration.ofMillis(1));
        }
        return isDone();
    }

    /** Waits in real time. */
    boolean isDoneWithin(Duration limit) throws InterruptedException {
        thread.join(limit);
        return task.isDone();
    }

    /** Waits, in real time, until the call waits for something itself, or is done: then it is under way. */
    void awaitUnderWay() throws InterruptedException {
        for (int i = 0; i < 2000 && !isDone() && !isWaiting(); i++) {
            Thread.sleep(1);
        }
    }

    private boolean isWaiting() {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Interrupts the thread, as a caller does whose time limit is over. */
    void interrupt() {
        thread.interrupt();
    }

    /** The result of a call that is done, or what it threw. */
    T get() throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
