package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The same commit gives the same bytes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for bash")
class ReproducibleTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("jts.root"));
    /** More than the modules named: what they need is built and compared too. */
    private static final int LEAST = 5;

    /** A view with icons and texts, generated code, a gateway with metatype, and a feature, each with what it needs. */
    @Test
    @Tag("builds")
    void twoBuildsOfTheLastCommitAreEqual() {
        Script run = Script.run(CHECKOUT, Map.of(), "releng/check-reproducible.sh", "org.jts.ui.limits",
            "org.jts.wire.proto", "org.jts.gateway.mock.feature");
        assertEquals(0, run.status(), run.output());
        var equal = Pattern.compile("(\\d+) files are equal, byte for byte").matcher(run.output());
        assertTrue(equal.find(), run.output());
        assertTrue(Integer.parseInt(equal.group(1)) >= LEAST, run.output());
    }
}
