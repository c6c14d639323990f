package org.jts.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

import org.jts.journal.Journal.Step;

/**
 * The steps from many records to a checkpoint: end the file that is written; read what is in all that ended; write the
 * state, sync it, give it its name; have the chain name its hash; put the records away. A process that ends in between
 * leaves a file without a name, which is deleted, or records that are in the checkpoint too, which are put away later.
 */
final class Compaction {

    /** What the names of files end with that are not whole yet. */
    static final String UNFINISHED = ".new";

    private final Path folder;
    private final JournalFold fold;
    private final long keepBytes;
    private final Consumer<Step> steps;

    Compaction(Path folder, JournalFold fold, long keepBytes, Consumer<Step> steps) {
        this.folder = folder;
        this.fold = fold;
        this.keepBytes = keepBytes;
        this.steps = steps;
    }

    /** @return whether there was anything to compact */
    boolean run(Journal journal) throws IOException {
        long newest = newest();
        Journal.Rolled rolled = journal.roll();
        steps.accept(Step.ROLLED);
        boolean isNews = rolled.news() > newest;
        if (isNews) {
            journal.note(write(rolled.end()));
            newest = rolled.end();
            steps.accept(Step.NOTED);
        }
        Archive archive = new Archive(folder, journal::noteLetGo);
        if (newest > 0) {
            archive.putAway(newest);
            steps.accept(Step.PUT_AWAY);
            archive.letGo(keepBytes, () -> steps.accept(Step.LET_GO_NOTED));
        }
        steps.accept(Step.DONE);
        return isNews;
    }

    private long newest() throws IOException {
        List<Path> all = Segments.checkpoints(folder);
        return all.isEmpty() ? 0 : Segments.number(all.getLast());
    }

    private Checkpoint write(long end) throws IOException {
        JournalScan scan = JournalScan.upTo(folder, end, fold::accept);
        if (scan.flaw().isPresent() || scan.records() != end) {
            throw new JournalException(
                    "Journal %s was changed or damaged while it was written: %s. Its records are kept.".formatted(
                    folder, scan.flaw().map(Object::toString)
                            .orElse("expected %d records, found %d".formatted(end, scan.records()))));
        }
        Path file = Segments.checkpoint(folder, end);
        Path half = file.resolveSibling(file.getFileName() + UNFINISHED);
        Checkpoint written = Checkpoint.write(half, end, scan.lastSeal(), fold.state());
        steps.accept(Step.WRITTEN);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        JournalFile.syncFolder(folder);
        steps.accept(Step.NAMED);
        return written;
    }
}
