package org.jts.checks;

/** What the rules need to know of Java source. */
final class Java {
    private Java() {
    }

    /** Source without its comments; strings, character literals and the number of lines stay as they are. */
    static String withoutComments(String source) {
        StringBuilder kept = new StringBuilder(source.length());
        int i = 0;
        while (i < source.length()) {
            int end = i + 1;
            if (source.startsWith("//", i)) {
                end = endOf(source, source.indexOf('\n', i), 0);
                i = end;
                continue;
            }
            if (source.startsWith("/*", i)) {
                end = endOf(source, source.indexOf("*/", i + 2), 2);
                source.substring(i, end).chars().filter(c -> c == '\n').forEach(c -> kept.append('\n'));
                i = end;
                continue;
            }
            if (source.startsWith("\"\"\"", i)) {
                end = endOf(source, source.indexOf("\"\"\"", i + 3), 3);
            } else if (source.charAt(i) == '"' || source.charAt(i) == '\'') {
                end = endOfLiteral(source, i);
            }
            kept.append(source, i, end);
            i = end;
        }
        return kept.toString();
    }

    private static int endOf(String source, int found, int length) {
        return found < 0 ? source.length() : found + length;
    }

    private static int endOfLiteral(String source, int start) {
        char quote = source.charAt(start);
        for (int i = start + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote || c == '\n') {
                return i + 1;
            }
        }
        return source.length();
    }
}
