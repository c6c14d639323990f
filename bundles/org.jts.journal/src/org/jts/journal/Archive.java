package org.jts.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Puts away what a checkpoint stands for, and lets the oldest of it go. Each step leaves a journal that can be read and
 * verified, whenever the program ends.
 */
final class Archive {

    /** Says in the journal itself that all up to a record is let go, before any of it is. */
    @FunctionalInterface
    interface Witness {
        void letGo(long until) throws IOException;
    }

    private final Path folder;
    private final Path archive;
    private final Witness witness;

    Archive(Path folder, Witness witness) {
        this.folder = folder;
        this.archive = Segments.archive(folder);
        this.witness = witness;
    }

    /**
     * Moves records and checkpoints that the newest checkpoint stands for.
     *
     * @param newest its number
     */
    void putAway(long newest) throws IOException {
        Files.createDirectories(archive);
        for (Path file : Segments.of(folder)) {
            if (Segments.number(file) <= newest) {
                move(file);
            }
        }
        for (Path file : Segments.checkpoints(folder)) {
            if (Segments.number(file) < newest) {
                move(file);
            }
        }
        JournalFile.syncFolder(archive);
        JournalFile.syncFolder(folder);
    }

    private void move(Path file) throws IOException {
        Files.move(file, archive.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Lets the oldest records go until the rest takes at most {@code bytes}: always all up to a checkpoint, from which
     * what stays can be read and verified.
     *
     * @param onNoted told when it is decided and nothing is deleted yet
     */
    void letGo(long bytes, Runnable onNoted) throws IOException {
        finishLettingGo();
        while (size() > bytes) {
            List<Path> records = Segments.withArchive(folder);
            long first = Segments.number(records.getFirst());
            long newest = Segments.checkpoints(folder).stream().mapToLong(Segments::number).max().orElse(0);
            long until = Segments.checkpointsWithArchive(folder).stream().mapToLong(Segments::number)
                    .filter(n -> n >= first && n <= newest).min().orElse(0);
            if (until == 0) {
                return;
            }
            witness.letGo(until);
            Path next = archive.resolve("let-go.new");
            try (FileOutputStream out = new FileOutputStream(next.toFile())) {
                out.write((until + "\n").getBytes(StandardCharsets.US_ASCII));
                out.getFD().sync();
            }
            Files.move(next, Segments.letGoNote(folder), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            JournalFile.syncFolder(archive);
            onNoted.run();
            finishLettingGo();
        }
    }

    /** Deletes what was noted as let go: all of it, or the rest. */
    private void finishLettingGo() throws IOException {
        long until = Segments.letGo(folder);
        for (Path file : Segments.of(archive)) {
            if (Segments.number(file) <= until) {
                Files.deleteIfExists(file);
            }
        }
        for (Path file : Segments.checkpoints(archive)) {
            if (Segments.number(file) < until) {
                Files.deleteIfExists(file);
            }
        }
    }

    private long size() throws IOException {
        long bytes = 0;
        for (Path file : Segments.of(archive)) {
            bytes += Files.size(file);
        }
        for (Path file : Segments.checkpoints(archive)) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
