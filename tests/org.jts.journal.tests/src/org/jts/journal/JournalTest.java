package org.jts.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void whatWasAppendedIsReadAgainInOrder() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { })) {
            assertEquals(1, journal.append("삼성전자 10"));
            journal.appendSoon("second");
            assertEquals(3, journal.append(""));
        }
        assertEquals(List.of("삼성전자 10", "second", ""), texts());
        try (Journal journal = Journal.open(folder, r -> { })) {
            assertEquals(3, journal.lastNumber());
            assertEquals(4, journal.append("fourth"));
        }
        assertEquals(4, texts().size());
    }

    @Test
    void aSealIsWhatSha256sumMakesOfTheOneBefore() throws Exception {
        append("first", "second");
        List<JournalRecord> records = new ArrayList<>();
        JournalScan.of(folder, records::add);
        Process shell = new ProcessBuilder("sh", "-c",
                "printf '%s 2 second' " + records.getFirst().seal() + " | sha256sum").start();
        String printed = new String(shell.getInputStream().readAllBytes());
        assertEquals(records.get(1).seal(), printed.substring(0, 64));
    }

    @Test
    void manyThreadsAppendAndEachRecordIsThereOnce() throws Exception {
        int threads = 8;
        int each = 200;
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 20_000);
                ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                work.add(() -> {
                    for (int i = 0; i < each; i++) {
                        journal.append(thread + ":" + i);
                    }
                    return null;
                });
            }
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        }
        assertEquals(threads * each, texts().stream().distinct().count());
        assertTrue(Segments.of(folder).size() > 2, "it went on in further files");
        for (int t = 0; t < threads; t++) {
            String prefix = t + ":";
            List<String> own = texts().stream().filter(s -> s.startsWith(prefix)).toList();
            assertEquals(prefix + 0, own.getFirst());
            assertEquals(prefix + (each - 1), own.getLast());
        }
    }

    @Test
    void halfALastRecordIsCutOffAndTheRestIsKept() throws Exception {
        append("first", "second");
        Path file = Segments.of(folder).getFirst();
        byte[] whole = Files.readAllBytes(file);
        int firstEnd = new String(whole).indexOf('\n') + 1;
        for (int cut = firstEnd + 1; cut < whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            Files.deleteIfExists(folder.resolve("head"));
            try (Journal journal = Journal.open(folder, r -> { })) {
                assertEquals(cut - firstEnd, journal.tornBytes());
                assertEquals(2, journal.append("again"));
            }
            assertEquals(List.of("first", "again"), texts());
        }
    }

    @Test
    void theFirstChangedRecordIsNamed() throws Exception {
        append("buy 10", "buy 20", "buy 30");
        Path file = Segments.of(folder).getFirst();
        String good = Files.readString(file);
        String[] lines = good.split("\n");

        Files.writeString(file, good.replace("buy 20", "buy 21"));
        assertFlaw(2, "seal");
        Files.writeString(file, lines[0] + "\n" + lines[2] + "\n");
        assertFlaw(2, "number 3");
        Files.writeString(file, lines[1] + "\n" + lines[0] + "\n" + lines[2] + "\n");
        assertFlaw(1, "number 2");
        Files.writeString(file, lines[0] + "\nnonsense\n" + lines[2] + "\n");
        assertFlaw(2, "nonsense");
        Files.write(file, new byte[] {'\n', (byte) 0xff, '\n'});
        assertFlaw(1, "\"\"");
    }

    @Test
    void recordsTakenOffTheEndAreMissed() throws Exception {
        append("buy 10", "buy 20", "buy 30");
        Path file = Segments.of(folder).getFirst();
        String[] lines = Files.readString(file).split("\n");
        Files.writeString(file, lines[0] + "\n");
        JournalException refused = assertThrows(JournalException.class, () -> Journal.open(folder, r -> { }));
        assertTrue(refused.getMessage().contains("records up to 3"), refused::getMessage);
        assertEquals(2, refused.flaw().orElseThrow().number());
        assertEquals(lines[0] + "\n", Files.readString(file), "nothing was changed");
    }

    @Test
    void aMissingFileIsNamed() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 100)) {
            for (int i = 0; i < 5; i++) {
                journal.append("order " + i);
            }
        }
        List<Path> files = Segments.of(folder);
        Files.delete(files.get(1));
        JournalFlaw flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow();
        assertEquals(files.get(2), flaw.file());
        assertTrue(flaw.toString().contains("no file missing before it"), flaw::toString);
    }

    @Test
    void aSecondWriterIsRefused() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { })) {
            JournalException refused = assertThrows(JournalException.class, () -> Journal.open(folder, r -> { }));
            assertTrue(refused.getMessage().contains("another program has it open"), refused::getMessage);
            assertEquals(1, journal.append("still mine"));
        }
    }

    @Test
    void anInterruptedThreadStillAppends() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 100)) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 4; i++) {
                journal.append("order " + i);
            }
            assertTrue(Thread.interrupted());
        }
        assertEquals(4, texts().size());
    }

    @Test
    void aLineFeedAndAClosedJournalAreRefused() throws Exception {
        Journal journal = Journal.open(folder, r -> { });
        assertThrows(IllegalArgumentException.class, () -> journal.append("two\nlines"));
        journal.close();
        journal.close();
        assertThrows(JournalException.class, () -> journal.append("late"));
        assertThrows(JournalException.class, () -> journal.appendSoon("late"));
    }

    @Test
    void aFolderThatCannotBeIsSaid() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x", StandardOpenOption.CREATE);
        JournalException refused = assertThrows(JournalException.class, () -> Journal.open(notAFolder, r -> { }));
        assertTrue(refused.getMessage().contains("expected to write there"), refused::getMessage);
        assertFalse(JournalScan.of(folder.resolve("none"), r -> { }).flaw().isPresent());
    }

    private void assertFlaw(long number, String found) throws JournalException {
        JournalFlaw flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow();
        assertEquals(number, flaw.number(), flaw::toString);
        assertEquals(number, flaw.line());
        assertTrue(flaw.found().contains(found), flaw::toString);
        JournalException refused = assertThrows(JournalException.class, () -> Journal.open(folder, r -> { }));
        assertTrue(refused.getMessage().contains("was changed or damaged"), refused::getMessage);
    }

    private void append(String... texts) throws JournalException {
        try (Journal journal = Journal.open(folder, r -> { })) {
            for (String text : texts) {
                journal.append(text);
            }
        }
    }

    private List<String> texts() throws JournalException {
        List<String> texts = new ArrayList<>();
        assertTrue(JournalScan.of(folder, r -> texts.add(r.text())).flaw().isEmpty());
        return texts;
    }
}
