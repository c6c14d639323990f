package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Products are made for the systems that have an SWT of the same release as all others, and for no more. */
class SystemsTest {
    private static final Path ROOT = Path.of(System.getProperty("jts.root"));
    private static final Pattern FRAGMENT = Pattern.compile(
        "<artifactId>org\\.eclipse\\.swt\\.((?:gtk|win32|cocoa)\\.[\\w.]+)</artifactId><version>([\\d.]+)</version>");
    private static final Pattern IN_FEATURE = Pattern.compile(
        "id=\"org\\.eclipse\\.swt\\.((?:gtk|win32|cocoa)\\.[\\w.]+)\"");
    private static final Pattern ENVIRONMENT = Pattern.compile(
        "<os>(\\w+)</os>\\s*<ws>(\\w+)</ws>\\s*<arch>(\\w+)</arch>");

    /** An older fragment lacks what the theme engine calls: changing the theme would fail there. */
    @Test
    void everySwtFragmentIsOfTheSameRelease() throws IOException {
        Map<String, String> versions = fragments();
        assertFalse(versions.isEmpty(), "expected SWT fragments in the target file, found none");
        assertEquals(1, Set.copyOf(versions.values()).size(), () -> "expected one release, found " + versions);
    }

    @Test
    void productsAreMadeForTheSystemsThatHaveAFragment() throws IOException {
        Set<String> systems = new TreeSet<>(fragments().keySet());
        assertEquals(systems, all(IN_FEATURE, "features/org.jts.ui.feature/feature.xml", m -> m.group(1)), "feature");
        assertEquals(systems, all(ENVIRONMENT, "pom.xml",
            m -> m.group(2) + "." + m.group(1) + "." + m.group(3)), "environments of the build");
    }

    private static Map<String, String> fragments() throws IOException {
        Map<String, String> versions = new TreeMap<>();
        FRAGMENT.matcher(Files.readString(ROOT.resolve("target-platform/jts.target"))).results()
            .forEach(m -> versions.put(m.group(1), m.group(2)));
        return versions;
    }

    private static Set<String> all(Pattern pattern, String file, Function<MatchResult, String> name)
            throws IOException {
        Set<String> found = new TreeSet<>();
        pattern.matcher(Files.readString(ROOT.resolve(file))).results().map(name).forEach(found::add);
        return found;
    }
}
