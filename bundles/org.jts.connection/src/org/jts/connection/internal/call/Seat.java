package org.jts.connection.internal.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import org.jts.concurrent.BusyWait;

/**
 * Where one thread that has done its work stays awake for a moment: the next order of a client that sends one after the
 * other finds it there, and need not wake one. Thread-safe.
 */
final class Seat {

    /** As long as an answer takes to its client, and the client's next order back. */
    private static final Duration MOMENT = Duration.ofNanos(200_000);
    private static final Runnable FREE = () -> { };

    /** Null when nobody sits there, {@link #FREE} when somebody does without work; else the work that he is given. */
    private final AtomicReference<Runnable> work = new AtomicReference<>();

    private final BooleanSupplier isAlone;

    /** @param isAlone whether nobody else has an order: where others do, they need the cores */
    Seat(BooleanSupplier isAlone) {
        this.isAlone = isAlone;
    }

    /** @return whether somebody sits there, and does it now */
    boolean give(Runnable next) {
        return work.compareAndSet(FREE, next);
    }

    /** Does what is given to the calling thread as long as something comes, unless another one sits there. */
    void sit() {
        BusyWait wait = new BusyWait();
        Runnable next = null;
        while (next != FREE && isAlone.getAsBoolean() && work.compareAndSet(null, FREE)) {
            try {
                wait.begin(MOMENT);
                while (work.get() == FREE && wait.again()) {
                    Thread.onSpinWait();
                }
            } finally { // whatever happens, what was given is done
                next = work.getAndSet(null);
                Thread.interrupted(); // was meant for the work before
                next.run();
            }
        }
    }
}
