package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.jts.ui.kit.DataTable.Column;

/** By which column rows are sorted, and which way. */
final class TableOrder<T> {
    private final Table table;
    private Column<T> column;
    private boolean descending;

    TableOrder(Table table) {
        this.table = table;
    }

    boolean isSorted() {
        return column != null;
    }

    boolean isDescending() {
        return descending;
    }

    void sortBy(Column<T> by, boolean desc) {
        column = by;
        descending = desc;
        table.setSortColumn(by.widget);
        table.setSortDirection(desc ? SWT.DOWN : SWT.UP);
    }

    /** Sorts upwards first, and the other way the second time. */
    void clicked(Column<T> by) {
        sortBy(by, by == column && !descending);
    }

    List<T> sorted(List<T> rows) {
        if (column == null) {
            return rows;
        }
        List<T> sorted = new ArrayList<>(rows);
        sorted.sort(descending ? column.order.reversed() : column.order);
        return List.copyOf(sorted);
    }
}
