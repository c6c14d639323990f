package org.jts.checks;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DependencyRuleTest {
    private static final String API = "Export-Package: org.jts.api;version=\"1.0.0\"";

    private final DependencyRule rule = new DependencyRule();

    @TempDir
    private Path root;

    @Test
    void dependenciesThatPointDownPass() {
        Expect.none(new Sample(root).bundle("org.jts.api", API)
            .bundle("org.jts.concurrent", "Export-Package: org.jts.concurrent;version=\"1.0.0\"",
                "Import-Package: org.jts.api;version=\"[1.0,2)\"")
            .bundle("org.jts.ui", "Require-Bundle: org.eclipse.ui", "Import-Package: org.jts.api;version=\"[1.0,2)\"",
                "Export-Package: org.jts.ui.kit;version=\"1.0.0\"")
            .bundle("org.jts.ui.orders", "Import-Package: org.jts.api;version=\"[1.0,2)\", "
                + "org.jts.ui.kit;version=\"[1.0,2)\"")
            .bundle("org.jts.gateway.sample", "Import-Package: org.jts.concurrent;version=\"[1.0,2)\"")
            .manifest("tests/org.jts.gateway.sample.tests", "org.jts.gateway.sample.tests",
                "Fragment-Host: org.jts.gateway.sample", "Import-Package: org.junit.jupiter.api")
            .findings(rule));
    }

    @Test
    void gatewayThatExportsAPackageIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.gateway.sample", "Export-Package: org.jts.gateway.sample")
            .findings(rule), "org.jts.gateway.sample/META-INF/MANIFEST.MF", "expected a gateway to export nothing");
    }

    @Test
    void useOfAGatewaysImplementationIsFound() {
        Expect.one(new Sample(root)
            .bundle("org.jts.trading", "Import-Package: org.jts.gateway.sample;version=\"[1.0,2)\"")
            .findings(rule), "org.jts.trading uses org.jts.gateway.sample");
    }

    @Test
    void testThatUsesAGatewaysImplementationIsFound() {
        Expect.one(new Sample(root).manifest("tests/org.jts.trading.tests", "org.jts.trading.tests",
            "Fragment-Host: org.jts.trading", "Import-Package: org.jts.gateway.sample.internal")
            .findings(rule), "expected no import of a gateway's implementation");
    }

    @Test
    void contractThatUsesAnotherBundleIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.api", API, "Import-Package: org.jts.concurrent;version=\"[1.0,2)\"")
            .findings(rule), "org.jts.api uses org.jts.concurrent");
    }

    @Test
    void coreThatUsesTheScreenIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.trading", "Import-Package: org.eclipse.swt.widgets")
            .findings(rule), "expected only org.jts.ui bundles to need a screen");
    }

    @Test
    void viewThatUsesAnotherViewIsFound() {
        Expect.one(new Sample(root)
            .bundle("org.jts.ui.chart", "Export-Package: org.jts.ui.chart.spi;version=\"1.0.0\"")
            .bundle("org.jts.ui.orders", "Import-Package: org.jts.ui.chart.spi;version=\"[1.0,2)\"")
            .findings(rule), "org.jts.ui.orders uses org.jts.ui.chart.spi");
    }

    @Test
    void importOfOursWithoutAVersionRangeIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.api", API).bundle("org.jts.trading", "Import-Package: org.jts.api")
            .findings(rule), "expected a version range on org.jts.api");
    }

    @Test
    void requireBundleOfOursIsFound() {
        Expect.one(new Sample(root).bundle("org.jts.trading", "Require-Bundle: org.jts.api").findings(rule),
            "found Require-Bundle: org.jts.api");
    }

    @Test
    void bundleWhoseNameIsNotItsFoldersIsFound() {
        Expect.one(new Sample(root).manifest("bundles/org.jts.market", "org.jts.markets").findings(rule),
            "expected Bundle-SymbolicName to be the folder's name", "org.jts.markets");
    }
}
