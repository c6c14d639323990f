package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jts.api.limit.Lane;
import org.jts.concurrent.LaneQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** Real processes, killed without a warning and started again at once, before a broker that counts all of them. */
class KilledProcessOSGiTest {

    private static final int PROCESSES = Boolean.getBoolean("jts.soak") ? 100 : 10;
    private static final int MOST_ALIVE_MILLIS = 2_500;

    private Path folder;
    private Path classes;
    private LoopbackBroker broker;

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createTempDirectory("killed");
        classes = folder.resolve("classes");
        broker = new LoopbackBroker(0);
        for (Class<?> each : List.of(ExactLimiter.class, Lane.class, LaneQueue.class)) {
            copyClasses(FrameworkUtil.getBundle(each));
        }
    }

    @AfterEach
    void end() throws IOException {
        broker.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    @Test
    void aLoopOfKilledProcessesExceedsNoWindow() throws Exception {
        for (int i = 0; i < PROCESSES; i++) {
            liveAndDie(i, folder.resolve("spent").toString());
        }
        assertEquals(Optional.empty(), broker.judge().violation(SpendingProcess.WINDOWS));
        assertTrue(broker.judge().count() >= 60, "they get something done: " + broker.judge().count());
    }

    @Test
    void withoutKeepingWhatWasSpentTheyWould() throws Exception {
        for (int i = 0; i < 4; i++) {
            liveAndDie(i);
        }
        assertTrue(broker.judge().violation(SpendingProcess.WINDOWS).isPresent(),
                "the broker notices: " + broker.judge().count());
    }

    private void liveAndDie(int seed, String... keep) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-cp", classes.toString(), SpendingProcess.class.getName(),
                Integer.toString(broker.port())));
        command.addAll(List.of(keep));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(500 + new SplittableRandom(seed).nextInt(MOST_ALIVE_MILLIS),
                TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "killed");
        assertTrue(!ended, "expected it to go on until it is killed, found that it ended: "
                + Files.readString(output));
    }

    /** Of the bundle and its fragments, to where a process without a framework finds them. */
    private void copyClasses(Bundle bundle) throws IOException {
        for (URL url : Collections.list(bundle.findEntries("/", "*.class", true))) {
            String path = url.getPath();
            Path to = classes.resolve(path.substring(path.indexOf("org/jts/")));
            Files.createDirectories(to.getParent());
            try (InputStream in = url.openStream()) {
                Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
