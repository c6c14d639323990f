package org.jts.concurrent;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an action after it was asked for, on a virtual thread of its own: however often it is asked for while it waits
 * or runs, it runs once more, never twice at a time. So whoever raises never blocks, and every raise is followed by a
 * run that began after it.
 *
 * @since 1.0
 */
public final class CoalescedSignal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CoalescedSignal.class);

    private final String name;
    private final Runnable action;
    private boolean raised;
    private boolean closed;
    private Thread runner;

    /**
     * @param name   names the thread
     * @param action what it throws is logged; interrupted when the signal is closed while it runs
     */
    public CoalescedSignal(String name, Runnable action) {
        this.name = Objects.requireNonNull(name, "name");
        this.action = Objects.requireNonNull(action, "action");
    }

    /** Asks for a run. Returns at once; does nothing after {@link #close()}. */
    public void raise() {
        Thread fresh = note();
        if (fresh != null) {
            start(fresh); // not with the lock, for which it would wait as soon as it runs
        }
    }

    private void start(Thread fresh) {
        boolean isStarted = false;
        try {
            fresh.start();
            isStarted = true;
        } finally {
            if (!isStarted) {
                forget(fresh);
            }
        }
    }

    /** No memory for a thread, for example: the next to ask tries again. */
    private synchronized void forget(Thread fresh) {
        if (runner == fresh) {
            runner = null;
        }
    }

    /** @return who runs it, still to be started; null when somebody does already, or nobody may */
    private synchronized Thread note() {
        if (closed) {
            return null;
        }
        raised = true;
        if (runner != null) {
            return null;
        }
        runner = Thread.ofVirtual().name(name).unstarted(this::run);
        return runner;
    }

    /** No run starts any more; one that is under way is interrupted. */
    @Override
    public synchronized void close() {
        closed = true;
        raised = false;
        if (runner != null && runner != Thread.currentThread()) {
            runner.interrupt();
        }
    }

    private void run() {
        while (next()) {
            try {
                action.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.error("{} failed", name, e);
            }
        }
    }

    private synchronized boolean next() {
        boolean go = raised;
        raised = false;
        if (!go) {
            runner = null;
        }
        return go;
    }
}
