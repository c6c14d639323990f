package org.jts.gateway.kis.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Values between carets. Where they begin is found eight characters at a time, and numbers are read where they stand:
 * most values of a frame are never looked at, and no text is made of the others.
 */
final class Cells {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.LITTLE_ENDIAN);
    private static final long CARETS = 0x5E5E5E5E5E5E5E5EL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final int LONGEST = 18;

    final int size;
    private final String all;
    /** One for each character, those that are no Latin letters as question marks; null where that cannot be. */
    private final byte[] bytes;
    /** Where values begin, and where one more would. */
    private final int[] starts;

    private Cells(String all, byte[] bytes, int[] starts, int size) {
        this.all = all;
        this.bytes = bytes;
        this.starts = starts;
        this.size = size;
    }

    static Cells of(String all) {
        byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length != all.length()) { // letters beyond 16 bits are two characters and one byte
            return slowly(all);
        }
        int[] starts = new int[bytes.length / 3 + 16];
        int size = 1;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            long word = (long) EIGHT.get(bytes, at) ^ CARETS;
            long hits = ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
            if (size + Long.BYTES >= starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            for (; hits != 0; hits &= hits - 1) {
                starts[size++] = at + (Long.numberOfTrailingZeros(hits) >>> 3) + 1;
            }
        }
        starts = Arrays.copyOf(starts, size + Long.BYTES + 1);
        for (; at < bytes.length; at++) {
            if (bytes[at] == '^') {
                starts[size++] = at + 1;
            }
        }
        starts[size] = bytes.length + 1;
        return new Cells(all, bytes, starts, size);
    }

    private static Cells slowly(String all) {
        int[] starts = new int[all.length() + 2];
        int size = 1;
        for (int at = all.indexOf('^'); at >= 0; at = all.indexOf('^', at + 1)) {
            starts[size++] = at + 1;
        }
        starts[size] = all.length() + 1;
        return new Cells(all, null, starts, size);
    }

    String text(int cell) {
        return all.substring(starts[cell], starts[cell + 1] - 1).strip();
    }

    /** From one value to before another, as they came. */
    String text(int from, int to) {
        return all.substring(starts[from], starts[to] - 1);
    }

    boolean is(int cell, String text) {
        return starts[cell + 1] - 1 - starts[cell] == text.length() && all.startsWith(text, starts[cell]);
    }

    /** @return the number that so many digits make, or -1 */
    int digits(int cell, int count) {
        if (bytes == null || starts[cell + 1] - 1 - starts[cell] != count) {
            return -1;
        }
        int number = 0;
        for (int i = starts[cell]; i < starts[cell + 1] - 1; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** @return the number; null for what is not plainly one, which another reader may take or refuse */
    BigDecimal number(int cell) {
        int at = starts[cell];
        int end = starts[cell + 1] - 1;
        if (at == end) {
            return BigDecimal.ZERO;
        }
        if (bytes == null) {
            return null;
        }
        boolean negative = bytes[at] == '-';
        at += negative ? 1 : 0;
        if (at == end || end - at > LONGEST) {
            return null;
        }
        long number = 0;
        int point = -1;
        for (int i = at; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                number = number * 10 + digit;
            } else if (bytes[i] == '.' && point < 0 && i > at && i < end - 1) {
                point = i;
            } else {
                return null;
            }
        }
        return BigDecimal.valueOf(negative ? -number : number, point < 0 ? 0 : end - 1 - point);
    }
}
