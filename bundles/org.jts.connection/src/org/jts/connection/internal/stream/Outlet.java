package org.jts.connection.internal.stream;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.jts.connection.internal.call.GatewayThread;

/**
 * Delivers to one receiver, one thing at a time, on a virtual thread that exists only while there is something to
 * deliver; what a gateway offers in the course of a call, the thread of that call delivers behind it, or others soon
 * after when it goes on. Whoever offers never waits, and a receiver that is slow or throws harms only itself.
 *
 * @param <E> what is delivered
 */
public abstract class Outlet<E> {

    private static final int IDLE = 0;
    private static final int RUNNING = 1;
    private static final int MORE = 2;
    /** More than one order has events at once. */
    private static final int MOST_BEHIND = 16;

    private enum Gate {
        OPEN, DELIVERING, CLOSED
    }

    private final String name;
    private final Consumer<E> receiver;
    private final Consumer<Throwable> onFault;
    private final AtomicInteger activity = new AtomicInteger(IDLE);
    private final AtomicReference<Gate> gate = new AtomicReference<>(Gate.OPEN);

    /** @param onFault told of what the receiver threw; the delivery goes on */
    Outlet(String name, Consumer<E> receiver, Consumer<Throwable> onFault) {
        this.name = name;
        this.receiver = receiver;
        this.onFault = onFault;
    }

    /** @return the next thing to deliver, or null */
    abstract E next();

    abstract void clear();

    /** There is something to deliver. */
    final void wake() {
        // Nothing to do while a thread runs that has been told already: the usual case in a flood.
        if (activity.get() != MORE && activity.getAndSet(MORE) == IDLE) {
            if (!GatewayThread.leave(this::drainBehind)) {
                begin();
            }
        }
    }

    private void begin() {
        Thread.ofVirtual().name(name).start(this::drain);
    }

    final boolean isClosed() {
        return gate.get() == Gate.CLOSED;
    }

    /** Starts no new delivery; one that is under way may still end. */
    public final void close() {
        gate.set(Gate.CLOSED);
        clear();
    }

    private void drain() {
        drain(Integer.MAX_VALUE);
    }

    /** What follows from one call, and not all that others offer meanwhile: the thread has other calls to make. */
    private void drainBehind() {
        if (!drain(MOST_BEHIND)) {
            begin();
        }
    }

    /** @return whether there was nothing left to deliver; else the caller has somebody go on */
    private boolean drain(int most) {
        int delivered = 0;
        do {
            activity.set(RUNNING);
            for (E item = next(); item != null; item = next()) {
                if (!deliver(item)) {
                    break;
                }
                if (++delivered >= most) {
                    return false;
                }
            }
        } while (!activity.compareAndSet(RUNNING, IDLE));
        return true;
    }

    private boolean deliver(E item) {
        if (!gate.compareAndSet(Gate.OPEN, Gate.DELIVERING)) {
            clear();
            return false;
        }
        try {
            receiver.accept(item);
        } catch (Throwable thrown) { // the receiver's fault must not end the deliveries to it
            onFault.accept(thrown);
        } finally {
            gate.compareAndSet(Gate.DELIVERING, Gate.OPEN);
        }
        return true;
    }
}
