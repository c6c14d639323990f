package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.List;
import java.util.Locale;

import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisLabels;

/** Tables for a console, where Hangul is as wide as two other letters. */
final class Columns {

    private static final int WIDEST = 30;

    private Columns() {
    }

    /**
     * One row as a line for each value with what it means, several as columns; columns without any value are left out.
     */
    static String of(KisTable table) {
        StringBuilder text = new StringBuilder(table.isList() ? T.format("console.rows", table.name(),
                table.rows().size()) : table.name());
        if (table.rows().isEmpty()) {
            return text.toString();
        }
        List<Integer> shown = table.filledColumns();
        if (table.rows().size() > 1) {
            list(text, table, shown);
        } else {
            List<String> row = table.rows().getFirst();
            for (int column : shown) {
                String name = table.columns().get(column);
                text.append("\n  ").append(padded(name, WIDEST)).append(padded(row.get(column), 20))
                        .append(KisLabels.field(name, Locale.getDefault()).orElse(""));
            }
        }
        return text.toString();
    }

    private static void list(StringBuilder text, KisTable table, List<Integer> shown) {
        int[] widths = shown.stream().mapToInt(c -> Math.max(width(table.columns().get(c)), table.rows().stream()
                .mapToInt(r -> width(r.get(c))).max().orElse(0))).toArray();
        line(text, table.columns(), shown, widths);
        table.rows().forEach(row -> line(text, row, shown, widths));
    }

    private static void line(StringBuilder text, List<String> row, List<Integer> shown, int[] widths) {
        text.append("\n ");
        for (int i = 0; i < widths.length; i++) {
            text.append(' ').append(padded(row.get(shown.get(i)), widths[i]));
        }
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
    }

    /** With blanks up to a width, one at least. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - width(text)));
    }

    private static int width(String text) {
        return text.codePoints().map(c -> c >= 0x1100 && Character.isLetter(c) ? 2 : 1).sum();
    }
}
