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
            keepInSight(table, columns, room);
            stretch(columns, room);
        }
    }

    /** Narrows what may be narrower until all columns up to the one that is to be seen have room. */
    private static <T> void keepInSight(Table table, List<Column<T>> columns, int room) {
        List<Column<T>> before = new ArrayList<>();
        int needed = 0;
        for (int index : table.getColumnOrder()) {
            Column<T> column = columns.get(index);
            before.add(column);
            needed += column.hidden ? 0 : column.shownWidth;
            if (column.kept && !column.hidden) {
                int missing = Math.max(0, needed - room);
                for (Column<T> each : before) {
                    missing -= narrow(each, missing);
                }
                return;
            }
        }
    }

    /** @return how much narrower the column became than it should be */
    private static int narrow(Column<?> column, int missing) {
        if (column.hidden || column.stretched || column.leastWidth >= column.shownWidth) {
            return 0;
        }
        int less = Math.min(missing, column.shownWidth - column.leastWidth);
        column.fitTo(column.shownWidth - less);
        return less;
    }

    private static <T> void stretch(List<Column<T>> columns, int room) {
        columns.stream().filter(c -> c.stretched && !c.hidden).findFirst().ifPresent(elastic -> {
            int others = columns.stream().filter(c -> c != elastic).mapToInt(c -> c.widget.getWidth()).sum();
            elastic.fitTo(Math.max(elastic.preferredWidth, room - others));
        });
    }
}
