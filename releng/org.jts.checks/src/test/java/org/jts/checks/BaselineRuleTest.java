package org.jts.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineRuleTest {
    private static final String PACKAGE = "org.jts.sample";
    private static final String PROVIDER = "@org.osgi.annotation.versioning.ProviderType public ";
    private static final String CONSUMER = "@org.osgi.annotation.versioning.ConsumerType public ";

    @TempDir
    private Path root;

    @Test
    void samePackagePasses() throws IOException {
        Expect.none(compare("1.0.0", PROVIDER + "interface Desk { void send(); }", PROVIDER
            + "interface Desk { void send(); }"));
    }

    @Test
    void removedMethodNeedsANewMajorVersion() throws IOException {
        Expect.one(compare("1.1.0", PROVIDER + "interface Desk { void send(); void cancel(); }",
            PROVIDER + "interface Desk { void send(); }"), "org.jts.sample", "version 2.0.0", "REMOVED METHOD",
            "cancel()");
    }

    @Test
    void methodAddedForCallersNeedsANewMinorVersion() throws IOException {
        String old = PROVIDER + "interface Desk { void send(); }";
        String now = PROVIDER + "interface Desk { void send(); void cancel(); }";
        Expect.one(compare("1.0.0", old, now), "version 1.1.0", "ADDED METHOD", "cancel()");
        Expect.none(compare("1.1.0", old, now));
    }

    @Test
    void methodAddedForImplementersNeedsANewMajorVersion() throws IOException {
        String old = CONSUMER + "interface Gateway { void send(); }";
        String now = CONSUMER + "interface Gateway { void send(); void cancel(); }";
        Expect.one(compare("1.1.0", old, now), "version 2.0.0");
        Expect.none(compare("2.0.0", old, now));
    }

    @Test
    void bundleThatIsGoneIsFound() throws IOException {
        Sample sample = new Sample(root);
        sample.compiled(root.resolve("releng/baseline/org.jts.gone.jar"), PACKAGE, "1.0.0",
            Map.of("Desk", "public interface Desk { }"));
        Expect.one(sample.findings(new BaselineRule()), "expected the bundle org.jts.gone to be there still");
    }

    @Test
    void bundleOfTheCheckoutIsHeldToItsBaseline() throws IOException {
        Sample sample = new Sample(root).bundle("org.jts.sample", "Export-Package: org.jts.sample;version=\"1.0.0\"");
        Path built = sample.compiled(root.resolve("bundles/org.jts.sample/target/org.jts.sample-1.0.0.jar"), PACKAGE,
            "1.0.0", Map.of("Desk", "public interface Desk { void send(); }"));
        RecordBaseline.main(new String[] {root.toString()});
        Expect.none(sample.findings(new BaselineRule()));
        Files.delete(built);
        sample.compiled(built, PACKAGE, "1.0.0", Map.of("Desk", "public interface Desk { }"));
        Expect.one(sample.findings(new BaselineRule()), "bundles/org.jts.sample", "send()");
    }

    private List<String> compare(String version, String old, String now) throws IOException {
        Sample sample = new Sample(root);
        String type = old.replaceFirst(".*interface (\\w+).*", "$1");
        Path full = sample.compiled(root.resolve("full.jar"), PACKAGE, "1.0.0", Map.of(type, old));
        Path kept = root.resolve("old.jar");
        RecordBaseline.keep(full, Set.of(PACKAGE), kept);
        Path newer = sample.compiled(root.resolve("new.jar"), PACKAGE, version, Map.of(type, now));
        return BaselineRule.compare("sample", newer, kept).stream().map(Finding::toString).toList();
    }
}
