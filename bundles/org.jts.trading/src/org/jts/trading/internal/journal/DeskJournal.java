package org.jts.trading.internal.journal;

import static org.jts.trading.internal.Words.T;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.Execution;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.journal.Journal;
import org.jts.journal.JournalException;

/**
 * The order journal as the desk writes it. What must be on disk before a byte leaves goes through {@link #commit}; all
 * else through {@link #note}, which never waits and never fails: when the disk does, the trader is told, no new order
 * is taken, and what was missed is written again as soon as it can be. Thread-safe.
 */
public final class DeskJournal implements AutoCloseable {

    static final Duration RETRY = Duration.ofSeconds(5);
    private static final String FOLDER = "orders";

    private final TimeSource time;
    private final EventLog events;
    private final Replay replay = new Replay();
    /** Null when it could not be opened. */
    private final Journal journal;
    /** Why there is none, for as long as the program runs; else null. */
    private final String broken;
    /** Why the newest records could not be written, until they are; else null. */
    private volatile String behind;
    private volatile Supplier<List<DeskOrder>> pictures = List::of;
    private volatile Subscription retry = () -> { };
    /** Guarded by this. */
    private boolean closed;
    private long failures;

    /** Opens the journal and reads it. Never fails: {@link #problem} says when it is not as it should be. */
    public DeskJournal(Path folder, TimeSource time, EventLog events) {
        this.time = time;
        this.events = events;
        Journal opened = null;
        String problem = null;
        try {
            opened = Journal.open(folder, replay::accept, this::failed);
            problem = replay.fault().map(f -> T.format("journal.unreadable", folder, f)).orElse(null);
        } catch (JournalException e) {
            problem = e.getMessage();
        }
        if (problem != null && opened != null) {
            opened.close();
            opened = null;
        }
        this.journal = opened;
        this.broken = problem;
        tellOfStart();
    }

    /** Where it is in a data folder. */
    public static Path folder(DataFolder folder) {
        return folder.path().resolve(FOLDER);
    }

    /** What it held when it was opened. */
    public Replay replay() {
        return replay;
    }

    /** @param orders what is written again when records were missed */
    public void setPictures(Supplier<List<DeskOrder>> orders) {
        pictures = orders;
    }

    /** Why no new order may be placed; empty when all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(broken != null ? broken : behind);
    }

    /** Writes, and returns when it is on disk. */
    public void commit(Entry entry) throws JournalException {
        if (journal == null) {
            throw new JournalException(broken);
        }
        journal.append(text(entry));
    }

    /** Writes soon. */
    public void note(Entry entry) {
        if (journal == null) {
            return;
        }
        try {
            journal.appendSoon(text(entry));
        } catch (JournalException e) {
            failed(e);
        }
    }

    /** Waits until all that was noted is on disk. */
    public void sync() throws JournalException {
        if (journal != null) {
            journal.sync();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        retry.close();
        if (journal != null) {
            journal.close();
        }
    }

    private void tellOfStart() {
        if (broken != null) {
            events.publish(Severity.ERROR, "trading", Optional.empty(), T.get("journal.broken"),
                    broken + "\n" + T.get("journal.broken.detail"));
        } else if (journal.tornBytes() > 0) {
            events.publish(Severity.INFO, "trading", Optional.empty(),
                    T.get("journal.torn"),
                    T.format("journal.torn.detail", journal.tornBytes()));
        }
    }

    private void failed(JournalException e) {
        synchronized (this) {
            failures++;
            boolean isKnown = behind != null;
            behind = e.getMessage();
            if (isKnown || closed) {
                return;
            }
            retry = time.schedule("desk-journal-again", RETRY, this::catchUp);
        }
        events.publish(Severity.ERROR, "trading", Optional.empty(),
                T.get("journal.failed"),
                e.getMessage() + "\n" + T.format("journal.failed.detail", RETRY.toSeconds()));
    }

    /** Writes every order anew: which records were missed is not known, and one too many does no harm. */
    private void catchUp() {
        long before = failures();
        try {
            for (DeskOrder order : pictures.get()) {
                journal.appendSoon(text(new Entry.Seen(order.key(), order.broker(), order.foreign(), order.order())));
                for (Execution execution : order.executions()) {
                    journal.appendSoon(text(new Entry.Traded(order.key(), execution)));
                }
            }
            journal.sync();
        } catch (JournalException e) {
            again();
            return;
        }
        if (isCaughtUp(before)) {
            events.publish(Severity.INFO, "trading", Optional.empty(), T.get("journal.again"),
                    T.get("journal.again.detail"));
        } else {
            again();
        }
    }

    private synchronized long failures() {
        return failures;
    }

    private synchronized boolean isCaughtUp(long failuresBefore) {
        if (failures == failuresBefore) {
            behind = null;
        }
        return behind == null;
    }

    private synchronized void again() {
        if (!closed) {
            retry = time.schedule("desk-journal-again", RETRY, this::catchUp);
        }
    }

    private String text(Entry entry) {
        return Codec.write(new Line(time.now(), entry));
    }
}
