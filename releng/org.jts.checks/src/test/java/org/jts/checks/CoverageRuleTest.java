package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.data.ExecutionDataStore;
import org.jacoco.core.internal.data.CRC64;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageRuleTest {
    private static final String SOURCE = "public class Desk {\n  public void send() {\n    toString();\n  }\n"
        + "  public void cancel() {\n    toString();\n  }\n}\n";
    private static final int PROBES_OF_SAMPLE = 3;

    @TempDir
    private Path root;

    @Test
    void bundleThatTestsRunEnoughOfPasses() throws IOException {
        Sample sample = sample("org.jts.market");
        run("org.jts.market", true, true, true);
        Expect.none(sample.findings(rule()));
    }

    @Test
    void bundleThatTestsRunTooLittleOfIsFoundByName() throws IOException {
        Sample sample = sample("org.jts.market");
        run("org.jts.market", true, true, false);
        Expect.one(sample.findings(rule()), "bundles/org.jts.market", "at least 80 %", "found 60.0 % (3 of 5)");
        assertTrue(Files.exists(root.resolve("report/index.html")), "expected a report, found none");
    }

    @Test
    void bundleThatNoTestRunsIsFound() throws IOException {
        Expect.one(sample("org.jts.market").findings(rule()), "found 0.0 %");
    }

    @Test
    void bundleWithAScreenIsNotJudged() throws IOException {
        Expect.none(sample("org.jts.ui.chart").findings(rule()));
    }

    private CoverageRule rule() {
        return new CoverageRule(0.8, root.resolve("report"), line -> assertTrue(line.contains("lines covered"), line));
    }

    private Sample sample(String bundle) throws IOException {
        Sample sample = new Sample(root).bundle(bundle);
        Path jar = sample.compiled(root.resolve("sample.jar"), "org.jts.sample", "1.0.0", Map.of("Desk", SOURCE));
        Path classes = root.resolve("bundles/" + bundle + "/target/classes");
        Files.createDirectories(classes);
        try (JarFile file = new JarFile(jar.toFile())) {
            Files.write(classes.resolve("Desk.class"),
                file.getInputStream(file.getEntry("org/jts/sample/Desk.class")).readAllBytes());
        }
        return sample;
    }

    /** What the agent leaves after a run of the constructor and of two methods. */
    private void run(String bundle, boolean... probes) throws IOException {
        assertTrue(probes.length == PROBES_OF_SAMPLE, "one probe for each method of the sample");
        byte[] bytes = Files.readAllBytes(root.resolve("bundles/" + bundle + "/target/classes/Desk.class"));
        ExecFileLoader loader = new ExecFileLoader();
        ExecutionDataStore store = loader.getExecutionDataStore();
        store.put(new ExecutionData(CRC64.classId(bytes), "org/jts/sample/Desk", probes));
        Path exec = root.resolve("tests/" + bundle + ".tests/target/jacoco.exec");
        Files.createDirectories(exec.getParent());
        loader.save(exec.toFile(), false);
    }
}
