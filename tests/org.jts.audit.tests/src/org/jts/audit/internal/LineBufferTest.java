package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import org.junit.jupiter.api.Test;

/** Lines are JSON in UTF-8, whole or not there. */
class LineBufferTest {

    private static final JsonFactory JSON = new JsonFactory();

    private final LineBuffer lines = new LineBuffer();

    private void add(String name, String value) {
        lines.add(json -> json.writeStringField(name, value));
    }

    private void assertWritten(String expected, String text) {
        lines.clear();
        add("text", text);
        add(text, "as a name");
        assertEquals("{\"text\":\"" + expected + "\"}\n{\"" + expected + "\":\"as a name\"}\n", Written.text(lines));
    }

    @Test
    void textsOfEveryKindAreWrittenAsTheyAlwaysWere() {
        assertWritten("", "");
        assertWritten("plain", "plain");
        assertWritten("정상처리 되었습니다", "정상처리 되었습니다");
        assertWritten("say \\\"no\\\" to \\\\", "say \"no\" to \\");
        assertWritten("\\b\\t\\n\\f\\r\\u0000\\u001F\u007f/<>&'", "\b\t\n\f\r\0\u001f\u007f/<>&'");
        assertWritten("é ñ ß ¿ \u0085 \u2028", "é ñ ß ¿ \u0085 \u2028");
        assertWritten("😀 and 𠀀", "😀 and 𠀀");
        assertWritten("\uffff\ufeff\u0800\u07ff\u0080", "\uffff\ufeff\u0800\u07ff\u0080");
    }

    @Test
    void halfOfAPairIsAQuestionMark() {
        assertWritten("half ?", "half \ud83d");
        assertWritten("? half", "\ude00 half");
        assertWritten("?😀?", "\ud83d\ud83d\ude00\ude00");
        assertWritten("?\\\"", "\ud83d\"");
        assertWritten("?".repeat(20_000), "\ud83d".repeat(20_000));
        assertWritten("x" + "😀".repeat(20_000), "x" + "😀".repeat(20_000));
    }

    @Test
    void bytesAreThoseOfTheCharacters() {
        add("v", "aé정😀");
        byte[] expected = {'{', '"', 'v', '"', ':', '"', 'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xEC, (byte) 0xA0,
            (byte) 0x95, (byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80, '"', '}', '\n'};
        assertEquals(ByteBuffer.wrap(expected), lines.part(0, lines.size()));
    }

    @Test
    void everyCharacterIsReadAgain() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < Character.MIN_SUPPLEMENTARY_CODE_POINT ? 1 : 41) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.appendCodePoint(c).append((char) (c % 97 + ' '));
            }
        }
        add("all", all.toString());
        try (JsonParser json = JSON.createParser(Written.text(lines))) {
            json.nextToken();
            assertEquals("all", json.nextFieldName());
            assertEquals(all.toString(), json.nextTextValue());
        }
    }

    @Test
    void whatIsCutIsGoneAndTheNextLineBeginsThere() {
        add("a", "1");
        int end = lines.size();
        add("b", "x".repeat(100_000));
        lines.cut(end);
        add("c", "3");
        assertEquals(List.of("{\"a\":\"1\"}", "{\"c\":\"3\"}"), Written.lines(lines));
        assertEquals(end, lines.lineEnd(0));
        assertEquals(end, lines.lineEnd(end - 1));
        assertEquals(lines.size(), lines.lineEnd(end));
    }

    @Test
    void aLineThatFailsInTheMiddleIsGoneAndTheNextOneBeginsThere() {
        add("a", "1");
        int end = lines.size();
        for (int length : new int[] {0, 1, 1_000, 100_000}) {
            assertThrows(StackOverflowError.class, () -> lines.add(json -> {
                json.writeStringField("b", "\ud83d".repeat(length));
                json.writeObjectFieldStart("c");
                throw new StackOverflowError();
            }));
            assertEquals(end, lines.size());
        }
        assertThrows(IllegalStateException.class, () -> lines.add(json -> {
            throw new IOException("out of order");
        }));
        add("c", "3");
        assertEquals(List.of("{\"a\":\"1\"}", "{\"c\":\"3\"}"), Written.lines(lines));
    }

    @Test
    void aLargeBatchIsWholeAndItsMemoryIsNotKept() {
        for (int i = 0; i < 200; i++) {
            int number = i;
            lines.add(json -> {
                json.writeNumberField("i", number);
                json.writeStringField("text", "가".repeat(16_384));
            });
        }
        List<String> all = Written.lines(lines);
        for (int i = 0; i < 200; i++) {
            assertEquals("{\"i\":" + i + ",\"text\":\"" + "가".repeat(16_384) + "\"}", all.get(i));
        }
        lines.clear();
        assertEquals(0, lines.size());
        assertEquals(16 * 1024, lines.part(0, 0).array().length);
        add("next", "1");
        assertEquals(List.of("{\"next\":\"1\"}"), Written.lines(lines));
    }
}
