package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The start script of the products, with a Java that tells how it was called instead of starting anything. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for POSIX shells")
class LaunchScriptTest {
    @TempDir
    private Path root;

    @BeforeEach
    void installation() throws IOException {
        Path script = Path.of(System.getProperty("jts.root"), "releng/org.jts.product/root/common/lib/jts-launch");
        Files.createDirectories(root.resolve("product/lib"));
        Files.copy(script, root.resolve("product/lib/jts-launch"));
        Files.createDirectories(root.resolve("product/plugins"));
        Files.createFile(root.resolve("product/plugins/org.eclipse.equinox.launcher_1.0.0.jar"));
        java("21.0.2", "for argument; do echo \"[$argument]\"; done\nexit 0\n");
    }

    @Test
    void dataFolderHoldsEverythingThatIsWritten() {
        Script run = launch("org.jts.console.app", "--data", root.resolve("my data").toString());
        String data = root.resolve("my data").toString();
        assertEquals(0, run.status(), run.output());
        for (String argument : List.of("[-Djts.data=" + data + "]", "[-Dfelix.cm.dir=" + data + "/config]",
                "[" + data + "/workspace]")) {
            assertTrue(run.output().contains(argument), () -> "expected " + argument + " in " + run.output());
        }
        assertTrue(Files.isDirectory(root.resolve("my data/log")), "expected the folder for logs, found none");
    }

    @Test
    void argumentsReachTheApplicationAsTheyAre() {
        Script run = launch("org.jts.console.app", "-c", "brokers; orders \"a b\"");
        assertTrue(run.output().endsWith("[-c]\n[brokers; orders \"a b\"]\n"), run.output());
    }

    @Test
    void exitStatusIsTheApplications() throws IOException {
        java("21.0.2", "exit 7\n");
        assertEquals(7, launch("org.jts.console.app").status());
        assertEquals(7, launch("org.jts.ui.app").status());
    }

    @Test
    void windowThatAsksForItIsStartedAgainWithoutTheLanguageOfTheCommandLine() throws IOException {
        java("21.0.2", "echo \"$*\" | grep -o 'nl ko\\|jts.theme=dark'\n"
            + "[ -e \"" + root + "/again\" ] && { echo second; exit 4; }\ntouch \"" + root + "/again\"\nexit 23\n");
        Script run = launch("org.jts.ui.app", "--lang", "ko", "--theme", "dark");
        assertEquals("jts.theme=dark\nnl ko\nsecond\n", run.output());
        assertEquals(4, run.status());
    }

    @Test
    void classesOfAWindowThatEndedWellAreThoseOfTheNext() throws IOException {
        bundles("first");
        for (int failed : new int[] {3, 143}) {
            javaThatKeeps("21.0.2", failed);
            assertTrue(makes(launch("org.jts.ui.app")), "it makes some, but has loaded too few to be kept");
        }
        javaThatKeeps("21.0.2", 0);
        assertTrue(makes(launch("org.jts.ui.app")), "expected nothing kept of those that failed");
        javaThatKeeps("21.0.2", 3);
        assertTrue(uses(launch("org.jts.ui.app")));
        assertTrue(uses(launch("org.jts.ui.app")), "one that failed must not take away what was there");
        javaThatKeeps("21.0.2", 134);
        assertTrue(uses(launch("org.jts.ui.app")));
        assertTrue(makes(launch("org.jts.ui.app")), "one that died may have died of them");
        try (Stream<Path> left = Files.list(kept().getParent())) {
            assertEquals(List.of(), left.filter(file -> !file.toString().endsWith("-of")).toList());
        }
    }

    @Test
    void classesAreOfOneInstallationOneJavaAndWhole() throws IOException {
        bundles("first");
        javaThatKeeps("21.0.2", 0);
        launch("org.jts.ui.app");
        assertTrue(uses(launch("org.jts.ui.app")));
        bundles("second");
        assertTrue(makes(launch("org.jts.ui.app")), "of another installation");
        assertTrue(uses(launch("org.jts.ui.app")));
        javaThatKeeps("21.0.3", 0);
        assertTrue(makes(launch("org.jts.ui.app")), "of another Java");
        Files.writeString(root.resolve("product/plugins/org.eclipse.equinox.launcher_1.0.0.jar"), "laid out anew");
        assertTrue(makes(launch("org.jts.ui.app")), "of another launcher");
        Files.writeString(kept(), "half");
        assertTrue(makes(launch("org.jts.ui.app")), "cut short");
        assertTrue(makes(Script.run(root, environment("-XX:+UseZGC -Dx=y"), command("org.jts.ui.app"))), "options");
        assertTrue(uses(Script.run(root, environment("-XX:+UseZGC -Dx=z -Xlog:gc"), command("org.jts.ui.app"))));
        assertFalse(launch("org.jts.console.app").output().contains("window.jsa"));
    }

    private Path kept() {
        return root.resolve("data/cache/window.jsa");
    }

    private boolean makes(Script run) {
        return run.output().contains("[-XX:ArchiveClassesAtExit=" + kept() + ".") && !uses(run);
    }

    private boolean uses(Script run) {
        return run.output().contains("[-XX:SharedArchiveFile=" + kept() + "]");
    }

