package org.jts.checks;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeRuleTest {
    private final TreeRule rule = new TreeRule();

    @TempDir
    private Path root;

    @Test
    void treeWithExactlyWhatItShouldHoldPasses() {
        Expect.none(tree().file("docs/paths.md", "see /usr/lib/jvm, ./work/list and https://example.org/home/page\n")
            .findings(rule));
    }

    @Test
    void unexpectedEntryAtTheTopIsFound() {
        Expect.one(tree().file("notes.txt", "hello\n").findings(rule), "notes.txt: expected nothing of this name");
    }

    @Test
    void missingEntryAtTheTopIsFound() {
        Expect.one(tree("LICENSE").findings(rule), "LICENSE: expected it at the top level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root", "home", "work", "tmp", "Users"})
    void folderOfOneMachineIsFound(String folder) {
        Expect.one(tree().file("docs/bad.md", "first line\ncd /" + folder + "/someone\n").findings(rule),
            "docs/bad.md:2: expected no folder of one machine", "/" + folder + "/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repo.maven.apache", "repo1.maven", "registry.npmjs", "deb.debian"})
    void registryHostIsFound(String host) {
        Expect.one(tree().file("docs/bad.md", "see https://" + host + ".org/x\n").findings(rule),
            "docs/bad.md:1: expected no registry host", host);
    }

    @Test
    void aLineOfJavaThatIsTooLongIsFound() {
        Expect.none(tree().file("docs/long.md", "x".repeat(500)).file("tests/Fits.java", "x".repeat(120) + "\n")
            .findings(rule));
        Expect.one(tree().file("tests/Long.java", "first\n" + "x".repeat(121) + "\n").findings(rule),
            "tests/Long.java:2: expected at most 120 columns, found 121");
    }

    private Sample tree(String... without) {
        Sample sample = new Sample(root).git();
        for (String file : List.of("pom.xml", "bundles/a", "features/a", "releng/a", "target-platform/a", "proto/a",
                "tests/a", "README.md", "docs/a", ".ci/run", "jts", "LICENSE", "CONTRIBUTING.md")) {
            if (!List.of(without).contains(file)) {
                sample.file(file, "text\n");
            }
        }
        return sample;
    }
}
