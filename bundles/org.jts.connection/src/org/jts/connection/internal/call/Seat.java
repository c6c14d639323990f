package org.jts.connection.internal.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

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

    /** @return whether somebody sits there, and does it now */
    boolean give(Runnable next) {
        return work.compareAndSet(FREE, next);
    }

    /** Does what is given to the calling thread as long as something comes, unless another one sits there. */
    void sit() {
        BusyWait wait = new BusyWait();
        while (work.compareAndSet(null, FREE)) {
            wait.begin(MOMENT);
            while (work.get() == FREE && wait.again()) {
                Thread.onSpinWait();
            }
            if (work.compareAndSet(FREE, null)) {
                return;
            }
            Thread.interrupted(); // was meant for the work before
            work.getAndSet(null).run();
        }
    }
}
