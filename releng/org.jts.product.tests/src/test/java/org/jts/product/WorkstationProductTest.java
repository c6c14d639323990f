package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a trader starts: the workstation as it is shipped, on the screen of the tests. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere the tests bring no screen of their own")
class WorkstationProductTest {

    private static final long LIMIT_SECONDS = 180;

    @TempDir
    Path folder;

    @Test
    void theWindowOpensWithItsViewsAndClosesWithoutATrace() throws Exception {
        Path mark = folder.resolve("mark.json");
        assertEquals(0, start(mark), this::said);
        assertTrue(Files.exists(mark), () -> "expected a window with all its views, found none; it said: " + said());
        assertTrue(Files.readString(mark).contains("\"mark\":\"usable\""), Files.readString(mark));
        assertFalse(said().contains("ERROR"), this::said);
        assertTrue(Files.exists(data().resolve("jts.db")), "expected the store in the data folder");
        assertFalse(Files.exists(data().resolve("jts.db-wal")), "expected the store to be closed");
    }

    @Test
    void anEndedSessionKeepsTheLayoutAndClosesTheStore() throws Exception {
        Path mark = folder.resolve("mark.json");
        Process process = begin("-Djts.bench.mark=" + mark);
        for (long end = System.nanoTime() + LIMIT_SECONDS * 1_000_000_000L; !Files.exists(mark);) {
            assertTrue(System.nanoTime() < end && process.isAlive(), () -> "expected a window; it said: " + said());
            Thread.sleep(50);
        }
        process.destroy(); // SIGTERM
        assertEquals(143, await(process), this::said);
        Path layout = data().resolve("workspace/.metadata/.plugins/org.eclipse.e4.workbench/workbench.xmi");
        assertTrue(Files.exists(layout), () -> "expected " + layout + "; it said: " + said());
        assertFalse(Files.exists(data().resolve("jts.db-wal")), "expected the store to be closed");
    }

    /** docs/adr/0015: classes that the first has loaded, the framework's too, are those of the second. */
    @Test
    void aSecondStartTakesItsClassesFromTheFirstAndADamagedArchiveHurtsNobody() throws Exception {
        Path mark = folder.resolve("mark.json");
        assertEquals(0, start(mark), this::said);
        Path kept = data().resolve("cache/window.jsa");
        assertTrue(Files.exists(kept), () -> "expected " + kept + ", found none; it said: " + said());
        Path classes = folder.resolve("classes.txt");
        assertEquals(0, await(begin("-Djts.bench.mark=" + mark + " -Djts.bench.exit=true -Xlog:class+load:file="
                + classes)), this::said);
        String loaded = Files.readString(classes);
        for (String name : List.of("org.eclipse.osgi.launch.Equinox", "org.eclipse.ui.internal.Workbench",
                "org.jts.ui.internal.app.JtsApplication")) {
            assertTrue(loaded.contains(" " + name + " source: shared objects file (top)"),
                    () -> "expected " + name + " from " + kept + ", found: " + loaded.lines().filter(line ->
                            line.contains(" " + name + " ")).toList());
        }
        try (FileChannel file = FileChannel.open(kept, StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        long damaged = Files.size(kept);
        Files.delete(mark);
        assertEquals(0, start(mark), this::said);
        assertTrue(Files.exists(mark), this::said);
        assertTrue(Files.size(kept) > damaged, "expected a new one in place of the damaged one");
        assertFalse(said().contains("cds"), this::said);
    }

    /** Starts it, lets it close itself once the window can be used, and waits for its end. @return the exit status */
    private int start(Path mark) throws IOException, InterruptedException {
        return await(begin("-Djts.bench.mark=" + mark + " -Djts.bench.exit=true"));
    }

    private Process begin(String options) throws IOException {
        Path home = Products.home("org.jts.workstation", "jts-workstation");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("jts-workstation").toString(), "--data",
                data().toString(), "--lang", "en");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JTS_OPTS", options);
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile()).start();
    }

    private int await(Process process) throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            HeadlessProduct.kill(process);
            throw new AssertionError("expected its end within %d s; it said: %s".formatted(LIMIT_SECONDS, said()));
        }
        return process.exitValue();
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** What it wrote to the terminal and to its log. */
    private String said() {
        try {
            StringBuilder text = new StringBuilder(Files.readString(folder.resolve("out.txt")));
            Path log = data().resolve("log");
            if (Files.isDirectory(log)) {
                try (var files = Files.newDirectoryStream(log, "*.log")) {
                    for (Path file : files) {
                        text.append(Files.readString(file));
                    }
                }
            }
            return text.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
