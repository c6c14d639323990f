package org.jts.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process writes, and dies or runs out of room. */
class JournalDeathTest {

    private static final int COMPACTION_KILLS = Boolean.getBoolean("jts.soak") ? 400 : 16;

    @TempDir
    Path folder;

    @Test
    void whatWasReportedSurvivesAKilledProcess() throws Exception {
        Random random = new Random(7);
        for (int run = 0; run < 5; run++) {
            Process writer = writer("", 1_000_000, 200);
            long reported = readUntil(writer, 20 + random.nextInt(300));
            writer.destroyForcibly().waitFor();
            JournalScan scan = JournalScan.of(folder, r -> { });
            assertTrue(scan.flaw().isEmpty(), () -> scan.flaw().toString());
            assertTrue(scan.records() >= reported, "reported " + reported + ", found " + scan.records());
        }
    }

    @Test
    void aProcessKilledWhileItCompactsLeavesEverything() throws Exception {
        Random random = new Random(11);
        List<String> steps = Stream.concat(Stream.of("-"), Arrays.stream(Journal.Step.values()).map(Enum::name))
                .toList();
        long sum = 0;
        for (int kill = 0; kill < COMPACTION_KILLS; kill++) {
            String step = steps.get(kill % steps.size());
            Process writer = start("", CompactingProcess.class, folder + "' '" + step);
            long reported = readUntil(writer, step, random.nextInt(400), sum);
            writer.destroyForcibly().waitFor();
            Totals totals = new Totals();
            Journal.open(folder, totals::accept).close();
            JournalScan scan = JournalScan.of(folder, r -> { });
            assertTrue(scan.flaw().isEmpty(), () -> step + ": " + scan.flaw());
            // One may be on disk whose number was not printed yet.
            long found = totals.total();
            assertTrue(found == reported || found == reported + 1, "%s: reported %d, found %d".formatted(step, reported,
                    found));
            sum = found;
        }
    }

    /** @return the last sum that was reported */
    private static long readUntil(Process writer, String step, int lines, long before) throws IOException {
        BufferedReader out = writer.inputReader();
        long last = before;
        for (int i = 0; !step.equals("-") || i < lines; i++) {
            String line = out.readLine();
            if (line.equals("AT " + step)) {
                return last;
            }
            last = Long.parseLong(line);
        }
        return lastOf(writer, out, last);
    }

    /** Kills it, and reads what it said before. */
    private static long lastOf(Process writer, BufferedReader out, long last) throws IOException {
        // Its handle does not close what it printed.
        writer.toHandle().destroyForcibly();
        long end = last;
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            // The last line may be cut off.
            end = line.matches("\\d+") && Long.parseLong(line) == end + 1 ? end + 1 : end;
        }
        return end;
    }

    @Test
    void withoutRoomARecordIsRefusedAndTheJournalStaysWhole() throws Exception {
        // A limit on the size of files fails as a full disk does: in the middle of a write. 8 blocks are 4 or 8 KiB.
        Process writer = writer("ulimit -f 8; ", 40, 500);
        List<String> printed;
        try (BufferedReader out = writer.inputReader()) {
            printed = out.lines().toList();
        }
        assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
        long appended = printed.stream().filter(l -> !l.startsWith("failed")).count();
        assertEquals(40, printed.size());
        assertTrue(appended > 0 && appended < 40, printed::toString);
        assertTrue(printed.getLast().contains("see that the disk has room"), printed::getLast);
        JournalScan scan = JournalScan.of(folder, r -> { });
        assertTrue(scan.flaw().isEmpty(), () -> scan.flaw().toString());
        assertEquals(appended, scan.records());
        assertEquals(0, scan.tornBytes());
        try (Journal journal = Journal.open(folder, r -> { })) {
            assertEquals(appended + 1, journal.append("with room again"));
        }
    }

    private Process writer(String before, int records, int characters) throws IOException {
        return start(before, JournalProcess.class, "%s' '%d' '%d".formatted(folder, records, characters));
    }

    private static Process start(String before, Class<?> main, String arguments) throws IOException {
        String command = before + "exec '%s' -XX:TieredStopAtLevel=1 -Xmx64m -cp '%s:%s' %s '%s'".formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), place(Journal.class),
                place(main), main.getName(), arguments);
        return new ProcessBuilder("sh", "-c", command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static long readUntil(Process writer, int records) throws IOException {
        BufferedReader out = writer.inputReader();
        long last = 0;
        for (int i = 0; i < records; i++) {
            String line = out.readLine();
            assertTrue(line != null && line.matches("\\d+"), "printed " + line);
            last = Long.parseLong(line);
        }
        return last;
    }

    private static Path place(Class<?> type) {
        return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
