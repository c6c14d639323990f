package org.jts.tck.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.gateway.Capabilities;
import org.jts.tck.report.Finding.Verdict;

/**
 * A run of the contract kit against one gateway.
 *
 * @param title          name of the test
 * @param gateway        class of the gateway, and its version where it is known
 * @param gatewayVersion version of the bundle or jar it came in, {@code unknown} where nobody can tell
 * @param kitVersion     version of the kit
 * @param at             when the run ended
 * @param capabilities   what the gateway offered; empty when no rule got as far as asking
 * @param findings       one a rule, in order of the ids
 * @since 1.1
 */
public record Report(String title, String gateway, String gatewayVersion, String kitVersion, Instant at,
        Optional<Capabilities> capabilities, List<Finding> findings) {

    public Report {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(gatewayVersion, "gateway version");
        Objects.requireNonNull(kitVersion, "kit version");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(capabilities, "capabilities");
        findings = findings.stream().sorted(Comparator.comparing(Finding::id)).toList();
    }

    public long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** What became of all rules in one line. */
    public String sum() {
        return "%d passed, %d failed, %d not applicable".formatted(count(Verdict.PASSED), count(Verdict.FAILED),
                count(Verdict.NOT_APPLICABLE));
    }

    /**
     * Writes {@code TITLE.html} (both languages, one is shown), {@code TITLE.json}, {@code TITLE.txt} and
     * {@code TITLE.ko.txt}, each in place of what was there.
     *
     * @param folder made when it is not there
     * @return the HTML file
     */
    public Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve(title + ".json"), new JsonPage(this).text());
        write(folder.resolve(title + ".txt"), new TextPage(this, Locale.ENGLISH).text());
        write(folder.resolve(title + ".ko.txt"), new TextPage(this, Locale.KOREAN).text());
        return write(folder.resolve(title + ".html"), new HtmlPage(this).text());
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