    @Test
    void classesThatCannotBeKeptKeepNothingFromStarting() throws IOException {
        Files.createDirectories(root.resolve("data"));
        Files.createFile(root.resolve("data/cache"));
        Script run = launch("org.jts.ui.app");
        assertEquals(0, run.status(), run.output());
        assertFalse(run.output().contains("window.jsa"), run.output());
        Path bystander = Files.createFile(root.resolve(".new"));
        java("21.0.2", "exit 1\n");
        assertEquals(1, launch("org.jts.ui.app").status());
        assertTrue(Files.exists(bystander), "a file of the folder in which it was started");
    }

    /** What the installation is made of, in a file of its own. */
    private void bundles(String text) throws IOException {
        Path file = root.resolve("product/configuration/org.eclipse.equinox.simpleconfigurator/bundles.info");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Writes the classes at its end as the real one does, whatever its status. */
    private void javaThatKeeps(String release, int status) throws IOException {
        java(release, "for argument; do echo \"[$argument]\"\n"
            + "case $argument in -XX:ArchiveClassesAtExit=*) echo kept >> \"${argument#*=}\" ;; esac; done\n"
            + "exit " + status + "\n");
    }

    @Test
    void signalReachesTheWindowAndTheScriptWaitsForItsEnd() throws IOException {
        java("21.0.2", "trap 'echo saved; exit 3' TERM\necho started\nwhile :; do sleep 0.1; done\n");
        Process process = Script.start(root, environment(), command("org.jts.ui.app"));
        BufferedReader output = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertEquals("started", output.readLine());
        process.toHandle().destroy();
        assertEquals("saved", output.readLine());
        assertEquals(3, Script.finish(process).status());
    }

    @Test
    void unknownLanguageIsToldInOneLine() {
        Script run = launch("org.jts.ui.app", "--lang", "fr");
        assertEquals("jts-test: expected --lang ko or --lang en, found 'fr'\n", run.output());
        assertEquals(2, run.status());
    }

    @Test
    void aFolderOfJarsIsWatchedWhenItIsThere() throws IOException {
        Files.createDirectories(root.resolve("my jars"));
        Script run = launch("org.jts.console.app", "--watch", root.resolve("my jars").toString());
        assertTrue(run.output().contains("[-Djts.plugins.watch=" + root.resolve("my jars") + "]"), run.output());
        assertFalse(launch("org.jts.console.app").output().contains("jts.plugins.watch"));
        Script wrong = launch("org.jts.console.app", "--watch", root.resolve("none").toString());
        assertEquals("jts-test: expected --watch with a folder, found none at '" + root.resolve("none")
            + "'; make it first\n", wrong.output());
        assertEquals(2, wrong.status());
    }

    @Test
    void optionWithoutItsValueIsToldInOneLine() {
        assertEquals("jts-test: expected a value after --data, found none; see jts-test --help\n",
            launch("org.jts.ui.app", "--data").output());
    }

    @Test
    void dataFolderThatCannotBeIsToldInOneLine() throws IOException {
        java("21", "exit 0\n");
        Path file = Files.writeString(root.resolve("file"), "no folder");
        Script run = launch("org.jts.console.app", "--data", file.toString());
        assertEquals("jts-test: expected a folder that can be written, found '" + file
            + "'; choose one with --data\n", run.output());
        assertEquals(3, run.status());
    }

    /** The script for Windows cannot be run here; what it tells Java must not be forgotten there. */
    @Test
    void theScriptForWindowsTellsTheVirtualMachineTheSame() throws IOException {
        Path lib = Path.of(System.getProperty("jts.root"), "releng/org.jts.product/root/common/lib");
        assertEquals(options(lib.resolve("jts-launch")), options(lib.resolve("jts-launch.cmd")));
    }

    private static SortedSet<String> options(Path script) throws IOException {
        Matcher matcher = Pattern.compile("(?<=[\\s\"=])-(XX:|Djdk|Dslf4j|Dfile)[^\\s\"$%]+").matcher(
            Files.readString(script));
        SortedSet<String> found = new TreeSet<>();
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    @Test
    void helpTellsTheOptionsAndStartsNothing() {
        Script run = launch("org.jts.ui.app", "--help");
        assertEquals(0, run.status());
        assertTrue(run.output().startsWith("usage: jts-test") && !run.output().contains("[-jar]"), run.output());
    }

    /** Puts a Java of some release into place that runs a piece of shell. */
    private void java(String release, String body) throws IOException {
        Path home = root.resolve("java");
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + release + "\"\n");
        Path java = home.resolve("bin/java");
        Files.writeString(java, "#!/bin/sh\n" + body);
        assertTrue(java.toFile().setExecutable(true));
    }

    private Script launch(String application, String... arguments) {
        return Script.run(root, environment(), command(application, arguments));
    }

    private Map<String, String> environment() {
        return environment("");
    }

    private Map<String, String> environment(String options) {
        return Map.of("JAVA_HOME", root.resolve("java").toString(), "JTS_DATA", root.resolve("data").toString(),
            "JTS_OPTS", options);
    }

    private String[] command(String application, String... arguments) {
        List<String> command = new ArrayList<>(
            List.of("sh", root.resolve("product/lib/jts-launch").toString(), application, "jts-test"));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }
}
