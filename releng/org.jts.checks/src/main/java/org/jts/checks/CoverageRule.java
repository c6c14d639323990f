package org.jts.checks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IBundleCoverage;
import org.jacoco.core.analysis.ICounter;
import org.jacoco.core.tools.ExecFileLoader;
import org.jacoco.report.DirectorySourceFileLocator;
import org.jacoco.report.FileMultiReportOutput;
import org.jacoco.report.IReportGroupVisitor;
import org.jacoco.report.IReportVisitor;
import org.jacoco.report.html.HTMLFormatter;

/** Tests run enough of the lines of every bundle that has no screen, all test modules taken together. */
public final class CoverageRule implements Rule {
    private static final String UI = "org.jts.ui";
    private static final int TAB = 4;

    private final double minimum;
    private final Path report;
    private final Consumer<String> log;

    /**
     * A rule.
     *
     * @param minimum the least part of a bundle's lines, from 0 to 1
     * @param report the folder that the report goes to
     * @param log takes one line per bundle
     */
    public CoverageRule(double minimum, Path report, Consumer<String> log) {
        this.minimum = minimum;
        this.report = report;
        this.log = log;
    }

    @Override
    public List<Finding> check(Checkout checkout) {
        try {
            ExecFileLoader runs = load(checkout);
            Map<Path, IBundleCoverage> bundles = analyze(checkout, runs);
            write(runs, bundles);
            List<Finding> findings = new ArrayList<>();
            bundles.forEach((folder, coverage) -> judge(checkout.name(folder), coverage, findings));
            return findings;
        } catch (IOException e) {
            throw new UncheckedIOException("expected to measure coverage, found files that cannot be read", e);
        }
    }

    private void judge(String where, IBundleCoverage coverage, List<Finding> findings) {
        ICounter lines = coverage.getLineCounter();
        boolean exempt = coverage.getName().equals(UI) || coverage.getName().startsWith(UI + ".");
        log.accept(String.format(Locale.ROOT, "%-32s %5.1f %%: %d of %d lines covered%s", coverage.getName(),
            lines.getTotalCount() == 0 ? 100.0 : lines.getCoveredRatio() * 100, lines.getCoveredCount(),
            lines.getTotalCount(), exempt ? " (not judged: it has a screen)" : ""));
        if (!exempt && lines.getTotalCount() > 0 && lines.getCoveredRatio() < minimum) {
            findings.add(new Finding(where, String.format(Locale.ROOT,
                "expected tests to run at least %.0f %% of its lines, found %.1f %% (%d of %d); see %s", minimum * 100,
                lines.getCoveredRatio() * 100, lines.getCoveredCount(), lines.getTotalCount(),
                report.resolve("index.html"))));
        }
    }

    private static ExecFileLoader load(Checkout checkout) throws IOException {
        ExecFileLoader runs = new ExecFileLoader();
        for (Path test : checkout.modules("tests", "target/jacoco.exec")) {
            runs.load(test.resolve("target/jacoco.exec").toFile());
        }
        return runs;
    }

    private static Map<Path, IBundleCoverage> analyze(Checkout checkout, ExecFileLoader runs) throws IOException {
        Map<Path, IBundleCoverage> bundles = new LinkedHashMap<>();
        for (Path bundle : checkout.bundles()) {
            File classes = bundle.resolve("target/classes").toFile();
            if (!Checkout.isMade(bundle) && classes.isDirectory()) {
                CoverageBuilder builder = new CoverageBuilder();
                new Analyzer(runs.getExecutionDataStore(), builder).analyzeAll(classes);
                bundles.put(bundle, builder.getBundle(bundle.getFileName().toString()));
            }
        }
        return bundles;
    }

    private void write(ExecFileLoader runs, Map<Path, IBundleCoverage> bundles) throws IOException {
        Files.createDirectories(report);
        IReportVisitor visitor = new HTMLFormatter().createVisitor(new FileMultiReportOutput(report.toFile()));
        visitor.visitInfo(runs.getSessionInfoStore().getInfos(), runs.getExecutionDataStore().getContents());
        IReportGroupVisitor group = visitor.visitGroup("JTS Workstation");
        for (Map.Entry<Path, IBundleCoverage> bundle : bundles.entrySet()) {
            group.visitBundle(bundle.getValue(),
                new DirectorySourceFileLocator(bundle.getKey().resolve("src").toFile(), "UTF-8", TAB));
        }
        visitor.visitEnd();
    }
}
