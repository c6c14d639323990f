package org.jts.trading.internal.journal;

import static org.jts.trading.internal.Words.T;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.journal.Journal;
import org.jts.journal.JournalException;
import org.jts.journal.JournalFold;
import org.jts.journal.JournalRecord;
import org.jts.trading.internal.Words;

/** Compacts the order journal on a thread of its own, one time after the other. */
final class Compactor implements AutoCloseable {

    private final Supplier<Instant> clock;
    private final long maxBytes;
    private final EventLog events;
    /** Guarded by this, as what follows. */
    private Thread running;
    private boolean closed;

    Compactor(Supplier<Instant> clock, long maxBytes, EventLog events) {
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.events = events;
    }

    /**
     * Begins, unless it is being done.
     *
     * @param onDone told of the number of records that are left to be read at a start; also when it failed, with 0: it
     *               is tried again when as many have come again
     */
    synchronized void start(Journal journal, LongConsumer onDone) {
        if (running == null && !closed) {
            running = Thread.ofPlatform().name("desk-journal-compact").daemon().priority(Thread.MIN_PRIORITY)
                    .start(() -> run(journal, onDone));
        }
    }

    /** Waits for one that is running, which then ends soon. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            closed = true;
            last = running;
        }
        boolean interrupted = false;
        while (last != null && last.isAlive()) {
            try {
                last.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Journal journal, LongConsumer onDone) {
        Fold fold = new Fold();
        try {
            journal.compact(fold, maxBytes);
        } catch (JournalException e) {
            failed(Words.of(e));
        } catch (IllegalStateException e) {
            failed(e.getMessage());
        } finally {
            synchronized (this) {
                running = null;
            }
            onDone.accept(fold.size);
        }
    }

    private void failed(String why) {
        if (!isClosed()) {
            events.publish(Severity.WARNING, "trading", Optional.empty(), T.get("journal.long"), why);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends when the program does. */
    private final class Fold implements JournalFold {

        private final Replay replay = new Replay(clock);
        private long size;

        @Override
        public void accept(JournalRecord found) {
            if (isClosed()) {
                throw new IllegalStateException("the program ends");
            }
            replay.accept(found);
        }

        @Override
        public List<String> state() {
            List<String> state = replay.state();
            size = state.size();
            return state;
        }
    }
}
