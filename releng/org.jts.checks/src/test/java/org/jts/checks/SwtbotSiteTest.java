package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./jts test --swtbot=ADDRESS} takes the robot from a p2 site. Whether the tests pass there is seen only where
 * SWTBot's site can be reached; that they are built on what a site offers, and on nothing of ours, is seen here.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for bash")
class SwtbotSiteTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("jts.root"));
    private static final List<String> ROBOT = List.of("org.eclipse.swtbot.swt.finder",
        "org.eclipse.swtbot.eclipse.finder");

    @TempDir
    private Path folder;

    @Test
    @Tag("builds")
    void uiTestsAreBuiltOnTheRobotOfASite() throws IOException {
        Path site = folder.resolve("site");
        P2Site.write(site, "99.0.0", ROBOT.stream().map(name -> jar(CHECKOUT, name).getFirst()).toList());
        Path clone = folder.resolve("clone");
        Script cloned = Script.run(folder, Map.of(), "git", "clone", "-q", CHECKOUT.toString(), clone.toString());
        assertEquals(0, cloned.status(), cloned.output());

        Script run = Script.run(clone, Map.of("JTS_CACHE", cache()), "./jts", "mvn", "-B", "-ntp", "-q",
            "package", "-DskipTests", "-Pswtbot", "-Dswtbot.site=" + site.toUri(), "-pl", ":org.jts.ui.limits.tests",
            "-am");

        assertEquals(0, run.status(), run.output());
        ROBOT.forEach(name -> assertEquals(List.of(), jar(clone, name), "what is built of ours"));
        assertEquals(1, jar(clone, "org.jts.ui.limits.tests").size());
    }

    private static String cache() {
        return Stream.ofNullable(System.getenv("JTS_CACHE")).findFirst().orElse(CHECKOUT.resolve(".jts").toString());
    }

    private static List<Path> jar(Path root, String module) {
        Path target = root.resolve("tests").resolve(module).resolve("target");
        try (Stream<Path> files = Files.exists(target) ? Files.list(target)
                : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().matches(module + "-[\\d.]+[^s]*\\.jar")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
