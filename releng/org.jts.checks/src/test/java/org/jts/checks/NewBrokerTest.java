package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./jts new-broker}: what it makes of the template, and what it refuses. That the template works, its tests
 * tell.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script is for bash")
class NewBrokerTest {
    private static final Path CHECKOUT = Path.of(System.getProperty("jts.root"));
    private static final List<String> TEMPLATE = List.of("bundles/org.jts.gateway.template",
        "features/org.jts.gateway.template.feature", "tests/org.jts.gateway.template.tests",
        "docs/gateways/template.md");

    @TempDir
    private Path root;

    @BeforeEach
    void copyWhatIsNeeded() throws IOException {
        for (String name : new Checkout(CHECKOUT).tracked()) {
            if (name.equals("jts") || name.startsWith("releng/scripts/") || isOfTheTemplate(name)) {
                Path copy = root.resolve(name);
                Files.createDirectories(copy.getParent());
                Files.copy(CHECKOUT.resolve(name), copy);
            }
        }
    }

    @Test
    void makesTheFoldersAndThePageOfABrokerAndTouchesNothingElse() throws IOException {
        Set<String> before = names();
        Script run = newBroker("acmebroker12", "--name", "Acme & Söhne 증권");
        assertEquals(0, run.status(), run.output());
        Set<String> expected = new TreeSet<>(before);
        before.stream().filter(NewBrokerTest::isOfTheTemplate)
            .forEach(name -> expected.add(name.replace("Template", "Acmebroker12")
            .replace("template", "acmebroker12")));
        assertEquals(expected, names());
        assertTrue(read("features/org.jts.gateway.acmebroker12.feature/feature.xml")
            .contains("label=\"Acme &amp; Söhne 증권\""));
        assertTrue(read("bundles/org.jts.gateway.acmebroker12/src/OSGI-INF/l10n/metatype_ko.properties")
            .contains("name=Acme & S\\u00f6hne \\uc99d\\uad8c\n"));
        assertTrue(read("bundles/org.jts.gateway.acmebroker12/META-INF/MANIFEST.MF")
            .contains(" org.jts.plugin;brokers:List<String>=\"acmebroker12\"\n"));
    }

    @Test
    void leavesNothingOfTheTemplateInTheCopy() throws IOException {
        assertEquals(0, newBroker("acmebroker12").status());
        for (String name : names()) {
            if (name.contains("acmebroker12")) {
                String text = read(name);
                assertFalse(text.toLowerCase(Locale.ROOT).contains("template"), name);
                assertFalse(text.contains("// snippet:"), name);
                assertTrue(!name.endsWith(".java") || text.lines().allMatch(line -> line.length() <= 120), name);
            }
        }
    }

    @Test
    void whatIsThereIsLeftAsItIs() throws IOException {
        Files.writeString(root.resolve("docs/gateways/acme.md"), "mine");
        Script run = newBroker("acme");
        assertEquals("jts: expected no docs/gateways/acme.md yet, found it; choose another ID, or remove what is "
                + "there\n",
            run.output());
        assertEquals(2, run.status());
        assertFalse(Files.exists(root.resolve("bundles/org.jts.gateway.acme")));
    }

    @Test
    void makesAProjectOfItsOwnElsewhereAndTouchesNothingHere(@TempDir Path elsewhere) throws IOException {
        Set<String> before = names();
        Script run = newBroker("acmebroker12", "--to", elsewhere.resolve("mine").toString(), "--site",
            "https://example.org/p2");
        assertEquals(0, run.status(), run.output());
        assertEquals(before, names(), "what is in the checkout");
        String pom = Files.readString(elsewhere.resolve("mine/pom.xml"));
        assertFalse(pom.contains("example.org"), "where the site is, is no business of the project");
        assertEquals("-Djts.site=https://example.org/p2\n",
            Files.readString(elsewhere.resolve("mine/.mvn/maven.config")));
        assertFalse(pom.toLowerCase(Locale.ROOT).contains("template"), pom);
        for (String name : List.of(".mvn/extensions.xml", "sites/org.jts.gateway.acmebroker12.site/category.xml",
            "bundles/org.jts.gateway.acmebroker12/META-INF/MANIFEST.MF",
            "features/org.jts.gateway.acmebroker12.feature/feature.xml",
            "tests/org.jts.gateway.acmebroker12.tests/META-INF/MANIFEST.MF")) {
            assertTrue(Files.exists(elsewhere.resolve("mine").resolve(name)), name);
        }
        assertEquals(2, newBroker("other", "--to", elsewhere.resolve("mine").toString()).status(), "a folder in use");
        assertEquals("jts: expected the address of a p2 repository, such as https://HOST/PATH or file:/PATH, found "
                + "'x'\n",
            newBroker("other", "--to", elsewhere.resolve("new").toString(), "--site", "x").output());
    }

    @Test
    void namesThatCannotBeAreToldInOneLine() {
        for (String id : List.of("Acme", "a", "1st", "my-broker", "package", "averylongname", "..")) {
            Script run = newBroker(id);
            assertEquals("jts: expected an ID of 2 to 12 of a-z and 0-9, a letter first and no word of Java, found '"
                    + id
                + "'\n", run.output());
            assertEquals(2, run.status());
        }
        assertEquals("jts: expected a name of up to 40 letters, digits, spaces and .&'()-, a letter or digit first, "
                + "found"
            + " '\"'\n", newBroker("acme", "--name", "\"").output());
        assertEquals("jts: expected an ID and --name \"NAME\", --to FOLDER or --site ADDRESS, found '--foo'; see "
                + "./jts new-broker --help\n",
            newBroker("acme", "--foo").output());
    }

    private Script newBroker(String... arguments) {
        return Script.run(root, Map.of(), Stream.concat(Stream.of("bash", "jts", "new-broker"), Stream.of(arguments))
            .toArray(String[]::new));
    }

    private static boolean isOfTheTemplate(String name) {
        return TEMPLATE.stream().anyMatch(place -> name.equals(place) || name.startsWith(place + "/"));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).map(file -> root.relativize(file).toString())
                .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(root.resolve(name));
    }
}
