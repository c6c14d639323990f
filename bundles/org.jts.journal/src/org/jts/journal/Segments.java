package org.jts.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a journal: {@code journal-<number of its first record>.log} and {@code checkpoint-<number of the last
 * record it stands for>.log}, so that their names sort as they follow. What a checkpoint stands for is moved to the
 * archive, and in time let go.
 */
final class Segments {

    /** The folder of records that a checkpoint stands for. */
    static final String ARCHIVE = "archive";
    /** In the archive: the number of the last record that was let go on purpose. */
    private static final String LET_GO = "let-go";
    private static final String JOURNAL = "journal-";
    private static final String CHECKPOINT = "checkpoint-";
    private static final Pattern NAME = Pattern.compile("(journal|checkpoint)-\\d{12}\\.log");
    private static final int DIGITS = 12;

    private Segments() {
    }

    static Path file(Path folder, long firstRecord) {
        return folder.resolve("%s%012d.log".formatted(JOURNAL, firstRecord));
    }

    static Path checkpoint(Path folder, long lastRecord) {
        return folder.resolve("%s%012d.log".formatted(CHECKPOINT, lastRecord));
    }

    static Path archive(Path folder) {
        return folder.resolve(ARCHIVE);
    }

    /** Files of records right in the folder, the oldest first; none when there is no folder. */
    static List<Path> of(Path folder) throws IOException {
        return list(folder, JOURNAL);
    }

    /** Checkpoints right in the folder, the oldest first. */
    static List<Path> checkpoints(Path folder) throws IOException {
        return list(folder, CHECKPOINT);
    }

    /** All that is there, archived or not, the oldest first; without what was let go and not deleted yet. */
    static List<Path> withArchive(Path folder) throws IOException {
        long letGo = letGo(folder);
        return both(folder, JOURNAL).stream().filter(f -> number(f) > letGo).toList();
    }

    static List<Path> checkpointsWithArchive(Path folder) throws IOException {
        return both(folder, CHECKPOINT);
    }

    /** The number in a name. */
    static long number(Path file) {
        String name = file.getFileName().toString();
        int from = name.indexOf('-') + 1;
        return Long.parseLong(name.substring(from, from + DIGITS));
    }

    /** Up to which record the oldest ones were let go; 0 for none. */
    static long letGo(Path folder) throws IOException {
        Path note = archive(folder).resolve(LET_GO);
        try {
            return Files.exists(note) ? Long.parseLong(Files.readString(note).strip()) : 0;
        } catch (NumberFormatException e) {
            throw new IOException("expected a number in %s, found %s".formatted(note, e.getMessage()), e);
        }
    }

    static Path letGoNote(Path folder) {
        return archive(folder).resolve(LET_GO);
    }

    private static List<Path> both(Path folder, String kind) throws IOException {
        // In this order: a file that is put away meanwhile is in one list at least.
        SortedMap<Long, Path> all = new TreeMap<>();
        list(folder, kind).forEach(f -> all.put(number(f), f));
        list(archive(folder), kind).forEach(f -> all.put(number(f), f));
        return List.copyOf(all.values());
    }

    /** Opens a file where it was, or where it was put away meanwhile. */
    static InputStream read(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            return Files.newInputStream(archive(file.getParent()).resolve(file.getFileName()));
        }
    }

    private static List<Path> list(Path folder, String kind) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(kind)
                    && NAME.matcher(f.getFileName().toString()).matches()).sorted().toList();
        }
    }
}
