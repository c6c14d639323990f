package org.jts.kis.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of a request, an answer or a frame. The broker writes all values as texts, numbers too.
 *
 * @param name     as on the wire
 * @param required whether the broker's table marks it as required; an empty text usually passes for paging keys
 * @param mark     what else is known of it
 * @since 1.0
 */
public record KisField(String name, boolean required, Mark mark) {

    /** Where a field comes from. */
    public enum Mark {
        /** The broker's field table. */
        TABLE,
        /** Only the broker's own example has it. */
        EXAMPLE,
        /** Appended to a frame by the change of 2026-09-14. */
        SINCE_2026_09
    }

    private static final Pattern SERIES = Pattern.compile("(\\w+?)_(\\d+)\\.\\.(\\w+?)_(\\d+)");

    public KisField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(mark, "mark");
        if (!name.matches("\\w+")) {
            throw new IllegalArgumentException("field: expected letters, digits and _, was \"%s\"".formatted(name));
        }
    }

    /** Reads {@code A*;B;C_01..C_10*;D~;E+}: star required, tilde from an example, plus since September 2026. */
    static List<KisField> parse(String text) {
        List<KisField> fields = new ArrayList<>();
        for (String item : text.split(";")) {
            if (!item.isEmpty()) {
                add(fields, item);
            }
        }
        return List.copyOf(fields);
    }

    private static void add(List<KisField> fields, String item) {
        boolean required = item.endsWith("*");
        Mark mark = item.endsWith("~") ? Mark.EXAMPLE : item.endsWith("+") ? Mark.SINCE_2026_09 : Mark.TABLE;
        String name = required || mark != Mark.TABLE ? item.substring(0, item.length() - 1) : item;
        Matcher series = SERIES.matcher(name);
        if (!series.matches()) {
            addOnce(fields, new KisField(name, required, mark));
            return;
        }
        int digits = series.group(2).length();
        for (int i = Integer.parseInt(series.group(2)); i <= Integer.parseInt(series.group(4)); i++) {
            String number = String.valueOf(i);
            addOnce(fields, new KisField(series.group(1) + "_" + "0".repeat(Math.max(0, digits - number.length()))
                    + number, required, mark));
        }
    }

    /** A series and its last member both stand in the broker's tables. */
    private static void addOnce(List<KisField> fields, KisField field) {
        if (fields.stream().noneMatch(f -> f.name().equals(field.name()))) {
            fields.add(field);
        }
    }
}
