package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * From {@code ./jts new-broker} to a filled order in a workstation, by the scripts alone, as an author goes: within a
 * checkout, and outside of one, with nothing but the p2 repository. It builds, so that it runs with
 * {@code ./jts test --soak}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for bash")
@EnabledIfSystemProperty(named = "jts.soak", matches = "true", disabledReason = "builds: ./jts test --soak")
class AuthorPathTest {

    private static final long LIMIT_MINUTES = 30;
    private static final Path ROOT = Path.of(System.getProperty("jts.root"));

    @TempDir
    private Path folder;

    @Test
    void aNewBrokerFillsAnOrderInTheWorkstation() throws Exception {
        String said = run("path.sh");
        assertTrue(said.contains(" FILLED: BUY 10 DEMO:ONE"), said);
        assertTrue(said.contains("author.path "), said);
    }

    @Test
    void aBrokerBuiltOutsideOfTheCheckoutKeepsTheContractAndFillsAnOrder() throws Exception {
        String said = run("outside.sh");
        assertTrue(said.matches(
                "(?s).*contract of org.jts.gateway.acme.internal.AcmeGateway: 1\\d\\d passed, 0 failed.*"),
            said);
        assertTrue(said.contains(" FILLED: BUY 10 DEMO:ONE"), said);
    }

    private String run(String script) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", ROOT.resolve("releng/scripts/author").resolve(script)
            .toString(), ROOT.toString(), folder.resolve("author").toString(),
            Products.home("org.jts.headless", "jts-console").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES),
                () -> "expected an end within " + LIMIT_MINUTES + " minutes");
        } finally {
            HeadlessProduct.kill(process);
        }
        String said = Files.readString(out);
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
