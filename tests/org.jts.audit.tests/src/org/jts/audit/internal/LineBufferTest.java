package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import org.junit.jupiter.api.Test;

/** Lines are the bytes that a library for JSON would write. */
class LineBufferTest {

    private static final JsonFactory JSON = new JsonFactory();

    private final LineBuffer lines = new LineBuffer();
    private final Random random = new Random(20261122);

    private static byte[] expected(String name, String value) throws Exception {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(name, value);
            json.writeStringField("last", "");
            json.writeEndObject();
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void assertSame(String name, String value) throws Exception {
        lines.clear();
        lines.beginLine();
        lines.field(name, value);
        lines.field("last", "");
        lines.endLine();
        assertEquals(hex(ByteBuffer.wrap(expected(name, value))), hex(lines.part(0, lines.size())), value);
    }

    private static String hex(ByteBuffer bytes) {
        return HexFormat.of().formatHex(bytes.array(), bytes.position(), bytes.limit());
    }

    @Test
    void textsOfEveryKindAreWrittenAsALibraryWritesThem() throws Exception {
        for (String text : List.of("", "plain", "정상처리 되었습니다", "say \"no\" to \\",
                "\b\t\n\f\r\0\u001f\u007f/<>&'", "é ñ ß ¿ \u0085 \u2028", "😀 and 𠀀",
                "half \ud83d", "\ude00 half", "\ud83d\ud83d\ude00\ude00", "\ud83d\"",
                "\uffff\ufeff\u0800\u07ff\u0080")) {
            assertSame("text", text);
            assertSame(text, "as a name");
        }
    }

    @Test
    void everyCharacterIsWrittenAsALibraryWritesIt() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            all.append((char) c).append((char) (c % 97 + ' '));
        }
        assertSame("all", all.toString());
        all.setLength(0);
        for (int c = Character.MIN_SUPPLEMENTARY_CODE_POINT; c <= Character.MAX_CODE_POINT; c += 41) {
            all.appendCodePoint(c);
        }
        assertSame("all", all.toString());
    }

    @Test
    void textsByChanceAreWrittenAsALibraryWritesThem() throws Exception {
        int[] limits = {0x20, 0x7f, 0x80, 0x800, 0x10000, 0x10ffff};
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                text.appendCodePoint(random.nextInt(limits[random.nextInt(limits.length)]));
            }
            assertSame("text", text.toString());
        }
    }

    @Test
    void timesAreWrittenAsTheySayThemselves() {
        for (Instant at : List.of(Instant.EPOCH, Instant.MIN, Instant.MAX, Instant.parse("2026-11-22T02:57:00Z"),
                Instant.parse("-0001-01-01T00:00:00.001Z"), Instant.ofEpochSecond(-1, 999_999_999),
                Instant.parse("2026-11-22T02:57:00.000001Z"), Instant.parse("2026-11-22T02:57:00.100Z"))) {
            assertTime(at);
        }
        long[] parts = {1, 1_000, 1_000_000, 100_000_000, 1_000_000_000};
        for (int i = 0; i < 50_000; i++) {
            long second = random.nextInt(4) > 0 ? random.nextLong(4_102_444_800L)
                    : random.nextLong(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond());
            for (int more = random.nextInt(3); more >= 0; more--) {
                long part = parts[random.nextInt(parts.length)];
                assertTime(Instant.ofEpochSecond(second, random.nextLong(1_000_000_000L) / part * part));
            }
        }
    }

    private void assertTime(Instant at) {
        lines.clear();
        lines.beginLine();
        lines.field("at", at);
        lines.endLine();
        assertEquals("{\"at\":\"" + at + "\"}\n", Written.text(lines));
    }

    @Test
    void numbersAreWrittenWithoutZerosInFront() {
        for (long number : new long[] {0, 1, 9, 10, 99, 100, 1_234_567_890_123L, Long.MAX_VALUE}) {
            lines.clear();
            lines.beginLine();
            lines.field("n", number);
            lines.endLine();
            assertEquals("{\"n\":" + number + "}\n", Written.text(lines));
        }
    }

    @Test
    void whatIsCutIsGoneAndTheNextLineBeginsThere() {
        lines.beginLine();
        lines.field("a", "1");
        lines.endLine();
        int end = lines.size();
        lines.beginLine();
        lines.field("b", "x".repeat(100_000));
        lines.cut(end);
        lines.beginLine();
        lines.field("c", "3");
        lines.endLine();
        assertEquals(List.of("{\"a\":\"1\"}", "{\"c\":\"3\"}"), Written.lines(lines));
        assertEquals(end, lines.lineEnd(0));
        assertEquals(end, lines.lineEnd(end - 1));
        assertEquals(lines.size(), lines.lineEnd(end));
    }

    @Test
    void aLargeBatchIsWholeAndItsMemoryIsNotKept() {
        for (int i = 0; i < 200; i++) {
            lines.beginLine();
            lines.field("i", i);
            lines.field("text", "가".repeat(16_384));
            lines.endLine();
        }
        List<String> all = Written.lines(lines);
        for (int i = 0; i < 200; i++) {
            assertEquals("{\"i\":" + i + ",\"text\":\"" + "가".repeat(16_384) + "\"}", all.get(i));
        }
        lines.clear();
        assertEquals(0, lines.size());
        assertEquals(16 * 1024, lines.part(0, 0).array().length);
    }
}
