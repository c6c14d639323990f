package org.jts.journal;

import java.nio.file.Path;

/**
 * The first record that is not as it was written.
 *
 * @param file     in which file
 * @param line     in which line, 1 for the first
 * @param number   the number the record should have
 * @param expected what should stand there
 * @param found    what stands there, shortened
 * @since 1.0
 */
public record JournalFlaw(Path file, long line, long number, String expected, String found) {

    @Override
    public String toString() {
        return "%s line %d: expected record %d with %s, found %s".formatted(file.getFileName(), line, number, expected,
                found);
    }
}
