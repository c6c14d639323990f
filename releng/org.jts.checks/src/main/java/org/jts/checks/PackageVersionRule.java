package org.jts.checks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The version of a package is the same where the compiler reads it and where the framework does. */
public final class PackageVersionRule implements Rule {
    private static final Pattern VERSION = Pattern.compile("@Version\\(\"([^\"]+)\"\\)");

    @Override
    public List<Finding> check(Checkout checkout) {
        List<Finding> findings = new ArrayList<>();
        for (Path bundle : checkout.bundles()) {
            BundleManifest manifest = BundleManifest.of(bundle);
            for (String exported : manifest.exports()) {
                Path file = bundle.resolve("src/" + exported.replace('.', '/') + "/package-info.java");
                if (Files.exists(file)) {
                    String offered = manifest.exportedVersion(exported).orElse("none");
                    said(file).filter(version -> !version.equals(offered)).forEach(version -> findings.add(
                        new Finding(checkout.name(file), "expected the version of MANIFEST.MF, " + offered
                            + ", found @Version(\"" + version + "\")")));
                }
            }
        }
        return findings;
    }

    private static Stream<String> said(Path file) {
        return Patterns.all(VERSION, Java.withoutComments(Checkout.read(file))).stream();
    }
}
