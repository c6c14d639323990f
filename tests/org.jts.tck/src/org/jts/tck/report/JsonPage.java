package org.jts.tck.report;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.gateway.Capabilities;
import org.jts.api.market.Timeframe;
import org.jts.tck.ContractRules;
import org.jts.tck.report.Finding.Verdict;

/** The report as JSON, for programs that collect reports. */
final class JsonPage {

    private final Report report;

    JsonPage(Report report) {
        this.report = report;
    }

    String text() {
        return """
                {
                  "title": %s,
                  "gateway": %s,
                  "gatewayVersion": %s,
                  "kitVersion": %s,
                  "date": %s,
                  "passed": %d,
                  "failed": %d,
                  "notApplicable": %d,
                  "capabilities": %s,
                  "rules": [
                %s
                  ]
                }
                """.formatted(quoted(report.title()), quoted(report.gateway()), quoted(report.gatewayVersion()),
                quoted(report.kitVersion()), quoted(report.at().toString()), report.count(Verdict.PASSED),
                report.count(Verdict.FAILED), report.count(Verdict.NOT_APPLICABLE),
                report.capabilities().map(JsonPage::offer).orElse("null"),
                report.findings().stream().map(JsonPage::rule).collect(Collectors.joining(",\n")));
    }

    private static String rule(Finding finding) {
        return "    {\"id\": %s, \"verdict\": %s, \"rule\": %s, \"why\": %s, \"millis\": %d}".formatted(
                quoted(finding.id()), quoted(finding.verdict().name()),
                quoted(ContractRules.text(finding.id(), Locale.ENGLISH)), quoted(finding.why()), finding.millis());
    }

    private static String offer(Capabilities offered) {
        String features = list(offered.features().stream().sorted().map(Enum::name));
        String orders = offered.orders().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(e -> quoted(e.getKey().name()) + ": " + list(e.getValue().stream().sorted().map(Enum::name)))
                .collect(Collectors.joining(", ", "{", "}"));
        String most = offered.maxStreamedSymbols().isPresent()
                ? Integer.toString(offered.maxStreamedSymbols().getAsInt()) : "null";
        return "{\"features\": %s, \"orders\": %s, \"timeframes\": %s, \"maxStreamedSymbols\": %s}".formatted(features,
                orders, list(offered.timeframes().stream().sorted().map(Timeframe::code)), most);
    }

    private static String list(Stream<String> texts) {
        return texts.map(JsonPage::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c < 0x20) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.append((char) c);
            }
        });
        return out.append('"').toString();
    }
}
