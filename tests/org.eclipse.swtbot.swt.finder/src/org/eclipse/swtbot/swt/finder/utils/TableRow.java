package org.eclipse.swtbot.swt.finder.utils;

import java.util.ArrayList;
import java.util.List;

/** The texts of one row of a table or tree, a column each. */
public class TableRow {

    private final List<String> cells = new ArrayList<>();

    /** Appends a cell. */
    public void add(String text) {
        cells.add(text);
    }

    /** @return the text in {@code column}, from 0 */
    public String get(int column) {
        return cells.get(column);
    }

    /** @return how many cells there are */
    public int columnCount() {
        return cells.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableRow that && cells.equals(that.cells);
    }

    @Override
    public int hashCode() {
        return cells.hashCode();
    }

    @Override
    public String toString() {
        return cells.toString();
    }
}
