package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.junit.jupiter.api.Test;

/** The form of a line. */
class LinesTest {

    private static final Instant AT = Instant.parse("2026-11-21T01:02:03.400Z");

    private final Lines lines = new Lines(new Redactor());
    private final LineBuffer to = new LineBuffer();

    private String written(Optional<String> correlation, Kind kind, String action, Map<String, String> facts) {
        to.clear();
        lines.write(12, new AuditRecord(AT, kind, correlation, correlation.map(c -> new BrokerId("mock")), action,
                () -> facts), to);
        return Written.text(to);
    }

    @Test
    void aLineHasItsPartsInOneOrderWithoutSecrets() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("phase", "request");
        facts.put("order", "8b1f8d3a-1d5e-4c7e-9b1a-0a2b3c4d5e6f");
        facts.put("account", "MOCK-001");
        facts.put("of", "account=MOCK-001, side=BUY");
        facts.put("ms", "0.035");
        facts.put("answer", "Accepted[brokerOrderId=B1, at=2026-11-21T01:02:03.400Z]");
        facts.put("kind", "정상처리 \"되었습니다\"\n");
        facts.put("appkey", "planted-key");
        facts.put("none", null);
        assertEquals("{\"at\":\"2026-11-21T01:02:03.400Z\",\"n\":12,\"kind\":\"call\",\"cid\":\"c-1\","
                + "\"broker\":\"mock\",\"action\":\"place\",\"phase\":\"request\","
                + "\"order\":\"8b1f8d3a-1d5e-4c7e-9b1a-0a2b3c4d5e6f\","
                + "\"account\":\"***-001\",\"of\":\"account=***-001, side=BUY\",\"ms\":\"0.035\","
                + "\"answer\":\"Accepted[brokerOrderId=B1, at=2026-11-21T01:02:03.400Z]\","
                + "\"kind_\":\"정상처리 \\\"되었습니다\\\"\\n\",\"appkey\":\"***\",\"none\":\"\"}\n",
                written(Optional.of("c-1"), Kind.CALL, "place", facts));
    }

    @Test
    void everyKindIsWrittenInSmallLetters() {
        for (Kind kind : Kind.values()) {
            AuditLine line = Lines.read(written(Optional.empty(), kind, "read", Map.of())).orElseThrow();
            assertEquals(kind.name(), line.kind().toUpperCase(Locale.ROOT));
        }
        assertEquals("{\"at\":\"2026-11-21T01:02:03.400Z\",\"n\":12,\"kind\":\"wire\",\"action\":\"GET /a\"}\n",
                written(Optional.empty(), Kind.WIRE, "GET /a", Map.of()));
    }

    @Test
    void aTextThatIsCutInTheMiddleOfACharacterIsReadAgain() {
        String text = "x".repeat(Lines.LONGEST - 1) + "😀";
        AuditLine line = Lines.read(written(Optional.empty(), Kind.CALL, "read", Map.of("text", text))).orElseThrow();
        assertEquals("x".repeat(Lines.LONGEST - 1) + "?… (16385 characters)", line.facts().get("text"));
    }

    @Test
    void whatIsMissingIsSaid() {
        Lines.lost(AT, 3, 5, to);
        Lines.unreadable(7, AT, "StackOverflowError", to);
        assertEquals("{\"at\":\"2026-11-21T01:02:03.400Z\",\"kind\":\"lost\",\"action\":\"lost\",\"count\":\"3\","
                + "\"total\":\"5\"}\n{\"at\":\"2026-11-21T01:02:03.400Z\",\"n\":7,\"kind\":\"unreadable\","
                + "\"action\":\"StackOverflowError\"}\n",
                Written.text(to));
    }

    @Test
    void timesAreWrittenAsTheySayThemselves() {
        for (String at : List.of("1970-01-01T00:00:00Z", "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z", "2026-11-22T02:57:00Z", "-0001-01-01T00:00:00.001Z",
                "1969-12-31T23:59:59.999999999Z", "2026-11-22T02:57:00.000001Z", "2026-11-22T02:57:00.100Z")) {
            to.clear();
            Lines.unreadable(7, Instant.parse(at), "x", to);
            assertEquals("{\"at\":\"" + at + "\",\"n\":7,\"kind\":\"unreadable\",\"action\":\"x\"}\n",
                    Written.text(to));
        }
    }

    @Test
    void numbersAreWrittenWithoutZerosInFront() {
        for (long number : new long[] {0, 1, 9, 10, 99, 100, 1_234_567_890_123L, Long.MAX_VALUE}) {
            to.clear();
            Lines.unreadable(number, AT, "x", to);
            assertEquals("{\"at\":\"2026-11-21T01:02:03.400Z\",\"n\":" + number
                    + ",\"kind\":\"unreadable\",\"action\":\"x\"}\n", Written.text(to));
        }
    }
}
