package org.jts.checks;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The house rules, held against this checkout. Each failure names what breaks the rule and where. */
class HouseRulesTest {
    private final Checkout checkout = new Checkout(Path.of(System.getProperty("jts.root")));

    @Test
    void everyTextExistsInEnglishAndKorean() {
        hold(new TextRule());
    }

    @Test
    void dependenciesPointDownToTheContract() {
        hold(new DependencyRule());
    }

    @Test
    void everyConfigurationIsDescribedByMetatype() {
        hold(new MetatypeRule());
    }

    @Test
    void theTreeHoldsWhatItShouldAndNamesNoMachine() {
        hold(new TreeRule());
    }

    @Test
    void everyBundleIsInTheMapAndInOneFeature() {
        hold(new BundleMapRule());
    }

    @Test
    void ordersHaveOneWayOut() {
        hold(new OrderWayRule());
    }

    @Test
    void whatTheGuideShowsIsCompiled() {
        hold(new SnippetRule());
    }

    @Test
    void exportedPackagesKeepWhatTheLastReleasePromised() {
        hold(new BaselineRule());
    }

    @Test
    void packagesHaveOneVersion() {
        hold(new PackageVersionRule());
    }

    @Test
    void theWireContractIsOrderlyAndKeepsWhatWasRecorded() {
        hold(new ProtoRule());
    }

    /** Named so that it can be left out where only some tests have run. */
    @Test
    @Tag("coverage")
    void testsRunEnoughOfEveryBundle() {
        double minimum = Double.parseDouble(System.getProperty("jts.coverage.minimum"));
        Path report = checkout.root().resolve("releng/org.jts.checks/target/coverage");
        hold(new CoverageRule(minimum, report, System.out::println));
    }

    private void hold(Rule rule) {
        List<Finding> findings = rule.check(checkout);
        if (!findings.isEmpty()) {
            fail(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        }
    }
}
