package org.jts.tck.report;

import java.util.Locale;

import org.jts.tck.ContractRules;
import org.jts.tck.report.Finding.Verdict;

/** The report in plain text, in one language. */
final class TextPage {

    private final Report report;
    private final Locale language;
    private final Words words;
    private final StringBuilder text = new StringBuilder();

    TextPage(Report report, Locale language) {
        this.report = report;
        this.language = language;
        this.words = new Words(language);
    }

    String text() {
        text.append(words.get("Gateway contract")).append(": ").append(report.title()).append("\n\n");
        line("Gateway", report.gateway());
        line("Version", report.gatewayVersion());
        line("Contract kit", report.kitVersion());
        line("Date", report.at().toString());
        report.capabilities().ifPresent(offered -> Offer.lines(offered, words)
                .forEach((name, what) -> text.append(name).append(": ").append(what).append('\n')));
        text.append('\n');
        for (Verdict verdict : Verdict.values()) {
            text.append(words.verdict(verdict)).append(' ').append(report.count(verdict)).append("  ");
        }
        text.append('\n');
        String group = "";
        for (Finding finding : report.findings()) {
            if (!finding.group().equals(group)) {
                group = finding.group();
                text.append('\n').append(ContractRules.text(group, language)).append('\n');
            }
            text.append("  ").append(finding.id()).append("  ").append(words.verdict(finding.verdict())).append("  ")
                    .append(ContractRules.text(finding.id(), language)).append('\n');
            if (!finding.why().isEmpty()) {
                text.append("          ").append(words.why(finding).replaceAll("\\s+", " ")).append('\n');
            }
        }
        return text.toString();
    }

    private void line(String name, String what) {
        text.append(words.get(name)).append(": ").append(what).append('\n');
    }
}
