package org.jts.audit.internal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Lines in UTF-8, one after another, each of them an object of JSON. The memory is used again and again, so that lines
 * leave no garbage. One thread.
 */
final class LineBuffer {

    private static final int FIRST = 16 * 1024;
    /** What a large batch took beyond this is not kept for those that follow. */
    private static final int KEPT = 1024 * 1024;
    /** Bytes of one character: of one that cannot be printed, which is written as its number. */
    private static final int WIDEST = 6;
    /** What stands around the name and the value of a field. */
    private static final int SIGNS = 6;
    private static final int LONGEST_NUMBER = 19;
    private static final String ESCAPED = "\"\\\b\t\n\f\r";
    private static final String ESCAPES = "\"\\btnfr";
    private static final String HEX = "0123456789ABCDEF";

    private byte[] bytes = new byte[FIRST];
    private int size;
    /** The second that was written last: records come in groups, most of them in one second. */
    private long second = Long.MIN_VALUE;
    private String secondText = "";

    int size() {
        return size;
    }

    /** What is between two places; good until something is added. */
    ByteBuffer part(int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from);
    }

    /** @return where the line that has the byte at this place ends: behind its end of line */
    int lineEnd(int place) {
        int end = place;
        while (bytes[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[FIRST];
        }
    }

    /** Takes back what was added since the size was this. */
    void cut(int length) {
        size = length;
    }

    void beginLine() {
        reserve(1);
        bytes[size++] = '{';
    }

    void endLine() {
        reserve(2);
        bytes[size++] = '}';
        bytes[size++] = '\n';
    }

    void field(String name, String value) {
        int at = name(name, value.length());
        size = quoted(value, at);
    }

    /** @param value not below zero */
    void field(String name, long value) {
        int at = name(name, LONGEST_NUMBER);
        int count = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            count++;
        }
        size = digits(value, count, at);
    }

    /** As {@link Instant#toString()} writes it. */
    void field(String name, Instant value) {
        if (value.getEpochSecond() != second) {
            String text = Instant.ofEpochSecond(value.getEpochSecond()).toString();
            secondText = text.substring(0, text.length() - 1);
            second = value.getEpochSecond();
        }
        int at = name(name, secondText.length() + LONGEST_NUMBER);
        at = fraction(value.getNano(), quoted(secondText, at) - 1);
        bytes[at++] = 'Z';
        bytes[at++] = '"';
        size = at;
    }

    /** @param nanos are written in groups of three digits; none for none */
    private int fraction(int nanos, int from) {
        if (nanos == 0) {
            return from;
        }
        bytes[from] = '.';
        if (nanos % 1_000_000 == 0) {
            return digits(nanos / 1_000_000, 3, from + 1);
        }
        return nanos % 1_000 == 0 ? digits(nanos / 1_000, 6, from + 1) : digits(nanos, 9, from + 1);
    }

    /** @param count of digits, with zeros in front where there are fewer */
    private int digits(long value, int count, int from) {
        long rest = value;
        for (int i = from + count - 1; i >= from; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return from + count;
    }

    /**
     * Makes room for a field and writes its name.
     *
     * @param characters of the value
     * @return where the value begins
     */
    private int name(String name, int characters) {
        reserve(Math.multiplyExact(Math.addExact(name.length(), characters), WIDEST) + SIGNS);
        int at = size;
        if (bytes[at - 1] != '{') {
            bytes[at++] = ',';
        }
        at = quoted(name, at);
        bytes[at++] = ':';
        return at;
    }

    private int quoted(String text, int from) {
        byte[] to = bytes;
        int length = text.length();
        int at = from;
        to[at++] = '"';
        int i = 0;
        while (i < length && isPlain(text.charAt(i))) {
            to[at++] = (byte) text.charAt(i++);
        }
        if (i < length) {
            at = rest(text, i, at);
        }
        to[at++] = '"';
        return at;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x80 && c != '"' && c != '\\';
    }

    private int rest(String text, int begin, int from) {
        int at = from;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                bytes[at++] = (byte) c;
            } else if (c < 0x80) {
                at = escaped(c, at);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                at = wide(Character.toCodePoint(c, text.charAt(++i)), at);
            } else if (Character.isSurrogate(c)) {
                bytes[at++] = '?'; // half of a pair, as where a text was cut, is no character
            } else {
                at = wide(c, at);
            }
        }
        return at;
    }

    private int escaped(char c, int from) {
        int at = from;
        bytes[at++] = '\\';
        int known = ESCAPED.indexOf(c);
        if (known >= 0) {
            bytes[at++] = (byte) ESCAPES.charAt(known);
            return at;
        }
        bytes[at++] = 'u';
        bytes[at++] = '0';
        bytes[at++] = '0';
        bytes[at++] = (byte) HEX.charAt(c >> 4);
        bytes[at++] = (byte) HEX.charAt(c & 0xF);
        return at;
    }

    /** @param character beyond ASCII: two to four bytes, of which all but the first carry six bits */
    private int wide(int character, int from) {
        int more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
        bytes[from] = (byte) (0xFF00 >> more + 1 | character >> 6 * more);
        for (int i = 1; i <= more; i++) {
            bytes[from + i] = (byte) (0x80 | character >> 6 * (more - i) & 0x3F);
        }
        return from + more + 1;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
