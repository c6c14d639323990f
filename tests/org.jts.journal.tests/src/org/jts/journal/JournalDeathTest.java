package org.jts.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process writes, and dies or runs out of room. */
class JournalDeathTest {

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
        String command = before + "exec '%s' -XX:TieredStopAtLevel=1 -Xmx64m -cp '%s:%s' %s '%s' %d %d".formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), place(Journal.class),
                place(JournalProcess.class), JournalProcess.class.getName(), folder, records, characters);
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
