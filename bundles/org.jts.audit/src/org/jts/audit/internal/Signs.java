package org.jts.audit.internal;

/** Which letters, whether large or small, and which signs a text has: one look at it answers several questions. */
final class Signs {

    private static final String OTHERS = "=: .\"";
    private static final long[] BITS = bits();

    private Signs() {
    }

    private static long[] bits() {
        long[] bits = new long[0x80];
        for (char c = 'a'; c <= 'z'; c++) {
            bits[c] = 1L << c - 'a';
            bits[Character.toUpperCase(c)] = bits[c];
        }
        for (int i = 0; i < OTHERS.length(); i++) {
            bits[OTHERS.charAt(i)] = 1L << 'z' - 'a' + 1 + i;
        }
        return bits;
    }

    /** @return a bit for each that is there, once or more often */
    static long in(String text) {
        long found = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < BITS.length) {
                found |= BITS[c];
            }
        }
        return found;
    }
}
