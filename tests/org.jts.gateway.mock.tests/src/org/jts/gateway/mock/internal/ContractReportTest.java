package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jts.tck.ContractReport;
import org.jts.tck.ContractRules;
import org.jts.tck.report.Finding;
import org.jts.tck.report.Finding.Verdict;
import org.jts.tck.report.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an author shows: every rule, what became of it and why, in two languages. */
class ContractReportTest {

    @TempDir
    private Path folder;

    @Test
    void everyRuleHasAnIdOfItsOwnAndASentenceInBothLanguages() {
        List<String> ids = ContractRules.ids();
        assertTrue(ids.size() >= 124, () -> "rules: " + ids.size());
        assertEquals(ids.size(), new HashSet<>(ids).size(), () -> "an id used twice: " + ids);
        for (String id : ids) {
            assertTrue(id.matches("[A-Z]{3}-\\d{2}"), id);
            String english = ContractRules.text(id, Locale.ENGLISH);
            assertTrue(english.endsWith(".") && !hasKorean(english), () -> id + ": " + english);
            assertTrue(hasKorean(ContractRules.text(id, Locale.KOREAN)), id);
            assertTrue(hasKorean(ContractRules.text(id.substring(0, 3), Locale.KOREAN)), id);
        }
    }

    @Test
    void runIsWrittenWhereTheSystemPropertySays() throws Exception {
        String before = System.getProperty(ContractReport.FOLDER);
        System.setProperty(ContractReport.FOLDER, folder.resolve("reports").toString());
        try {
            ContractRun.of(() -> new MockHarness(LimitedGateway::new));
        } finally {
            if (before == null) {
                System.clearProperty(ContractReport.FOLDER);
            } else {
                System.setProperty(ContractReport.FOLDER, before);
            }
        }
        String html = read("reports/Contract.html");
        String text = read("reports/Contract.txt");
        String json = read("reports/Contract.json");
        String korean = read("reports/Contract.ko.txt");
        for (String id : ContractRules.ids()) {
            assertEquals(3, html.split(">" + id + "<", -1).length, () -> id + " once in each language");
            assertTrue(text.contains("  " + id + "  ") && korean.contains("  " + id + "  "), id);
            assertTrue(json.contains("{\"id\": \"" + id + "\""), id);
        }
        assertTrue(text.contains("Gateway: " + LimitedGateway.class.getName()), text);
        assertTrue(text.contains("failed 0  "), text);
        assertTrue(text.contains("the gateway does not offer ORDER_BOOK"), text);
        assertTrue(korean.contains("게이트웨이가 ORDER_BOOK 기능을 제공하지 않습니다"), korean);
        assertTrue(text.contains("Orders: MARKET (DAY), LIMIT (DAY, IOC)"), text);
        assertTrue(json.contains("\"maxStreamedSymbols\": 40"), json);
        assertFalse(text.contains("unknown\n"), "versions are known in a framework");
    }

    @Test
    void whatAGatewaySaysIsQuotedNotRun() throws Exception {
        Report report = new Report("My", "org.acme.Gateway", "1.2", "1.1", Instant.EPOCH, Optional.empty(),
                List.of(new Finding("ORD-05", Verdict.FAILED, "expected <b>\"3\"</b>\nwas \\ 4", 7),
                        new Finding("MKT-01", Verdict.PASSED, "", 1)));
        assertEquals("1 passed, 1 failed, 0 not applicable", report.sum());
        assertEquals(folder.resolve("My.html"), report.write(folder));
        assertTrue(read("My.html").contains("expected &lt;b&gt;&quot;3&quot;&lt;/b&gt;"), read("My.html"));
        assertTrue(read("My.json").contains("\"why\": \"expected <b>\\\"3\\\"</b>\\u000awas \\\\ 4\", \"millis\": 7"),
                read("My.json"));
        assertTrue(read("My.txt").indexOf("MKT-01") < read("My.txt").indexOf("ORD-05"), "in order of the ids");
    }

    private String read(String file) throws Exception {
        return Files.readString(folder.resolve(file));
    }

    private static boolean hasKorean(String text) {
        return text.codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3);
    }
}
