package org.jts.ui.kis.internal;

/** JSON with a line for each value; nothing but blanks between values is changed. */
final class Pretty {

    private static final int STEP = 2;

    private Pretty() {
    }

    static String json(String text) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                out.append(c);
                if (c == '\\' && i + 1 < text.length()) {
                    out.append(text.charAt(++i));
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> {
                    quoted = true;
                    out.append(c);
                }
                case '{', '[' -> {
                    int next = skip(text, i + 1);
                    if (next < text.length() && text.charAt(next) == (c == '{' ? '}' : ']')) {
                        out.append(c).append(text.charAt(next));
                        i = next;
                    } else {
                        line(out.append(c), ++depth);
                    }
                }
                case '}', ']' -> line(out, --depth).append(c);
                case ',' -> line(out.append(c), depth);
                case ':' -> out.append(": ");
                case ' ', '\t', '\r', '\n' -> { }
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static StringBuilder line(StringBuilder out, int depth) {
        return out.append('\n').append(" ".repeat(Math.max(0, depth) * STEP));
    }
}
