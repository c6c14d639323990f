package org.jts.checks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleMapRuleTest {
    private static final String MAP = "docs/architecture.md";
    private static final String FEATURE = "features/org.jts.feature/feature.xml";

    private final BundleMapRule rule = new BundleMapRule();

    @TempDir
    private Path root;

    @Test
    void bundleInTheMapAndInAFeaturePasses() {
        Expect.none(sample().file(MAP, "| `org.jts.market` | hub |\n").file(FEATURE, plugin("org.jts.market"))
            .findings(rule));
    }

    @Test
    void bundleThatTheMapDoesNotListIsFound() {
        Expect.one(sample().file(MAP, "| `org.jts.markets` | hub |\n").file(FEATURE, plugin("org.jts.market"))
            .findings(rule), "expected the bundle map to list `org.jts.market`");
    }

    @Test
    void gatewayWithAPageOfItsOwnNeedNotBeInTheMap() {
        Sample gateway = new Sample(root).bundle("org.jts.gateway.acme").file(FEATURE, plugin("org.jts.gateway.acme"));
        Expect.one(gateway.findings(rule),
            "expected the bundle map to list `org.jts.gateway.acme`, or a page docs/gateways/acme.md");
        Expect.none(gateway.file("docs/gateways/acme.md", "# Acme\n").findings(rule));
    }

    @Test
    void bundleInNoFeatureIsFound() {
        Expect.one(sample().file(MAP, "`org.jts.market`").file(FEATURE, plugin("org.eclipse.osgi")).findings(rule),
            "expected org.jts.market in one feature, found it in []");
    }

    @Test
    void bundleInTwoFeaturesIsFound() {
        Expect.one(sample().file(MAP, "`org.jts.market`").file(FEATURE, plugin("org.jts.market"))
            .file("features/org.jts.more.feature/feature.xml", plugin("org.jts.market")).findings(rule),
            "found it in [org.jts.feature, org.jts.more.feature]");
    }

    @Test
    void featureWithABundleThatIsNotThereIsFound() {
        Expect.one(sample().file(MAP, "`org.jts.market`")
                .file(FEATURE, plugin("org.jts.market") + plugin("org.jts.gone"))
            .findings(rule), "expected a folder bundles/org.jts.gone");
    }

    private Sample sample() {
        return new Sample(root).bundle("org.jts.market");
    }

    private static String plugin(String id) {
        return "<plugin id=\"" + id + "\" version=\"0.0.0\"/>\n";
    }
}
