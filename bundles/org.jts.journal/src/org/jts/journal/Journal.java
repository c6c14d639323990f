package org.jts.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** A record that says up to which record the oldest ones were let go. */
    static final String LET_GO = OWN + "let-go ";

    /**
     * What ended with the file.
     *
     * @param end  the last record in it
     * @param news the last one that is not of the journal itself: those say nothing that a checkpoint must hold
     */
    record Rolled(long end, long news) {
    }

    /** What is done when a journal is compacted, for those who end the process there. */
    enum Step { ROLLED, WRITTEN, NAMED, NOTED, PUT_AWAY, LET_GO_NOTED, DONE }

    /** What a power cut or a kill can leave: half of a line that nobody was told of. */
    private final long tornBytes;
    private final JournalFile file;
    private final Commits commits;
    private final AtomicBoolean compacting = new AtomicBoolean();

    private Journal(JournalFile file, JournalScan scan, Consumer<JournalException> onFailure) {
        this.file = file;
        this.tornBytes = scan.tornBytes();
        this.commits = new Commits(file, scan, onFailure);
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
            for (Checkpoint checkpoint : scan.unnamed()) {
                journal.commits.appendSoon(naming(checkpoint));
            }
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
        return commits.append(check(text));
    }

    /**
     * Appends and returns at once; it is on disk soon, and in any case before any record appended later. It waits a
     * moment for the next {@link #append} to take it along. When it cannot be written the listener of failures is told.
     */
    public void appendSoon(String text) throws JournalException {
        commits.appendSoon(check(text));
    }

    /** Waits until everything appended so far is on disk. */
    public void sync() throws JournalException {
        commits.sync();
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
        if (commits.isClosed() || !compacting.compareAndSet(false, true)) {
            return false;
        }
        try {
            return new Compaction(file.folder(), fold, keepBytes, steps).run(this);
        } catch (IOException e) {
            throw e instanceof JournalException known ? known : file.explain(e);
        } finally {
            compacting.set(false);
        }
    }

    /** Ends the file that is written. */
    Rolled roll() throws IOException {
        return commits.roll();
    }

    /** Lets the chain vouch for the state of a checkpoint. */
    void note(Checkpoint checkpoint) throws JournalException {
        commits.append(naming(checkpoint));
    }

    /** Lets the chain vouch for the note of what was let go. */
    void noteLetGo(long until) throws JournalException {
        commits.append(LET_GO + until);
    }

    private static String naming(Checkpoint checkpoint) {
        return CHECKPOINT + checkpoint.number() + " " + checkpoint.hash();
    }

    /** The number of the last record appended, 0 when there is none. */
    public long lastNumber() {
        return commits.lastNumber();
    }

    /** Writes what is left and lets the journal go; harmless when closed. */
    @Override
    public void close() {
        commits.close();
    }

    private static String check(String text) {
        if (text.indexOf('\n') >= 0 || text.startsWith(OWN) || text.length() > JournalScan.MAX_LINE / 4) {
            throw new IllegalArgumentException(
                    ("journal: expected a text without line feeds of at most %d characters, not beginning with %s,"
                            + " was %d").formatted(JournalScan.MAX_LINE / 4, OWN, text.length()));
        }
        return text;
    }
}
