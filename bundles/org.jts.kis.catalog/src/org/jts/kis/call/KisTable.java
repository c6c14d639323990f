package org.jts.kis.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A block of an answer, or records of a channel.
 *
 * @param name    of the block, {@code output1}
 * @param isList  whether it may have many rows; else it has one
 * @param columns names of its fields: those of the catalog in its order, then what else came
 * @param rows    values as they came, trimmed; each row has one for each column, empty where there was none
 * @since 1.0
 */
public record KisTable(String name, boolean isList, List<String> columns, List<List<String>> rows) {

    private static final String LINE = "\r\n";

    public KisTable {
        Objects.requireNonNull(name, "name");
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("%s: expected %d values in each row, found %d".formatted(name,
                        columns.size(), row.size()));
            }
        }
    }

    /** The columns that have a value in some row; all when none has. */
    public List<Integer> filledColumns() {
        List<Integer> filled = IntStream.range(0, columns.size()).filter(c -> rows.stream()
                .anyMatch(r -> !r.get(c).isEmpty())).boxed().toList();
        return filled.isEmpty() ? IntStream.range(0, columns.size()).boxed().toList() : filled;
    }

    /** These rows below those of an earlier page. */
    public KisTable under(KisTable earlier) {
        if (!isList || !earlier.columns.equals(columns)) {
            return this;
        }
        List<List<String>> all = new ArrayList<>(earlier.rows);
        all.addAll(rows);
        return new KisTable(name, true, columns, all);
    }

    /** As RFC 4180 has it: a line of names, then a line for each row. */
    public String csv() {
        return Stream.concat(Stream.of(columns), rows.stream()).map(row -> row.stream().map(KisTable::quoted)
                .collect(Collectors.joining(","))).collect(Collectors.joining(LINE)) + LINE;
    }

    private static String quoted(String value) {
        return value.matches("(?s).*[\",\r\n].*") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
