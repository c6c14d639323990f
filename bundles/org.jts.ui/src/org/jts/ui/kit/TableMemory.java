package org.jts.ui.kit;

import java.util.List;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Table;
import org.jts.ui.internal.Preferences;

/** What the user did to the columns of one table, remembered over restarts. */
final class TableMemory {
    private final IEclipsePreferences node;
    private final String id;

    TableMemory(String tableId) {
        node = InstanceScope.INSTANCE.getNode(Preferences.NODE + "/tables/" + tableId);
        id = tableId;
    }

    /** Gives a new column the width and visibility that it had, and listens for changes. */
    void restore(DataTable.Column<?> column) {
        column.shownWidth = Math.max(16, node.getInt("width." + column.id, column.preferredWidth));
        column.setHidden(node.getBoolean("hidden." + column.id, false));
        column.widget.addListener(SWT.Resize, e -> {
            int width = column.widget.getWidth();
            boolean wanted = !column.hidden && !column.stretched && width != column.fittedWidth
                    && !isFilledUp(column);
            if (wanted && width > 0 && width != column.shownWidth) {
                column.shownWidth = width;
                column.fittedWidth = width;
                node.putInt("width." + column.id, width);
                Preferences.save();
            }
        });
    }

    /** The toolkit makes the last column as wide as there is room: nobody wished that. */
    private static boolean isFilledUp(DataTable.Column<?> column) {
        Table table = column.widget.getParent();
        List<? extends DataTable.Column<?>> visible = column.owner.visibleColumns();
        return !visible.isEmpty() && visible.getLast() == column
                && visible.stream().mapToInt(c -> c.widget.getWidth()).sum() <= table.getClientArea().width;
    }

    void hideAtFirst(DataTable.Column<?> column) {
        column.setHidden(node.getBoolean("hidden." + column.id, true));
    }

    /** Whether the user has shown or hidden it. */
    boolean isChosen(DataTable.Column<?> column) {
        return node.get("hidden." + column.id, null) != null;
    }

    void saveHidden(DataTable.Column<?> column) {
        node.putBoolean("hidden." + column.id, column.hidden);
        Preferences.save();
    }

    void saveSort(DataTable.Column<?> column, boolean descending) {
        node.put("sort", column.id);
        node.putBoolean("sort.descending", descending);
        Preferences.save();
    }

    <T> void restoreSort(DataTable.Column<T> column) {
        if (column.id.equals(node.get("sort", ""))) {
            column.owner.restoreSort(column, node.getBoolean("sort.descending", false));
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
