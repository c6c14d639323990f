package org.jts.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a journal: {@code journal-<number of its first record>.log}, so that their names sort as they follow.
 */
final class Segments {

    private static final Pattern NAME = Pattern.compile("journal-\\d{12}\\.log");

    private Segments() {
    }

    static Path file(Path folder, long firstRecord) {
        return folder.resolve("journal-%012d.log".formatted(firstRecord));
    }

    /** All files, the oldest first; none when there is no folder. */
    static List<Path> of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> NAME.matcher(f.getFileName().toString()).matches()).sorted().toList();
        }
    }

    /** The number its name says that its first record has. */
    static long firstRecord(Path file) {
        return Long.parseLong(file.getFileName().toString().substring("journal-".length(), "journal-".length() + 12));
    }
}
