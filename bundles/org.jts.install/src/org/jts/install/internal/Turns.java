package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.util.concurrent.locks.Lock;

import org.jts.install.internal.run.Pace;

/**
 * Whose turn it is to change something: one at a time, in the background of everything else, until the program ends.
 */
final class Turns {

    private final Pace pace;
    private volatile boolean ending;
    /** Who changes something now: interrupted at the end. */
    private volatile Thread busy;

    Turns(Pace pace) {
        this.pace = pace;
    }

    /** A turn: closed by the thread that took it. */
    final class Turn implements AutoCloseable {
        private final int priority = Thread.currentThread().getPriority();

        private Turn() {
        }

        @Override
        public void close() {
            busy = null;
            priority(priority);
            pace.lock().unlock();
        }
    }

    /** Held by whoever has the turn. */
    Lock lock() {
        return pace.lock();
    }

    /**
     * Waits until nobody else has the turn.
     *
     * @throws InterruptedException when somebody gave up, or the program ends
     */
    Turn take() throws InterruptedException {
        pace.lock().lockInterruptibly();
        Turn turn = new Turn();
        busy = Thread.currentThread();
        if (ending) {
            turn.close();
            throw new InterruptedException(T.get("givenUp"));
        }
        priority(Thread.MIN_PRIORITY); // where the system looks at it
        pace.fresh();
        return turn;
    }

    /** Virtual threads have one priority only. */
    private static void priority(int priority) {
        Thread.currentThread().setPriority(priority);
    }

    boolean isEnding() {
        return ending;
    }

    /** The program ends: whoever has the turn is to give up, and nobody gets one any more. */
    void end() {
        ending = true;
        pace.end();
        Thread now = busy;
        if (now != null) {
            now.interrupt();
        }
    }
}
