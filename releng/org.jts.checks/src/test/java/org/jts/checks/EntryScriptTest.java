package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The entry script: its help, its errors, and how it finds what the build needs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for bash")
class EntryScriptTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("jts.root"));

    @TempDir
    private Path root;

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpAndIsListed(String command) {
        Script help = jts(command, "--help");
        assertEquals(0, help.status(), help.output());
        assertTrue(help.output().contains("usage: ./jts " + command), help.output());
        String list = jts("--help").output();
        assertTrue(list.contains("\n  " + command + " "), () -> "expected " + command + " in " + list);
    }

    static Stream<String> commands() {
        return Checkout.files(CHECKOUT.resolve("releng/scripts"), ".sh").stream()
            .map(file -> file.getFileName().toString()).filter(name -> name.startsWith("cmd-"))
            .map(name -> name.substring("cmd-".length(), name.length() - ".sh".length()));
    }

    @Test
    void unknownCommandIsToldInOneLine() {
        Script run = jts("fly");
        assertEquals(2, run.status());
        assertEquals("jts: expected one of the commands that `./jts --help` lists, found 'fly'\n", run.output());
    }

    @Test
    void commandThatIsAPathIsNotFollowed() {
        assertEquals(2, jts("../common").status());
    }

    @Test
    void commandsThatTakeNothingRefuseWhatTheyAreGiven() {
        for (String command : List.of("doctor", "baseline")) {
            Script run = jts(command, "--foo");
            assertEquals(2, run.status(), run.output());
            assertEquals("jts: expected no argument, found '--foo'; see ./jts %s --help%n".formatted(command),
                run.output());
        }
        assertEquals(2, jts("test", "--foo").status());
        assertEquals(2, jts("bench", "foo").status());
    }

    @ParameterizedTest
    @CsvSource({"Linux, x86_64, 0", "Darwin, arm64, 0", "Linux, aarch64, 1", "Darwin, x86_64, 1"})
    void systemsWithoutAFittingSwtAreToldSo(String system, String machine, int status) {
        Script run = common("uname() { case $1 in -s) echo %s ;; -m) echo %s ;; esac; }; need_system"
            .formatted(system, machine));
        assertEquals(status, run.status(), run.output());
        assertEquals(status == 0 ? "" : ("jts: expected Linux on x86-64 or macOS on Apple silicon, found %s on %s; "
            + "use a machine of that kind (docs/adr/0001-tycho-from-maven-central.md tells why)%n")
            .formatted(system, machine), run.output());
    }

    @Test
    void unknownTestModuleIsToldInOneLine() {
        assertEquals("jts: expected a module under tests/ or releng/, found 'org.jts.nothing' is not there\n",
            jts("test", "org.jts.nothing").output());
    }

    @Test
    void unknownTestOptionIsToldInOneLine() {
        assertEquals("jts: expected --soak, --quiet, --swtbot=ADDRESS or the name of a test module, found '--swtbot'\n",
            jts("test", "--swtbot").output());
    }

    @ParameterizedTest
    @CsvSource({"3.9.9, 3.9.9, true", "3.9.11, 3.9.9, true", "3.8.7, 3.9.9, false", "3.10.0, 3.9.9, true",
        "3.9.8, 3.9.9, false"})
    void versionsCompareByNumber(String version, String least, boolean enough) {
        assertEquals(enough ? 0 : 1, common("version_at_least " + version + " " + least).status());
    }

    @Test
    void oldJdkIsNotTakenAndTheOneOfJavaHomeComesFirst() throws IOException {
        jdk("old", "17.0.9");
        assertEquals(1, common("jdk_is_new_enough " + root.resolve("old")).status());
        jdk("new", "25");
        assertEquals(0, common("jdk_is_new_enough " + root.resolve("new")).status());
        Script found = common("JAVA_HOME=" + root.resolve("new") + " find_jdk");
        assertEquals(root.resolve("new") + "\n", found.output());
    }

    @Test
    void folderWithoutACompilerIsNoJdk() throws IOException {
        jdk("jre", "25");
        Files.delete(root.resolve("jre/bin/javac"));
        assertEquals(1, common("jdk_is_new_enough " + root.resolve("jre")).status());
    }

    @Test
    void missingPackagesAreNamedWithTheCommandThatInstallsThem() {
        Script run = common("is_root() { false; }; has_apt() { true; }; need_packages xvfb openbox");
        assertEquals(1, run.status());
        assertEquals("jts: expected the Debian packages xvfb openbox, found them missing; install them: "
            + "sudo apt-get install -y xvfb openbox\n", run.output());
    }

    @Test
    void doctorTellsWhatIsMissingByItsExitStatus() throws IOException {
        Path empty = Files.createDirectories(root.resolve("empty"));
        Script run = Script.run(CHECKOUT, Map.of("JTS_CACHE", empty.toString(), "HOME", empty.toString()), "bash", "-c",
            "has_apt() { false; }; export -f has_apt; ./jts doctor");
        assertTrue(run.output().contains("to build and run:"), run.output());
        assertEquals(run.output().contains("MISSING") ? 1 : 0, run.status(), run.output());
    }

    private void jdk(String name, String version) throws IOException {
        Path home = root.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        for (String tool : List.of("java", "javac")) {
            Path file = Files.writeString(home.resolve("bin/" + tool), "#!/bin/sh\n");
            assertTrue(file.toFile().setExecutable(true));
        }
    }

    private static Script jts(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", CHECKOUT.resolve("jts").toString()));
        command.addAll(List.of(arguments));
        return Script.run(CHECKOUT, Map.of(), command.toArray(String[]::new));
    }

    /** Runs shell with the functions of the entry script. */
    private static Script common(String shell) {
        return Script.run(CHECKOUT, Map.of("ROOT", CHECKOUT.toString()), "bash", "-c",
            ". releng/scripts/common.sh; " + shell);
    }
}
