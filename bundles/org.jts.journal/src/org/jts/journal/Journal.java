package org.jts.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A log on disk to which is only ever appended. What {@link #append} has returned for survives a killed process and a
 * power cut. Threads that append at the same time share one sync of the disk. One process at a time has a journal open.
 * Thread-safe; an interrupted thread still appends, and stays interrupted.
 * <p>
 * A line is {@code number seal text}; {@link JournalRecord} says what a seal is.
 *
 * @since 1.0
 */
public final class Journal implements AutoCloseable {

    /** What the text of a record of the journal itself begins with. */
    static final String OWN = "=";
    /** A record that names the state of a checkpoint by its hash. */
    static final String CHECKPOINT = OWN + "checkpoint ";

    /** What is done when a journal is compacted, for those who end the process there. */
    enum Step { ROLLED, WRITTEN, NAMED, NOTED, PUT_AWAY, LET_GO_NOTED, DONE }

    /** For how long a record that nobody waits for may wait for others, so that it never makes one wait that is. */
    private static final long LINGER_NANOS = 10_000_000;

    /** What a power cut or a kill can leave: half of a line that nobody was told of. */
    private final long tornBytes;
    private final Consumer<JournalException> onFailure;
    private final JournalFile file;
    private final Seal seal = new Seal();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition committed = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final Thread writer;
    private ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean committing;
    private boolean lingering;
    private boolean closed;
    private long number;
    private String last;
    private long syncedNumber;
    private String syncedSeal;
    /** Grows with every failed commit: what was waiting then was chained to records that do not exist. */
    private long failures;
    private JournalException lastFailure;
    private boolean compacting;

    private Journal(JournalFile file, JournalScan scan, Consumer<JournalException> onFailure) {
        this.file = file;
        this.onFailure = onFailure;
        this.tornBytes = scan.tornBytes();
        this.number = scan.records();
        this.last = scan.lastSeal();
        this.syncedNumber = number;
        this.syncedSeal = last;
        this.writer = Thread.ofPlatform().name("journal-writer").daemon().start(this::writeLazily);
    }

    /**
     * Opens or begins the journal in {@code folder}, and reads what it holds: from the newest checkpoint on, if it was
     * {@link #compact compacted}.
     *
     * @param reader told of each record, in order, before this returns; first of the state of the checkpoint, a record
     *               with its number each
     * @throws JournalException when another process has it open, a file cannot be read or written, or a record is not
     *                          as it was written; nothing was changed then
     */
    public static Journal open(Path folder, Consumer<JournalRecord> reader) throws JournalException {
        return open(folder, reader, e -> { });
    }

    /**
     * Opens or begins the journal in {@code folder}, and reads what it holds.
     *
     * @param reader    told of each record, in order, before this returns
     * @param onFailure told when records could not be written, those of {@link #appendSoon} too, on a thread that wrote
     *                  them; it returns at once
     * @throws JournalException as {@link #open(Path, Consumer)}
     */
    public static Journal open(Path folder, Consumer<JournalRecord> reader, Consumer<JournalException> onFailure)
            throws JournalException {
        return open(folder, reader, onFailure, 64 << 20);
    }

    static Journal open(Path folder, Consumer<JournalRecord> reader, Consumer<JournalException> onFailure,
            long maxFileBytes) throws JournalException {
        JournalFile file = JournalFile.claim(folder, maxFileBytes);
        try {
            file.clean();
            JournalScan scan = JournalScan.newest(folder, reader);
            file.resume(scan);
            Journal journal = new Journal(file, scan, onFailure);
            scan.unnamed().forEach(journal::noteSoon);
            return journal;
        } catch (JournalException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Bytes cut off its end when it was opened: a record that was being written when the process ended; else 0. */
    public long tornBytes() {
        return tornBytes;
    }

    /**
     * Appends and waits until it is on disk.
     *
     * @param text without line feeds, and not beginning with "="
     * @return the record's number
     * @throws JournalException when it could not be written, for example because the disk is full; it is then not in
     *                          the journal, and later ones may succeed
     */
    public long append(String text) throws JournalException {
        return appendOwn(check(text));
    }

    private long appendOwn(String text) throws JournalException {
        lock.lock();
        try {
            long mine = add(text);
            long failuresBefore = failures;
            while (syncedNumber < mine && failures == failuresBefore) {
                if (committing) {
                    committed.awaitUninterruptibly();
                } else {
                    commit();
                }
            }
            if (failures != failuresBefore) {
                throw lastFailure;
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends and returns at once; it is on disk soon, and in any case before any record appended later. It waits a
     * moment for the next {@link #append} to take it along. When it cannot be written the listener of failures is told.
     */
    public void appendSoon(String text) throws JournalException {
        check(text);
        lock.lock();
        try {
            add(text);
            wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything appended so far is on disk. */
    public void sync() throws JournalException {
        lock.lock();
        try {
            long upTo = number;
            long failuresBefore = failures;
            while (syncedNumber < upTo && failures == failuresBefore) {
                if (committing) {
                    committed.awaitUninterruptibly();
                } else {
                    commit();
                }
            }
            if (failures != failuresBefore) {
                throw lastFailure;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Replaces all records up to now, where reading begins, by what they come to: the next {@link #open} reads that,
     * and what was appended since. The records are put away in the folder {@code archive}; when those take more than
     * {@code keepBytes}, the oldest go. The chain of seals goes on over the cut: the checkpoint carries the seal that
     * it builds on, and a record names the checkpoint by its hash. Appending goes on meanwhile. Whenever the program
     * ends, the journal is whole, and compacting begins anew.
     *
     * @param fold      puts the state together, on this thread, from the records of the checkpoint before and those
     *                  that follow it
     * @param keepBytes how much of what was put away is kept, at least 0
     * @return whether there was anything to compact, and nobody was doing it already
     * @throws JournalException when a file could not be read or written; the journal is as good as before
     */
    public boolean compact(JournalFold fold, long keepBytes) throws JournalException {
        return compact(fold, keepBytes, step -> { });
    }

    boolean compact(JournalFold fold, long keepBytes, Consumer<Step> steps) throws JournalException {
        lock.lock();
        try {
            if (compacting || closed) {
                return false;
            }
            compacting = true;
        } finally {
            lock.unlock();
        }
        try {
            return new Compaction(file.folder(), fold, keepBytes, steps).run(this);
        } catch (IOException e) {
            throw e instanceof JournalException known ? known : file.explain(e);
        } finally {
            lock.lock();
            compacting = false;
            lock.unlock();
        }
    }

    /** Ends the file that is written. @return the last record in it */
    long roll() throws IOException {
        lock.lock();
        try {
            while (committing || pending.size() > 0) {
                if (committing) {
                    committed.awaitUninterruptibly();
                } else {
                    commit();
                }
            }
            long end = number;
            committing = true;
            lock.unlock();
            try {
                file.startFile(end + 1);
            } finally {
                lock.lock();
                committing = false;
                committed.signalAll();
                if (pending.size() > 0) {
                    wakeWriter();
                }
            }
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the chain vouch for the state of a checkpoint. */
    void note(Checkpoint checkpoint) throws JournalException {
        appendOwn(naming(checkpoint));
    }

    private void noteSoon(Checkpoint checkpoint) {
        lock.lock();
        try {
            add(naming(checkpoint));
            wakeWriter();
        } catch (JournalException e) {
            throw new IllegalStateException("a journal that was opened a moment ago is open", e);
        } finally {
            lock.unlock();
        }
    }

    private static String naming(Checkpoint checkpoint) {
        return CHECKPOINT + checkpoint.number() + " " + checkpoint.hash();
    }

    /** The number of the last record appended, 0 when there is none. */
    public long lastNumber() {
        lock.lock();
        try {
            return number;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is left and lets the journal go; harmless when closed. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            while (committing || pending.size() > 0) {
                if (committing) {
                    committed.awaitUninterruptibly();
                } else {
                    commit();
                }
            }
            closed = true;
            work.signalAll();
            file.finish(syncedNumber, syncedSeal);
        } finally {
            lock.unlock();
        }
        awaitWriter();
        file.close();
    }

    /** It has nothing left to do: after this no thread of the journal is there. */
    private void awaitWriter() {
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String check(String text) {
        if (text.indexOf('\n') >= 0 || text.startsWith(OWN) || text.length() > JournalScan.MAX_LINE / 4) {
            throw new IllegalArgumentException(
                    ("journal: expected a text without line feeds of at most %d characters, not beginning with %s,"
                            + " was %d").formatted(JournalScan.MAX_LINE / 4, OWN, text.length()));
        }
        return text;
    }

    private long add(String text) throws JournalException {
        if (closed) {
            throw new JournalException("Journal %s: expected it to be open, it was closed.".formatted(file.folder()));
        }
        number++;
        last = seal.next(last, number, text);
        pending.writeBytes((number + " " + last + " " + text + "\n").getBytes(StandardCharsets.UTF_8));
        return number;
    }

    /** Writes all that waits, for all who wait; with the lock, which it lets go while the disk works. */
    private void commit() {
        ByteArrayOutputStream batch = pending;
        long upTo = number;
        String sealThen = last;
        pending = new ByteArrayOutputStream(batch.size());
        committing = true;
        JournalException failure = null;
        lock.unlock();
        try {
            file.write(batch.toByteArray(), upTo);
        } catch (IOException e) {
            failure = file.explain(e);
        } catch (RuntimeException | OutOfMemoryError e) {
            failure = file.explain(new IOException(e));
        } finally {
            lock.lock();
            committing = false;
        }
        if (failure == null) {
            syncedNumber = upTo;
            syncedSeal = sealThen;
        } else {
            failures++;
            lastFailure = failure;
            pending.reset();
            number = syncedNumber;
            last = syncedSeal;
        }
        committed.signalAll();
        if (pending.size() > 0) {
            wakeWriter();
        }
        if (failure != null) {
            tell(failure);
        }
    }

    /** Behind everything else: whatever the listener does, the journal goes on. With the lock, which it lets go. */
    private void tell(JournalException failure) {
        lock.unlock();
        try {
            onFailure.accept(failure);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        } finally {
            lock.lock();
        }
    }

    /** One that lingers looks by itself soon: waking it would only take time from whoever appends. */
    private void wakeWriter() {
        if (!lingering) {
            work.signal();
        }
    }

    /** Lets others take along what is pending. @return whether they did */
    private boolean takenAlong() {
        long upTo = number;
        lingering = true;
        try {
            long left = LINGER_NANOS;
            while (left > 0 && !closed) {
                left = work.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // Nobody else has this thread: whoever interrupts it only makes it write at once.
            return false;
        } finally {
            lingering = false;
        }
        return syncedNumber >= upTo;
    }

    private void writeLazily() {
        lock.lock();
        try {
            while (!closed) {
                if (pending.size() == 0 || committing) {
                    work.awaitUninterruptibly();
                } else if (!takenAlong() && pending.size() > 0 && !committing) {
                    commit();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
