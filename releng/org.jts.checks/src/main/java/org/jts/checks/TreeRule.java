package org.jts.checks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The top level holds exactly what it should, no file names one machine's folders or a package registry, and no line of
 * Java is longer than a reader's window.
 */
public final class TreeRule implements Rule {
    private static final Set<String> TOP_LEVEL = Set.of("pom.xml", "bundles", "features", "releng", "target-platform",
        "proto", "tests", "README.md", "docs", ".ci", "jts", "LICENSE", "CONTRIBUTING.md", ".mvn", ".gitignore",
        ".gitattributes", ".editorconfig");
    private static final Set<String> REQUIRED = Set.of("pom.xml", "bundles", "features", "releng", "target-platform",
        "proto", "tests", "README.md", "docs", ".ci", "jts", "LICENSE", "CONTRIBUTING.md");
    /**
     * Folders of one person's or one machine's; each begins a path, so a slash or a letter before it is another path.
     */
    private static final Pattern ABSOLUTE = Pattern.compile(
        "(?<![\\w./$}~*>-])(?:/(?:root|home|work|tmp|Users)/[\\w.-]|[A-Z]:\\\\Users\\\\)");
    private static final Pattern REGISTRY = Pattern.compile(
        "(?:repo1?|central|search|registry|deb|security)\\.(?:maven\\.(?:apache\\.)?org|sonatype\\.com|npmjs\\.org"
            + "|debian\\.org)|maven-central\\.storage");
    private static final Pattern BINARY =
            Pattern.compile(".*\\.(?:png|jar|gz|zip|ico|icns|gif|jpe?g|db|sqlite|protobin)");

    private static final int COLUMNS = 120;

    @Override
    public List<Finding> check(Checkout checkout) {
        List<String> tracked = checkout.tracked();
        List<Finding> findings = new ArrayList<>();
        if (tracked.isEmpty()) {
            return findings;
        }
        Set<String> top = new LinkedHashSet<>();
        for (String name : tracked) {
            top.add(name.contains("/") ? name.substring(0, name.indexOf('/')) : name);
            if (!BINARY.matcher(name).matches()) {
                findings.addAll(checkText(name, checkout.root().resolve(name)));
            }
        }
        for (String name : top) {
            if (!TOP_LEVEL.contains(name)) {
                findings.add(new Finding(name, "expected nothing of this name at the top level, found it"));
            }
        }
        for (String name : REQUIRED.stream().sorted().toList()) {
            if (!top.contains(name)) {
                findings.add(new Finding(name, "expected it at the top level, found none"));
            }
        }
        return findings;
    }

    private static List<Finding> checkText(String name, Path file) {
        List<Finding> findings = new ArrayList<>();
        int number = 0;
        for (String line : Checkout.read(file).split("\n", -1)) {
            number++;
            if (name.endsWith(".java") && line.length() > COLUMNS) {
                findings.add(new Finding(name + ":" + number,
                    "expected at most %d columns, found %d".formatted(COLUMNS, line.length())));
            }
            Matcher absolute = ABSOLUTE.matcher(line);
            if (absolute.find()) {
                findings.add(new Finding(name + ":" + number, "expected no folder of one machine, found "
                    + absolute.group() + "..."));
            }
            Matcher registry = REGISTRY.matcher(line);
            if (registry.find()) {
                findings.add(new Finding(name + ":" + number, "expected no registry host, found " + registry.group()));
            }
        }
        return findings;
    }
}
