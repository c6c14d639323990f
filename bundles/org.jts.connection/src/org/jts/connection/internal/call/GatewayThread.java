package org.jts.connection.internal.call;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that the code of one gateway runs on, and that goes with it. What follows from its work and nobody waits
 * for, such as telling others of an order's events, it does behind that work: no other thread has to be woken, which
 * would take a core from whoever waits for the answer.
 * <p>
 * Where the work goes on for too long, or something that follows does, others do the rest: who hangs holds up nobody.
 */
public final class GatewayThread extends Thread {

    /** Much longer than an order takes that nothing holds up, and not to be noticed. */
    static final Duration PATIENCE = Duration.ofMillis(5);

    private static final Logger LOG = LoggerFactory.getLogger(GatewayThread.class);

    private final CallGuard owner;
    private final TimeSource time;
    private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isWatched = new AtomicBoolean();
    /** Only the thread itself. */
    private boolean isWorking;

    GatewayThread(CallGuard owner, TimeSource time, Runnable work, String name) {
        super(work, name);
        this.owner = owner;
        this.time = time;
        setDaemon(true);
    }

    /**
     * Leaves something to the calling thread that is to be done soon, and that the thread itself need not wait for.
     *
     * @param next does not throw
     * @return whether it will be done, behind what the thread is doing or by another one; not when it is no thread of a
     *         gateway at its work
     */
    public static boolean leave(Runnable next) {
        return Thread.currentThread() instanceof GatewayThread own && own.isWorking && own.take(next);
    }

    /** Whether the calling thread runs the code of the gateway that {@code guard} stands in front of. */
    static boolean isOf(CallGuard guard) {
        return Thread.currentThread() instanceof GatewayThread own && own.owner == guard;
    }

    /** Does work on the calling thread, which is one of these, and behind it what was left. */
    static void work(Runnable work) {
        GatewayThread own = (GatewayThread) Thread.currentThread();
        own.isWorking = true;
        try {
            work.run();
        } finally {
            own.goOn();
        }
    }

    private boolean take(Runnable next) {
        left.add(next);
        if (isWatched.compareAndSet(false, true)) {
            time.schedule(getName() + "-late", PATIENCE, this::handOver);
        }
        return true;
    }

    private void goOn() {
        for (Runnable next = left.poll(); next != null; next = left.poll()) {
            Thread.interrupted(); // was meant for the work before
            try {
                next.run();
            } catch (RuntimeException | Error e) {
                LOG.error("what follows from the work of {} has failed", getName(), e);
            }
        }
        isWorking = false;
    }

    /** What is still left was left too long ago, or has just come: a thread of its own does no harm then. */
    private void handOver() {
        isWatched.set(false);
        for (Runnable next = left.poll(); next != null; next = left.poll()) {
            Thread.ofVirtual().name(getName() + "-late").start(next);
        }
    }
}
