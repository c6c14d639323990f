package org.jts.tck.report;

import java.util.Locale;

import org.jts.tck.ContractRules;
import org.jts.tck.report.Finding.Verdict;

/** The report as one HTML file that needs nothing else: both languages, light and dark, fit for paper. */
final class HtmlPage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title>
            <style>
            :root { color-scheme: light dark; --ink: #1c1e21; --soft: #5f6670; --line: #d9dde3; --back: #fff;
              --good: #1a7f37; --bad: #b3261e; --none: #6e7781; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --soft: #9aa3ae; --line: #363c44;
              --back: #1b1e22; --good: #57c878; --bad: #ff8a80; --none: #9aa3ae; } }
            body { font: 15px/1.5 "Noto Sans", "Noto Sans KR", "Malgun Gothic", system-ui, sans-serif;
              color: var(--ink); background: var(--back); max-width: 64rem; margin: 2rem auto; padding: 0 1.5rem; }
            h1 { font-size: 1.6rem; margin: 0 0 1rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .4rem; }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: 0; }
            dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
            .sum { display: flex; gap: 2rem; margin: 1.5rem 0; } .sum b { display: block; font-size: 2rem; }
            table { border-collapse: collapse; width: 100%%; }
            td { border-top: 1px solid var(--line); padding: .35rem .6rem .35rem 0; vertical-align: top; }
            td:first-child { width: 4.5rem; font-variant-numeric: tabular-nums; color: var(--soft); }
            td:nth-child(2) { width: 7.5rem; white-space: nowrap; }
            .why { color: var(--soft); font-size: .9em; overflow-wrap: anywhere; }
            .PASSED { color: var(--good); } .FAILED { color: var(--bad); font-weight: 600; }
            .NOT_APPLICABLE { color: var(--none); }
            body > input { float: none; margin: 0 .3rem 0 0; } body > label { margin-right: 1.2rem; }
            #en:checked ~ .ko, #ko:checked ~ .en { display: none; }
            @media print { body > input, body > label { display: none; } tr { break-inside: avoid; } }
            </style>
            </head>
            <body>
            <input type="radio" name="language" id="en" checked><label for="en">English</label>
            <input type="radio" name="language" id="ko"><label for="ko">한국어</label>
            """;

    private final Report report;
    private final StringBuilder html = new StringBuilder();

    HtmlPage(Report report) {
        this.report = report;
    }

    String text() {
        html.append(HEAD.formatted(escaped(report.title())));
        page("en", Locale.ENGLISH);
        page("ko", Locale.KOREAN);
        return html.append("</body>\n</html>\n").toString();
    }

    private void page(String name, Locale language) {
        Words words = new Words(language);
        html.append("<main class=\"").append(name).append("\" lang=\"").append(name).append("\">\n<h1>")
                .append(words.get("Gateway contract")).append(": ").append(escaped(report.title())).append("</h1>\n");
        facts(words);
        html.append("<div class=\"sum\">\n");
        for (Verdict verdict : Verdict.values()) {
            html.append("<div class=\"").append(verdict).append("\"><b>").append(report.count(verdict)).append("</b>")
                    .append(words.verdict(verdict)).append("</div>\n");
        }
        html.append("</div>\n");
        String group = "";
        for (Finding finding : report.findings()) {
            if (!finding.group().equals(group)) {
                html.append(group.isEmpty() ? "" : "</table>\n");
                group = finding.group();
                html.append("<h2>").append(escaped(ContractRules.text(group, language))).append("</h2>\n<table>\n");
            }
            row(finding, words, language);
        }
        html.append(group.isEmpty() ? "" : "</table>\n").append("</main>\n");
    }

    private void facts(Words words) {
        html.append("<dl>\n");
        fact(words.get("Gateway"), report.gateway());
        fact(words.get("Version"), report.gatewayVersion());
        fact(words.get("Contract kit"), report.kitVersion());
        fact(words.get("Date"), report.at().toString());
        report.capabilities().ifPresentOrElse(offered -> Offer.lines(offered, words).forEach(this::fact),
                () -> fact(words.get("Offers"), words.get("not asked")));
        html.append("</dl>\n");
    }

    private void fact(String name, String what) {
        html.append("<dt>").append(escaped(name)).append("</dt><dd>").append(escaped(what.isEmpty() ? "–" : what))
                .append("</dd>\n");
    }

    private void row(Finding finding, Words words, Locale language) {
        html.append("<tr><td>").append(finding.id()).append("</td><td class=\"").append(finding.verdict())
                .append("\">").append(words.verdict(finding.verdict())).append("</td><td>")
                .append(escaped(ContractRules.text(finding.id(), language)));
        if (!finding.why().isEmpty()) {
            html.append("<div class=\"why\">").append(escaped(words.why(finding))).append("</div>");
        }
        html.append("</td></tr>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
