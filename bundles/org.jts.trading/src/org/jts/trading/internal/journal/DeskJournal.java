package org.jts.trading.internal.journal;

import static org.jts.trading.internal.Words.T;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.jts.journal.Journal;
import org.jts.journal.JournalException;
import org.jts.trading.internal.Words;

/**
 * The order journal as the desk writes it. What must be on disk before a byte leaves goes through {@link #commit}; all
 * else through {@link #note}, which never waits and never fails: when the disk does, the trader is told, no new order
 * is taken, and what was missed is written again as soon as it can be. Thread-safe.
 */
public final class DeskJournal implements AutoCloseable {

    static final Duration RETRY = Duration.ofSeconds(5);
    private static final String FOLDER = "orders";

    /**
     * How much is kept.
     *
     * @param records  after so many records they are replaced by what they come to
     * @param maxBytes for what was replaced; older records go
     * @param rest     how long after a start nothing is replaced: everything else is more urgent
     */
    public record Size(long records, long maxBytes, Duration rest) {
        /** The records of about 25,000 orders, and a gigabyte: those of a million. */
        public static final Size STANDARD = new Size(100_000, 1L << 30, Duration.ofMinutes(1));
    }

    private final Path folder;
    private final TimeSource time;
    private final EventLog events;
    private final Size size;
    private final Compactor compactor;
    /** Records since the newest checkpoint. */
    private final AtomicLong appended = new AtomicLong();
    /** After so many of them it is time for the next one: reading them takes as long as reading the state. */
    private volatile long most;
    private volatile boolean rested;
    private volatile Subscription rest = () -> { };
    /** Null before it was opened, and when it could not be. */
    private volatile Journal journal;
    /** Why there is none, for as long as the program runs; else null. */
    private volatile String broken;
    /** Why the newest records could not be written, until they are; else null. */
    private volatile String behind;
    private volatile Supplier<List<Entry>> everything = List::of;
    private volatile Subscription retry = () -> { };
    /** Guarded by this. */
    private boolean closed;
    private boolean unwanted;
    private long failures;

    /** Touches no file before {@link #open}. */
    public DeskJournal(Path folder, TimeSource time, EventLog events, Size size) {
        this.folder = folder;
        this.time = time;
        this.events = events;
        this.most = size.records();
        this.size = size;
        this.compactor = new Compactor(time::now, size.maxBytes(), events);
    }

    /**
     * Opens the journal and reads it, which takes seconds when it is long. Never fails: {@link #problem} says when it
     * is not as it should be.
     *
     * @return what it holds
     * @throws CancellationException after {@link #stopOpening}
     */
    public Replay open() {
        Replay replay = new Replay(time::now);
        Pipe pipe = new Pipe(replay::accept);
        long[] first = {-1};
        Journal opened = null;
        String problem = null;
        try {
            opened = Journal.open(folder, r -> {
                checkOpen(pipe);
                first[0] = first[0] < 0 ? r.number() : first[0];
                // The state of a checkpoint has the number of the last record that it stands for.
                appended.addAndGet(r.number() > first[0] ? 1 : 0);
                pipe.accept(r);
            }, this::failed);
            pipe.finish();
            problem = replay.fault().map(f -> T.format("journal.unreadable", folder, f)).orElse(null);
        } catch (JournalException e) {
            pipe.finish();
            problem = Words.of(e);
        }
        if (problem != null && opened != null) {
            opened.close();
            opened = null;
        }
        broken = problem;
        keep(opened);
        tellOfStart(opened);
        most = Math.max(size.records(), replay.records() - appended.get());
        rest = time.schedule("desk-journal-rest", size.rest(), () -> {
            rested = true;
            compactIfLong();
        });
        return replay;
    }

    private void checkOpen(Pipe pipe) {
        synchronized (this) {
            if (unwanted) {
                pipe.abandon();
                throw new CancellationException("the journal was closed while it was read");
            }
        }
    }

    private void keep(Journal opened) {
        synchronized (this) {
            if (!unwanted) {
                journal = opened;
                return;
            }
        }
        if (opened != null) {
            opened.close();
        }
        throw new CancellationException("the journal was closed while it was read");
    }

    /** Where it is in a data folder. */
    public static Path folder(DataFolder folder) {
        return folder.path().resolve(FOLDER);
    }

    /** @param all what is written again when records were missed */
    public void setEverything(Supplier<List<Entry>> all) {
        everything = all;
    }

    /** Why no new order may be placed; empty when all is well. */
    public Optional<String> problem() {
        return Optional.ofNullable(broken != null ? broken : behind);
    }

    /** Writes, and returns when it is on disk. */
    public void commit(Entry entry) throws JournalException {
        Journal open = journal;
        if (open == null) {
            throw new JournalException(broken == null ? T.get("journal.reading") : broken);
        }
        open.append(text(entry));
        count();
    }

    /** Writes soon. */
    public void note(Entry entry) {
        Journal open = journal;
        if (open == null) {
            return;
        }
        try {
            open.appendSoon(text(entry));
            count();
        } catch (JournalException e) {
            failed(e);
        }
    }

    private void count() {
        appended.incrementAndGet();
        compactIfLong();
    }

    /** Replaces records by what they come to, in the background, when there are many. */
    private void compactIfLong() {
        Journal open = journal;
        long records = appended.get();
        if (open != null && rested && records >= most) {
            compactor.start(open, state -> {
                appended.addAndGet(-records);
                most = Math.max(size.records(), state);
            });
        }
    }

    /** What it holds could not be taken over: nothing is placed with it, for as long as the program runs. */
    public void fail(String problem) {
        broken = problem;
        events.publish(Severity.ERROR, "trading", Optional.empty(), T.get("journal.broken"),
                problem + "\n" + T.get("journal.broken.detail"));
    }

    /** Waits until all that was noted is on disk. */
    public void sync() throws JournalException {
        Journal open = journal;
        if (open != null) {
            open.sync();
        }
    }

    /** Ends {@link #open} when it is running: nobody wants to know any more. */
    public synchronized void stopOpening() {
        unwanted = true;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        retry.close();
        rest.close();
        Journal open = journal;
        if (open != null) {
            compactor.close();
            open.close();
        }
    }

    private void tellOfStart(Journal opened) {
        if (broken != null) {
            events.publish(Severity.ERROR, "trading", Optional.empty(), T.get("journal.broken"),
                    broken + "\n" + T.get("journal.broken.detail"));
        } else if (opened.tornBytes() > 0) {
            events.publish(Severity.INFO, "trading", Optional.empty(),
                    T.get("journal.torn"),
                    T.format("journal.torn.detail", opened.tornBytes()));
        }
    }

    private void failed(JournalException e) {
        synchronized (this) {
            failures++;
            boolean isKnown = behind != null;
            behind = Words.of(e);
            if (isKnown || closed) {
                return;
            }
            retry = time.schedule("desk-journal-again", RETRY, this::catchUp);
        }
        events.publish(Severity.ERROR, "trading", Optional.empty(),
                T.get("journal.failed"),
                Words.of(e) + "\n" + T.format("journal.failed.detail", RETRY.toSeconds()));
    }

    /** Writes everything anew: which records were missed is not known, and one too many does no harm. */
    private void catchUp() {
        long before = failures();
        try {
            for (Entry entry : everything.get()) {
                journal.appendSoon(text(entry));
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
