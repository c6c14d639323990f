package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void tableIsAlignedAlsoBehindKoreanNamesAndNumbersEndAtTheSameColumn() {
        Report report = new Report("nothing", "name", "limitPrice", "count", "active");
        report.row("삼성전자", Optional.of(new BigDecimal("1234567.50")), 7, true);
        report.row("NAVER", Optional.empty(), 12_345L, false);
        assertEquals("""
                NAME       LIMIT PRICE   COUNT  ACTIVE
                삼성전자  1,234,567.50       7  yes
                NAVER                   12,345
                """, printed(report, false));
    }

    @Test
    void jsonHasOneObjectALineWithExactNumbersAndEscapedTexts() {
        Report report = new Report("nothing", "text", "price", "list", "time", "yes", "none", "shown");
        report.row("a \"b\" \\ \n\t\r\u0001 삼", new BigDecimal("1E+3"), List.of("x", 1), Instant.EPOCH, true, null,
                new Report.Shown(new BigDecimal("0.10"), "ten per cent"));
        assertEquals("""
                {"text":"a \\"b\\" \\\\ \\n\\t\\r\\u0001 삼","price":1000,"list":["x",1],"time":"1970-01-01T00:00:00Z",\
                "yes":true,"none":null,"shown":0.10}
                """, printed(report, true));
    }

    @Test
    void inKoreanTheHeadingsAreKoreanAndStillAlignedAndJsonStaysAsItIs() {
        Report report = new Report("", "key", "brokers", "profile", "window", "used", "allowed", "limit", "percent",
                "usedBy", "inFlight", "waiting", "nextSeconds", "bannedSeconds", "refusals", "sharing");
        report.row("mock", "m", "p", "20/1s", 1, 20, 20, 5, "", 0, "", 0, "", 0, "LOCAL");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.KOREA);
            String[] lines = printed(report, false).split("\n");
            assertFalse(lines[0].matches(".*[A-Za-z].*"), lines[0]);
            assertTrue(lines[0].startsWith("키    증권사  한도 종류"), lines[0]);
            assertEquals(Report.width(lines[0].replaceFirst("공유$", "")), Report.width(lines[1].replaceFirst(
                    "LOCAL$", "")));
            assertTrue(printed(report, true).contains("\"usedBy\""));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void nothingIsASentenceForPeopleAndNoLineInJson() {
        Report report = new Report("No orders.", "key");
        assertEquals("No orders.\n", printed(report, false));
        assertEquals("", printed(report, true));
    }

    @Test
    void factsAreListedBelowEachOtherWithoutTheMissingOnes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Report("", "id", "retryAt", "orderTypes").row("mock", Optional.empty(), List.of("LIMIT"))
                .printFacts(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        assertEquals("ID           mock\nORDER TYPES  [LIMIT]\n", bytes.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n"));
    }

    @Test
    void rowWithoutAllItsValuesIsAMistakeInTheProgram() {
        assertThrows(IllegalArgumentException.class, () -> new Report("", "a", "b").row(1));
    }

    @Test
    void daysAreShownAsDaysOfTheExchange() {
        Report report = new Report("", "openTime");
        report.row(Report.dayOrTime(Instant.parse("2023-12-21T15:00:00Z"), false, ZoneId.of("Asia/Seoul")));
        report.row(Report.dayOrTime(Instant.parse("2023-12-22T00:05:00Z"), true, ZoneId.of("Asia/Seoul")));
        assertEquals("OPEN TIME\n2023-12-22\n2023-12-22 09:05:00 KST\n", printed(report, false));
    }

    private static String printed(Report report, boolean json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), json);
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
