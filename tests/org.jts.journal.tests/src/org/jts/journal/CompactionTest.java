package org.jts.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.jts.journal.Journal.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many records become what they come to, and nothing of it can be changed unseen. */
class CompactionTest {

    private static final long KEEP_ALL = Long.MAX_VALUE;

    @TempDir
    Path folder;

    @Test
    void readingBeginsWithWhatTheRecordsComeTo() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { })) {
            add(journal, 1, 100);
            assertTrue(journal.compact(new Totals(), KEEP_ALL));
            assertFalse(journal.compact(new Totals(), KEEP_ALL), "nothing is new");
            add(journal, 101, 110);
        }
        List<JournalRecord> read = new ArrayList<>();
        try (Journal journal = Journal.open(folder, read::add)) {
            assertEquals(111, journal.lastNumber(), "110 of ours, and the one that names the checkpoint");
        }
        assertEquals(3 + 10, read.size(), "three names, ten records since");
        assertEquals(100, read.getFirst().number());
        assertEquals(sum(110), totals().total());
        JournalScan all = JournalScan.of(folder, r -> { });
        assertEquals(111, all.records());
        assertTrue(all.flaw().isEmpty(), all.flaw()::toString);
    }

    @Test
    void theJournalIsWholeAtEachStep() throws Exception {
        List<Step> steps = new ArrayList<>();
        List<Path> copies = new ArrayList<>();
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 400)) {
            for (int round = 0; round < 4; round++) {
                add(journal, round * 50 + 1, round * 50 + 50);
                journal.compact(new Totals(), round < 2 ? KEEP_ALL : 3_000, step -> {
                    steps.add(step);
                    copies.add(copy("step-" + copies.size()));
                });
            }
        }
        assertEquals(List.of(Step.values()), steps.stream().distinct().sorted().toList());
        for (int i = 0; i < copies.size(); i++) {
            Path copy = copies.get(i);
            String when = copy.getFileName() + " " + steps.get(i);
            Totals found = totals(copy);
            assertTrue(found.total() >= sum(50) && Stream.of(50, 100, 150, 200).anyMatch(n -> sum(n) == found.total()),
                    when + ": " + found.sums);
            JournalScan scan = JournalScan.of(copy, r -> { });
            assertTrue(scan.flaw().isEmpty(), () -> when + ": " + scan.flaw());
            try (Journal journal = Journal.open(copy, r -> { })) {
                journal.append(Totals.add("x", 1));
                journal.compact(new Totals(), 0);
            }
            assertEquals(found.total() + 1, totals(copy).total(), when);
            JournalScan after = JournalScan.of(copy, r -> { });
            assertTrue(after.flaw().isEmpty(), () -> when + ": " + after.flaw());
        }
    }

    @Test
    void theOldestGoWhenThereIsNoRoomToKeepThem() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 500)) {
            for (int round = 0; round < 10; round++) {
                add(journal, round * 50 + 1, round * 50 + 50);
                journal.compact(new Totals(), 20_000);
            }
        }
        long kept = files(folder.resolve("archive")).stream().mapToLong(f -> f.toFile().length()).sum();
        assertTrue(kept > 5_000 && kept <= 20_100, "kept " + kept);
        assertEquals(sum(500), totals().total());
        Totals all = new Totals();
        JournalScan scan = JournalScan.of(folder, all::accept);
        assertTrue(scan.flaw().isEmpty(), scan.flaw()::toString);
        assertEquals(sum(500), all.total(), "the state before the oldest that is kept, and all that is kept");
        List<Path> archived = files(folder.resolve("archive")).stream().filter(f -> f.toString().contains("journal-"))
                .toList();
        Files.delete(archived.get(archived.size() / 2));
        assertTrue(JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString().contains("no file missing"));
    }

    @Test
    void whatIsLetGoUnderTheReadingIsReadAnew() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 500)) {
            for (int round = 0; round < 4; round++) {
                add(journal, round * 50 + 1, round * 50 + 50);
                journal.compact(new Totals(), KEEP_ALL);
            }
            List<Totals> attempts = new ArrayList<>();
            JournalScan scan = JournalScan.live(folder, () -> {
                Totals attempt = new Totals();
                attempts.add(attempt);
                return record -> {
                    letGo(journal, attempts.size() == 1 && attempt.sums.isEmpty());
                    attempt.accept(record);
                };
            });
            assertTrue(scan.flaw().isEmpty(), scan.flaw()::toString);
            assertEquals(2, attempts.size());
            assertEquals(sum(200), attempts.getLast().total());
        }
    }

    private static void letGo(Journal journal, boolean isTime) {
        if (isTime) {
            try {
                journal.compact(new Totals(), 0);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void whoTakesTheOldestAwayIsFoundOut() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 500)) {
            for (int round = 0; round < 4; round++) {
                add(journal, round * 50 + 1, round * 50 + 50);
                journal.compact(new Totals(), KEEP_ALL);
            }
        }
        Path from = checkpoints(folder.resolve("archive")).get(1);
        long cut = Segments.number(from);
        for (Path file : files(folder.resolve("archive"))) {
            if (Segments.number(file) <= cut && !file.equals(from)) {
                Files.delete(file);
            }
        }
        String flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString();
        assertTrue(flaw.contains("no note that those were let go"), flaw);
        Files.writeString(Segments.letGoNote(folder), cut + "\n");
        flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString();
        assertTrue(flaw.contains("a record of the journal that says the same, found none"), flaw);
        assertEquals(sum(200), totals().total(), "what is needed to go on is there");
    }

    @Test
    void ofWhatWasLetGoMoreCannotBeTakenAway() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 500)) {
            for (int round = 0; round < 10; round++) {
                add(journal, round * 50 + 1, round * 50 + 50);
                journal.compact(new Totals(), 20_000);
            }
            assertFalse(journal.compact(new Totals(), 20_000), "that some were let go is nothing new");
        }
        assertTrue(JournalScan.of(folder, r -> { }).flaw().isEmpty());
        long kept = Segments.letGo(folder);
        assertTrue(kept > 0);
        List<Path> points = checkpoints(folder.resolve("archive"));
        long more = Segments.number(points.get(1));
        assertTrue(more > kept);
        for (Path file : files(folder.resolve("archive"))) {
            if (!file.equals(Segments.letGoNote(folder)) && Segments.number(file) < more) {
                Files.delete(file);
            }
        }
        String flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString();
        assertTrue(flaw.contains("a note that those up to record " + kept + " were let go"), flaw);
        Files.writeString(Segments.letGoNote(folder), more + "\n");
        flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString();
        assertTrue(flaw.contains("one that says " + kept), flaw);
    }

    @Test
    void aCheckpointThatWasChangedIsFoundEvenWithAHashThatFits() throws Exception {
        compacted();
        Path file = checkpoint();
        String text = Files.readString(file);
        Files.writeString(file, text.replace("add a ", "add a 9"));
        assertTrue(JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString().contains("end "));
        assertThrows(JournalException.class, () -> Journal.open(folder, r -> { }));
        Checkpoint.write(file, 100, text.lines().findFirst().orElseThrow().split(" ")[2], List.of(Totals.add("a", 1)));
        String flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString();
        assertTrue(flaw.contains("as record 101 says"), flaw);
        assertThrows(JournalException.class, () -> Journal.open(folder, r -> { }));
        Files.delete(file);
        assertEquals(sum(110), totals().total(), "what was put away says it all again");
    }

    @Test
    void anArchivedRecordThatWasChangedIsFound() throws Exception {
        compacted();
        Path file = files(folder.resolve("archive")).getFirst();
        List<String> lines = Files.readAllLines(file);
        String line = lines.get(41);
        Files.writeString(file, Files.readString(file).replace(line, line.replace("add", "odd")));
        assertTrue(JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString().contains("line 42"));
    }

    @Test
    void aChainThatWasMadeAnewDoesNotFitItsCheckpoint() throws Exception {
        compacted();
        Path other = folder.resolveSibling(folder.getFileName() + "-other");
        try (Journal journal = Journal.open(other, r -> { })) {
            add(journal, 2, 101);
        }
        Files.copy(files(other).stream().filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow(),
                files(folder.resolve("archive")).getFirst(), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String flaw = JournalScan.of(folder, r -> { }).flaw().orElseThrow().toString();
        assertTrue(flaw.contains("as its checkpoint says"), flaw);
    }

    @Test
    void whatFollowedACheckpointIsMissed() throws Exception {
        compacted();
        Files.delete(files(folder).stream().filter(f -> f.getFileName().toString().startsWith("journal-")).findFirst()
                .orElseThrow());
        assertTrue(JournalScan.of(folder, r -> { }).flaw().isPresent());
        assertThrows(JournalException.class, () -> Journal.open(folder, r -> { }));
    }

    @Test
    void appendingGoesOnMeanwhile() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        try (Journal journal = Journal.open(folder, r -> { }, e -> { }, 2_000)) {
            Thread compacting = Thread.ofPlatform().start(() -> {
                while (!done.get()) {
                    try {
                        journal.compact(new Totals(), 30_000);
                    } catch (JournalException e) {
                        throw new AssertionError(e);
                    }
                }
            });
            add(journal, 1, 1_000);
            done.set(true);
            compacting.join();
        }
        assertEquals(sum(1_000), totals().total());
        JournalScan scan = JournalScan.of(folder, r -> { });
        assertTrue(scan.flaw().isEmpty(), scan.flaw()::toString);
    }

    @Test
    void whatTheJournalSaysItselfNobodyElseCanSay() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { })) {
            assertThrows(IllegalArgumentException.class, () -> journal.append("=checkpoint 1 x"));
            assertThrows(IllegalArgumentException.class, () -> journal.appendSoon("=checkpoint 1 x"));
        }
    }

    private void compacted() throws Exception {
        try (Journal journal = Journal.open(folder, r -> { })) {
            add(journal, 1, 100);
            journal.compact(new Totals(), KEEP_ALL);
            add(journal, 101, 110);
        }
    }

    private static void add(Journal journal, int from, int to) throws JournalException {
        Random random = new Random(from);
        for (int i = from; i <= to; i++) {
            String text = Totals.add(List.of("a", "b", "c").get(i % 3), i);
            if (random.nextInt(10) == 0) {
                journal.append(text);
            } else {
                journal.appendSoon(text);
            }
        }
        journal.sync();
    }

    private static long sum(long to) {
        return to * (to + 1) / 2;
    }

    private Totals totals() throws IOException {
        return totals(folder);
    }

    private static Totals totals(Path of) throws IOException {
        Totals totals = new Totals();
        Journal.open(of, totals::accept).close();
        return totals;
    }

    private Path checkpoint() throws IOException {
        return files(folder).stream().filter(f -> f.getFileName().toString().startsWith("checkpoint-")).findFirst()
                .orElseThrow();
    }

    private static List<Path> files(Path of) throws IOException {
        try (Stream<Path> all = Files.list(of)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static List<Path> checkpoints(Path of) throws IOException {
        return files(of).stream().filter(f -> f.getFileName().toString().startsWith("checkpoint-")).toList();
    }

    /** The disk as it would be if the program ended now. */
    private Path copy(String name) {
        Path to = folder.resolveSibling(folder.getFileName() + "-" + name);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path from : all.toList()) {
                Path target = to.resolve(folder.relativize(from));
                if (Files.isDirectory(from)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(from, target);
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return to;
    }
}
