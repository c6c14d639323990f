package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * A table of records for many rows that change often. Rows are immutable values with a key; {@link #setRows} compares
 * them with those shown and repaints only what differs and can be seen. Selection stays with its key. The user sorts by
 * a click on a header, chooses columns by a right click on one, moves and sizes them; all that is remembered under the
 * table's id. Ctrl+C copies the selected rows as tab-separated text. UI thread only.
 *
 * <pre>{@code
 * var table = new DataTable<DeskOrder>(parent, "orders.table", DeskOrder::key);
 * table.column("time", T.get("column.time"), 90, SWT.LEFT, o -> Formats.time(...)).sortBy(comparing(...));
 * table.column("quantity", T.get("column.quantity"), 80, SWT.RIGHT, o -> Formats.quantity(...));
 * table.emptyText(T.get("empty"));
 * table.setRows(desk.orders());
 * }</pre>
 *
 * @param <T> a row; its {@code equals} says whether it must be painted again
 * @since 1.0
 */
public final class DataTable<T> {
    /** How SWTBot and scripts find a widget. */
    public static final String WIDGET_KEY = "org.eclipse.swtbot.widget.key";

    private final Table table;
    private final List<Column<T>> columns = new ArrayList<>();
    private final TableMemory memory;
    private final TableRows<T> rows;
    private final TableSelection<T> selection;
    private final TableOrder<T> order;
    private final TableHint hint;
    private final List<Consumer<T>> openListeners = new ArrayList<>();
    private List<T> given = List.of();

    /** A table in which one row can be selected. */
    public DataTable(Composite parent, String id, Function<? super T, ?> key) {
        this(parent, SWT.SINGLE, id, key);
    }

    /**
     * @param parent to put it into
     * @param style  {@link SWT#SINGLE} or {@link SWT#MULTI}; {@link SWT#BORDER} if wanted
     * @param id     names the widget for tests, and what is remembered of it
     * @param key    what a row is the same by, over all its changes
     */
    public DataTable(Composite parent, int style, String id, Function<? super T, ?> key) {
        table = new Table(parent, style | SWT.VIRTUAL | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        table.setLinesVisible(false);
        table.setData(WIDGET_KEY, id);
        memory = new TableMemory(id);
        rows = new TableRows<>(table, key, columns);
        selection = new TableSelection<>(table, key, rows::shown);
        order = new TableOrder<>(table);
        hint = new TableHint(table);
        table.addListener(SWT.DefaultSelection, e -> opened((TableItem) e.item));
        table.addListener(SWT.Resize, e -> resized());
        Palette.onChange(table, this::repaint);
        new TableMenus<>(this, memory);
    }

    /**
     * Declares the next column. To be called before the first {@link #setRows}.
     *
     * @param id    names it in what is remembered
     * @param label its header
     * @param width in points, until the user changes it
     * @param align {@link SWT#LEFT}, {@link SWT#RIGHT} or {@link SWT#CENTER}
     * @param text  of its cells
     */
    public Column<T> column(String id, String label, int width, int align, Function<? super T, String> text) {
        TableColumn widget = new TableColumn(table, align);
        widget.setText(label);
        widget.setMoveable(true);
        Column<T> column = new Column<>(this, id, widget, width, text);
        columns.add(column);
        memory.restore(column);
        widget.addListener(SWT.Selection, e -> headerClicked(column));
        return column;
    }

    /** The order in which rows stand until the user clicks a header; not remembered. */
    public DataTable<T> sort(String columnId, boolean ascending) {
        if (!order.isSorted()) {
            columns.stream().filter(c -> c.id.equals(columnId)).findFirst().ifPresent(c -> order.sortBy(c, !ascending));
        }
        return this;
    }

    /** What is written in the middle while there is no row. */
    public DataTable<T> emptyText(String text) {
        hint.say(text);
        return this;
    }

    /**
     * Brings up at most so many rows in sight at once, and the others a frame later, when rows change in their places:
     * painting many rows takes long, and keeps events waiting. All at once where it is not called.
     */
    public DataTable<T> atMostAtOnce(int count) {
        rows.atMostAtOnce(count);
        return this;
    }

    /** Shows these rows, in this order where no column is sorted. */
    public void setRows(List<T> newRows) {
        given = List.copyOf(newRows);
        show(order.sorted(given));
    }

    /** The rows as they stand. */
    public List<T> rows() {
        return rows.shown();
    }

    /** The selected row, or the first of several. */
    public Optional<T> selection() {
        return selections().stream().findFirst();
    }

    public List<T> selections() {
        return selection.rows();
    }

    /** Selects the row with that key and scrolls to it; nothing when there is none. Listeners are not told. */
    public void select(Object rowKey) {
        selection.select(rowKey);
    }

    /** Tells of every change of the selection by the user, and of a selected row that has gone. */
    public DataTable<T> onSelect(Consumer<Optional<T>> listener) {
        selection.listen(listener);
        return this;
    }

    /** Tells of a double click or Enter on a row. */
    public DataTable<T> onOpen(Consumer<T> listener) {
        openListeners.add(listener);
        return this;
    }

    /** Fills the context menu each time it is about to be shown; Copy is added below. */
    public DataTable<T> contextMenu(BiConsumer<IMenuManager, List<T>> filler) {
        table.setData(TableMenus.FILLER, filler);
        return this;
    }

    /** The widget, for layout data and listeners; its items are this class's own. */
    public Table control() {
        return table;
    }

    public void setFocus() {
        table.setFocus();
    }

    /** Paints all visible rows anew, for when texts or colours depend on something beside the rows. */
    public void repaint() {
        if (!table.isDisposed()) {
            rows.repaint();
        }
    }

    /** The selected rows with their headers, tab-separated, as Ctrl+C copies them. */
    public String selectionAsText() {
        return TableMenus.asText(visibleColumns(), selections());
    }

    List<Column<T>> columns() {
        return columns;
    }

    List<Column<T>> visibleColumns() {
        List<Column<T>> visible = new ArrayList<>();
        for (int index : table.getColumnOrder()) {
            if (!columns.get(index).hidden) {
                visible.add(columns.get(index));
            }
        }
        return visible;
    }

    void columnsChanged() {
        TableWidths.fit(table, columns);
    }

    /** Takes over what was remembered of the order of rows. */
    void restoreSort(Column<T> column, boolean desc) {
        order.sortBy(column, desc);
    }

    private void show(List<T> next) {
        rows.show(next);
        hint.show(next.isEmpty());
        selection.rowsChanged();
    }

    private void opened(TableItem item) {
        int index = table.indexOf(item);
        if (index >= 0 && index < rows().size()) {
            T row = rows().get(index);
            List.copyOf(openListeners).forEach(listener -> listener.accept(row));
        }
    }

    private void headerClicked(Column<T> column) {
        if (column.order != null) {
            order.clicked(column);
            memory.saveSort(column, order.isDescending());
            show(order.sorted(given));
        }
    }

    private void resized() {
        rows.resized();
        columnsChanged();
    }

    /**
     * One column of a table.
     *
     * @param <T> a row
     */
    public static final class Column<T> {
        final DataTable<T> owner;
        final String id;
        final TableColumn widget;
        final int preferredWidth;
        final Function<? super T, String> text;
        Comparator<T> order;
        Function<? super T, Color> color;
        Function<? super T, Color> background;
        Function<? super T, Image> image;
        boolean stretched;
        boolean kept;
        boolean hidden;
        int shownWidth;
        int leastWidth = Integer.MAX_VALUE;
        int fittedWidth;

        Column(DataTable<T> owner, String id, TableColumn widget, int width, Function<? super T, String> text) {
            this.owner = owner;
            this.id = id;
            this.widget = widget;
            this.preferredWidth = width;
            this.shownWidth = width;
            this.text = text;
        }

        /** Makes its header sort the table; without, it does nothing. */
        public Column<T> sortBy(Comparator<? super T> comparator) {
            order = comparator::compare;
            owner.memory.restoreSort(this);
            return this;
        }

        /** Colour of its texts; null for that of the theme. */
        public Column<T> color(Function<? super T, Color> function) {
            color = function;
            return this;
        }

        /** Colour behind its texts; null for that of the theme. */
        public Column<T> background(Function<? super T, Color> function) {
            background = function;
            return this;
        }

        /** Image in front of its texts; null for none. The caller disposes of it. */
        public Column<T> image(Function<? super T, Image> function) {
            image = function;
            return this;
        }

        /** Takes the width that the others leave; at most one column. */
        public Column<T> stretch() {
            stretched = true;
            return this;
        }

        /**
         * May be made narrower than it should be, down to {@code least}, for {@link #keepInSight} of a later column.
         * The first of such columns also takes the room in which a column would be seen in part only.
         */
        public Column<T> narrowTo(int least) {
            leastWidth = least;
            return this;
        }

        /** Is seen without scrolling also where the table is narrow, if others give way; at most one column. */
        public Column<T> keepInSight() {
            kept = true;
            return this;
        }

        /** Not shown until the user asks for it by a right click on a header. */
        public Column<T> hiddenAtFirst() {
            owner.memory.hideAtFirst(this);
            return this;
        }

        /** Shows or hides the column as the rows need it, unless the user has said which it shall be. @since 1.3 */
        public void need(boolean needed) {
            if (hidden == needed && !owner.memory.isChosen(this)) {
                setHidden(!needed);
                owner.columnsChanged();
            }
        }

        public Column<T> tooltip(String tooltip) {
            widget.setToolTipText(tooltip);
            return this;
        }

        /** A width that is not the user's wish. */
        void fitTo(int width) {
            fittedWidth = width;
            if (widget.getWidth() != width) {
                widget.setWidth(width);
            }
        }

        void setHidden(boolean hide) {
            hidden = hide;
            widget.setWidth(hide ? 0 : shownWidth);
            widget.setResizable(!hide);
        }
    }
}
