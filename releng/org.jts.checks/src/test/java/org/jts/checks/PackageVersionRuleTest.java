package org.jts.checks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageVersionRuleTest {
    private final PackageVersionRule rule = new PackageVersionRule();

    @TempDir
    private Path root;

    @Test
    void bothMaySayTheSame() {
        Expect.none(sample("@Version(\"1.2.0\")\npackage org.jts.sample;").findings(rule));
    }

    @Test
    void nothingNeedsToBeSaidTwice() {
        Expect.none(sample("package org.jts.sample;").findings(rule));
    }

    @Test
    void anotherVersionIsFound() {
        Expect.one(sample("@Version(\"1.1.0\")\npackage org.jts.sample;").findings(rule), "package-info.java", "1.2.0",
            "1.1.0");
    }

    private Sample sample(String source) {
        return new Sample(root).bundle("org.jts.sample", "Export-Package: org.jts.sample;version=\"1.2.0\"")
            .file("bundles/org.jts.sample/src/org/jts/sample/package-info.java", source);
    }
}
