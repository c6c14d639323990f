package org.jts.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.tck.report.Finding;
import org.jts.tck.report.Finding.Verdict;
import org.jts.tck.report.Report;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Collects what becomes of every rule and writes it at the end, as a {@link Report} to show: into the folder that the
 * system property {@value #FOLDER} names, without it into {@value #DEFAULT_FOLDER} of the working folder; where it is
 * said in one line of the output. The property set to an empty text writes nothing.
 *
 * @since 1.0
 */
public final class ContractReport
        implements TestWatcher, BeforeAllCallback, BeforeEachCallback, AfterTestExecutionCallback, AfterAllCallback {

    /** Names the folder for reports; made when it is not there. */
    public static final String FOLDER = "jts.tck.report";
    /** The folder for reports when the property does not name one; the build throws it away with the rest. */
    public static final String DEFAULT_FOLDER = "target/contract";

    private static final Namespace SPACE = Namespace.create(ContractReport.class);

    /** What one run found so far. */
    private static final class Run {
        final List<Finding> findings = new CopyOnWriteArrayList<>();
        final ConcurrentHashMap<String, Long> begun = new ConcurrentHashMap<>();
        volatile String gateway = "unknown";
        volatile String version = "unknown";
        volatile Optional<Capabilities> capabilities = Optional.empty();

        void see(GatewayRules rules) {
            BrokerGateway seen = rules.gateway;
            if (seen != null) {
                gateway = seen.getClass().getName();
                version = rules.harness.gatewayVersion().orElseGet(() -> Versions.of(seen.getClass()));
                capabilities = Optional.of(seen.capabilities());
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOutermost(context)) {
            context.getStore(SPACE).put("run", new Run());
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        run(context).begun.put(context.getUniqueId(), System.nanoTime());
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getRequiredTestInstance() instanceof GatewayRules rules) {
            run(context).see(rules);
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        add(context, Verdict.PASSED, "");
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        add(context, Verdict.FAILED, String.valueOf(cause.getMessage()));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        add(context, Verdict.NOT_APPLICABLE,
                String.valueOf(cause.getMessage()).replaceFirst("^Assumption failed: ", ""));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        add(context, Verdict.NOT_APPLICABLE, reason.orElse("the test is disabled"));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String folder = System.getProperty(FOLDER, DEFAULT_FOLDER);
        Run run = run(context);
        if (!isOutermost(context) || folder.isEmpty() || run.findings.isEmpty()) {
            return;
        }
        Report report = new Report(context.getRequiredTestClass().getSimpleName(), run.gateway, run.version,
                Versions.of(ContractReport.class), Instant.now().truncatedTo(ChronoUnit.SECONDS), run.capabilities,
                run.findings);
        try {
            Path file = report.write(Path.of(folder));
            System.out.printf("contract of %s: %s; report: %s%n", report.gateway(), report.sum(),
                    file.toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("contract report: expected to write into %s, was refused: %s; name another "
                    .formatted(folder, e.getMessage()) + "folder with -D" + FOLDER, e);
        }
    }

    private static void add(ExtensionContext context, Verdict verdict, String why) {
        Rule rule = context.getRequiredTestMethod().getAnnotation(Rule.class);
        if (rule != null) {
            Run run = run(context);
            Long begun = run.begun.remove(context.getUniqueId());
            long millis = begun == null ? 0 : (System.nanoTime() - begun) / 1_000_000;
            run.findings.add(new Finding(rule.value(), verdict, why, millis));
        }
    }

    private static Run run(ExtensionContext context) {
        return context.getStore(SPACE).get("run", Run.class);
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null
                || !context.getRequiredTestClass().isAnnotationPresent(Nested.class);
    }
}
