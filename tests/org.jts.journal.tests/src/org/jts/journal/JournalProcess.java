package org.jts.journal;

import java.nio.file.Path;

/**
 * Appends until it is killed or cannot: prints the number of each record only after it is on disk. Arguments: folder,
 * how many records at most, how many characters each.
 */
public final class JournalProcess {

    private JournalProcess() {
    }

    public static void main(String[] args) throws JournalException {
        String filler = "x".repeat(Integer.parseInt(args[2]));
        try (Journal journal = Journal.open(Path.of(args[0]), r -> { })) {
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                append(journal, filler);
            }
        }
    }

    private static void append(Journal journal, String filler) {
        try {
            System.out.println(journal.append(filler));
        } catch (JournalException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }
}
