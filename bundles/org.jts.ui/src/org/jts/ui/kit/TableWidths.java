package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.widgets.Table;
import org.jts.ui.kit.DataTable.Column;

/** How wide columns are: as declared or as the user wants them, but for those that give way where a table is narrow. */
final class TableWidths {
    private TableWidths() {
    }

    static <T> void fit(Table table, List<Column<T>> columns) {
        int room = table.getClientArea().width;
        if (room > 0) {
            List<Column<T>> inOrder = visible(table, columns);
            if (inOrder.stream().anyMatch(column -> column.kept)) {
                int[] widths = inOrder.stream().mapToInt(column -> column.shownWidth).toArray();
                keepInSight(inOrder, widths, room);
                fill(inOrder, widths, room);
                for (int i = 0; i < widths.length; i++) {
                    if (gives(inOrder.get(i))) {
                        inOrder.get(i).fitTo(widths[i]);
                    }
                }
            }
            stretch(columns, room);
        }
    }

    private static <T> List<Column<T>> visible(Table table, List<Column<T>> columns) {
        List<Column<T>> visible = new ArrayList<>();
        for (int index : table.getColumnOrder()) {
            if (!columns.get(index).hidden) {
                visible.add(columns.get(index));
            }
        }
        return visible;
    }

    private static boolean gives(Column<?> column) {
        return !column.stretched && column.leastWidth < column.shownWidth;
    }

    /** Narrows what may be narrower until all columns up to the one that is to be seen have room. */
    private static <T> void keepInSight(List<Column<T>> columns, int[] widths, int room) {
        int missing = -room;
        int kept = 0;
        while (!columns.get(kept).kept) {
            missing += widths[kept++];
        }
        missing += widths[kept];
        for (int i = 0; i <= kept && missing > 0; i++) {
            if (gives(columns.get(i))) {
                int less = Math.min(missing, widths[i] - columns.get(i).leastWidth);
                widths[i] -= less;
                missing -= less;
            }
        }
    }

    /** Where a column would be cut by the edge, one that may be narrower is made wider instead, up to the edge. */
    private static <T> void fill(List<Column<T>> columns, int[] widths, int room) {
        int left = room;
        int elastic = -1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > left) {
                if (elastic >= 0) {
                    widths[elastic] += left;
                }
                return;
            }
            left -= widths[i];
            if (elastic < 0 && gives(columns.get(i))) {
                elastic = i;
            }
        }
    }

    private static <T> void stretch(List<Column<T>> columns, int room) {
        columns.stream().filter(c -> c.stretched && !c.hidden).findFirst().ifPresent(elastic -> {
            int others = columns.stream().filter(c -> c != elastic).mapToInt(TableWidths::width).sum();
            elastic.fitTo(Math.max(elastic.preferredWidth, room - others));
        });
    }

    /** The toolkit tells the width that a column was just given only when it has painted it. */
    private static int width(Column<?> column) {
        return gives(column) && column.fittedWidth > 0 ? column.fittedWidth : column.widget.getWidth();
    }
}
