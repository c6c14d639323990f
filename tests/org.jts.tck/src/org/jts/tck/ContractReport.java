package org.jts.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Writes what became of every rule, as a Markdown table to hand on with a gateway: one file per contract test in the
 * folder that the system property {@value #FOLDER} names. Without the property nothing is written.
 *
 * @since 1.0
 */
public final class ContractReport implements TestWatcher, BeforeAllCallback, AfterAllCallback {

    /** Names the folder for reports; made when it is not there. */
    public static final String FOLDER = "jts.tck.report";

    private static final Namespace SPACE = Namespace.create(ContractReport.class);

    /** What became of a rule. */
    public enum Result {
        PASSED, FAILED, SKIPPED
    }

    /**
     * @param group  of rules
     * @param rule   as a sentence
     * @param result what became of it
     * @param detail why it failed or was skipped; empty when it passed
     */
    public record Line(String group, String rule, Result result, String detail) {
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isOutermost(context)) {
            context.getStore(SPACE).put("lines", Collections.synchronizedList(new ArrayList<Line>()));
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        add(context, Result.PASSED, Optional.empty());
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        add(context, Result.FAILED, Optional.of(String.valueOf(cause.getMessage())));
    }

    @Override
    public void testAborted(ExtensionContext context, Throwable cause) {
        add(context, Result.SKIPPED, Optional.ofNullable(cause.getMessage())
                .map(reason -> reason.replaceFirst("^Assumption failed: ", "")));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        add(context, Result.SKIPPED, reason);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String folder = System.getProperty(FOLDER);
        if (!isOutermost(context) || folder == null) {
            return;
        }
        Path file = Path.of(folder, context.getRequiredTestClass().getSimpleName() + ".md");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, markdown(context.getRequiredTestClass().getSimpleName(), lines(context)),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("contract report: expected to write %s, was refused: %s; name another "
                    .formatted(file, e.getMessage()) + "folder with -D" + FOLDER, e);
        }
    }

    /** The report as text: a sum, then one row a rule, ordered by group and rule. */
    public static String markdown(String title, List<Line> lines) {
        List<Line> sorted = lines.stream().sorted(Comparator.comparing(Line::group).thenComparing(Line::rule)).toList();
        StringBuilder text = new StringBuilder("# Gateway contract: ").append(title).append("\n\n");
        text.append("%d passed, %d failed, %d skipped%n%n".formatted(count(lines, Result.PASSED),
                count(lines, Result.FAILED), count(lines, Result.SKIPPED)).replace("\r", ""));
        text.append("| group | rule | result | detail |\n|---|---|---|---|\n");
        for (Line line : sorted) {
            text.append("| %s | %s | %s | %s |\n".formatted(line.group(), line.rule(),
                    line.result().name().toLowerCase(Locale.ROOT), cell(line.detail())));
        }
        return text.toString();
    }

    private static long count(List<Line> lines, Result result) {
        return lines.stream().filter(line -> line.result() == result).count();
    }

    private static String cell(String text) {
        String oneLine = text.replaceAll("\\s+", " ").replace("|", "\\|");
        return oneLine.length() <= 300 ? oneLine : oneLine.substring(0, 297) + "...";
    }

    private static void add(ExtensionContext context, Result result, Optional<String> detail) {
        lines(context).add(new Line(context.getRequiredTestClass().getSimpleName(), context.getDisplayName(), result,
                detail.orElse("")));
    }

    @SuppressWarnings("unchecked")
    private static List<Line> lines(ExtensionContext context) {
        return (List<Line>) context.getStore(SPACE).get("lines", List.class);
    }

    private static boolean isOutermost(ExtensionContext context) {
        return context.getRequiredTestClass().getEnclosingClass() == null
                || !context.getRequiredTestClass().isAnnotationPresent(Nested.class);
    }
}
