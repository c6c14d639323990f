package org.eclipse.swtbot.swt.finder.utils;

import java.util.ArrayList;
import java.util.List;

/** The texts of several rows of a table or tree, for example of the selected ones. */
public class TableCollection {

    private final List<TableRow> rows = new ArrayList<>();

    /** Appends a row. */
    public void add(TableRow row) {
        rows.add(row);
    }

    /** @return the row at {@code row}, from 0 */
    public TableRow get(int row) {
        return rows.get(row);
    }

    /** @return the text at {@code row} and {@code column}, both from 0 */
    public String get(int row, int column) {
        return get(row).get(column);
    }

    /** @return how many rows there are */
    public int rowCount() {
        return rows.size();
    }

    /** @return how many columns there are; 0 when there is no row */
    public int columnCount() {
        return rows.isEmpty() ? 0 : rows.get(0).columnCount();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableCollection that && rows.equals(that.rows);
    }

    @Override
    public int hashCode() {
        return rows.hashCode();
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
