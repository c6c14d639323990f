package org.jts.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/** Rows of values, printed as an aligned table or as one JSON object a line. */
final class Report {

    /** The zone is always named: that of the exchange for what comes from a market, the machine's for all else. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z", Locale.ENGLISH);

    /** A value that reads differently for people. */
    record Shown(Object value, String text) {
    }

    private static final Properties KOREAN = korean();

    private final String emptyText;
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    /**
     * @param emptyText what to say to people when there are no rows
     * @param columns   names as in JSON: {@code limitPrice}
     */
    Report(String emptyText, String... columns) {
        this.emptyText = emptyText;
        this.columns = List.of(columns);
    }

    /** Adds a row; null and empty Optionals are values that are not there. */
    Report row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException("expected %d values, found %d".formatted(columns.size(), values.length));
        }
        rows.add(Arrays.asList(values));
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintStream out, boolean json) {
        if (json) {
            rows.forEach(row -> out.println(Json.object(columns, row.stream().map(Report::value).toList())));
        } else if (rows.isEmpty()) {
            out.println(emptyText);
        } else {
            printTable(out);
        }
    }

    /** Prints each column as a line of its own: for one thing with many facts. */
    void printFacts(PrintStream out, boolean json) {
        if (json) {
            print(out, true);
            return;
        }
        int width = columns.stream().mapToInt(column -> width(title(column))).max().orElse(0);
        for (List<Object> row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                String text = text(row.get(i));
                if (!text.isEmpty()) {
                    out.println(padded(title(columns.get(i)), width, false) + "  " + text);
                }
            }
        }
    }

    /** A time of the market: in the zone of its exchange. */
    static Object at(Instant time, ZoneId zone) {
        return new Shown(time, TIME.format(time.atZone(zone)));
    }

    static Object dayOrTime(Instant time, boolean intraday, ZoneId zone) {
        var local = time.atZone(zone);
        return new Shown(time, intraday ? TIME.format(local) : local.toLocalDate().toString());
    }

    private void printTable(PrintStream out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Report::title).toList());
        rows.forEach(row -> lines.add(row.stream().map(Report::text).toList()));
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                int column = i;
                int width = lines.stream().mapToInt(l -> width(l.get(column))).max().orElse(0);
                text.append(i == 0 ? "" : "  ").append(padded(line.get(i), width, isNumeric(column)));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private boolean isNumeric(int column) {
        return rows.stream().map(row -> value(row.get(column))).anyMatch(Number.class::isInstance);
    }

    private static Object value(Object cell) {
        return switch (cell) {
            case null -> null;
            case Optional<?> optional -> value(optional.orElse(null));
            case Shown shown -> value(shown.value());
            default -> cell;
        };
    }

    private static String text(Object cell) {
        return switch (cell) {
            case null -> "";
            case Optional<?> optional -> text(optional.orElse(null));
            case Shown shown -> shown.text();
            case BigDecimal number -> grouped(number);
            case Integer number -> grouped(BigDecimal.valueOf(number));
            case Long number -> grouped(BigDecimal.valueOf(number));
            case Instant time -> TIME.format(time.atZone(ZoneId.systemDefault()));
            case Boolean yes -> yes ? "yes" : "";
            default -> cell.toString();
        };
    }

    /** Every digit, with commas between thousands. */
    private static String grouped(BigDecimal number) {
        String plain = number.toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        return whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") + (point < 0 ? "" : plain.substring(point));
    }

    /** In the language of the process; in English as in JSON. */
    private static String title(String column) {
        String korean = Locale.getDefault().getLanguage().equals("ko") ? KOREAN.getProperty(column) : null;
        return korean != null ? korean : column.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT);
    }

    private static String padded(String text, int width, boolean right) {
        String space = " ".repeat(Math.max(0, width - width(text)));
        return right ? space + text : text + space;
    }

    /** Columns of a terminal: Hangul and other wide letters take two. */
    static int width(String text) {
        return text.codePoints().map(c -> isWide(c) ? 2 : 1).sum();
    }

    private static boolean isWide(int c) {
        return c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF || c >= 0xAC00 && c <= 0xD7A3
                || c >= 0xF900 && c <= 0xFAFF || c >= 0xFF00 && c <= 0xFF60 || c >= 0x1F300 && c <= 0x1FAFF;
    }

    private static Properties korean() {
        Properties words = new Properties();
        try (InputStream in = Report.class.getResourceAsStream("columns_ko.properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("expected to read columns_ko.properties of the console", e);
        }
        return words;
    }
}
