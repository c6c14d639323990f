package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
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

    private static final String CELLS = DataTable.class.getName() + ".cells";

    private final Table table;
    private final Function<? super T, ?> key;
    private final List<Column<T>> columns = new ArrayList<>();
    private final TableMemory memory;
    private final List<Consumer<Optional<T>>> selectListeners = new ArrayList<>();
    private final List<Consumer<T>> openListeners = new ArrayList<>();
    private List<T> given = List.of();
    private List<T> shown = List.of();
    private List<Object> selectedKeys = List.of();
    private Column<T> sortColumn;
    private boolean descending;
    private int visibleRows;
    private String emptyText = "";

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
        this.key = key;
        table = new Table(parent, style | SWT.VIRTUAL | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        table.setLinesVisible(false);
        table.setData(WIDGET_KEY, id);
        memory = new TableMemory(id);
        table.addListener(SWT.SetData, this::provide);
        table.addListener(SWT.Selection, e -> selectionChanged());
        table.addListener(SWT.DefaultSelection, e -> opened((TableItem) e.item));
        table.addListener(SWT.Paint, this::paintEmpty);
        table.addListener(SWT.Resize, e -> resized());
        table.addListener(SWT.KeyDown, this::keyDown);
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
        if (sortColumn == null) {
            columns.stream().filter(c -> c.id.equals(columnId)).findFirst().ifPresent(c -> applySort(c, !ascending));
        }
        return this;
    }

    /** What is written in the middle while there is no row. */
    public DataTable<T> emptyText(String text) {
        emptyText = text;
        table.redraw();
        return this;
    }

    /** Shows these rows, in this order where no column is sorted. */
    public void setRows(List<T> rows) {
        given = List.copyOf(rows);
        show(sorted(given));
    }

    /** The rows as they stand. */
    public List<T> rows() {
        return shown;
    }

    /** The selected row, or the first of several. */
    public Optional<T> selection() {
        return selections().stream().findFirst();
    }

    public List<T> selections() {
        return selectedKeys.isEmpty() ? List.of()
                : shown.stream().filter(row -> selectedKeys.contains(key.apply(row))).toList();
    }

    /** Selects the row with that key and scrolls to it; nothing when there is none. Listeners are not told. */
    public void select(Object rowKey) {
        for (int i = 0; i < shown.size(); i++) {
            if (rowKey.equals(key.apply(shown.get(i)))) {
                selectedKeys = List.of(rowKey);
                table.setSelection(i);
                return;
            }
        }
    }

    /** Tells of every change of the selection by the user, and of a selected row that has gone. */
    public DataTable<T> onSelect(Consumer<Optional<T>> listener) {
        selectListeners.add(listener);
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
            table.clearAll();
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
        stretch();
    }

    /** Takes over what was remembered of the order of rows. */
    void restoreSort(Column<T> column, boolean desc) {
        applySort(column, desc);
    }

    private void show(List<T> next) {
        List<T> before = shown;
        shown = next;
        if (before.size() != next.size()) {
            table.setItemCount(next.size());
        }
        int top = table.getTopIndex();
        int bottom = top + visibleRows;
        for (int i = 0; i < Math.min(before.size(), next.size()); i++) {
            T row = next.get(i);
            if (row != before.get(i) && !row.equals(before.get(i))) {
                if (i >= top && i <= bottom) {
                    update(i, row);
                } else {
                    table.clear(i);
                }
            }
        }
        keepSelection();
        if (before.isEmpty() != next.isEmpty()) {
            table.redraw();
        }
    }

    private void update(int index, T row) {
        TableItem item = table.getItem(index);
        if (item.getData(CELLS) instanceof Cells cells) {
            fill(item, row, cells);
        } else {
            table.clear(index);
        }
    }

    private void provide(Event event) {
        int index = event.index;
        if (index < shown.size()) {
            TableItem item = (TableItem) event.item;
            Cells cells = new Cells(columns.size());
            item.setData(CELLS, cells);
            fill(item, shown.get(index), cells);
        }
    }

    private void fill(TableItem item, T row, Cells cells) {
        for (int i = 0; i < columns.size(); i++) {
            Column<T> column = columns.get(i);
            if (column.hidden) {
                continue;
            }
            String text = Objects.requireNonNullElse(column.text.apply(row), "");
            if (!text.equals(cells.texts[i])) {
                cells.texts[i] = text;
                item.setText(i, text);
            }
            Color color = column.color == null ? null : column.color.apply(row);
            if (!Objects.equals(color, cells.colors[i])) {
                cells.colors[i] = color;
                item.setForeground(i, color);
            }
            Color background = column.background == null ? null : column.background.apply(row);
            if (!Objects.equals(background, cells.backgrounds[i])) {
                cells.backgrounds[i] = background;
                item.setBackground(i, background);
            }
            Image image = column.image == null ? null : column.image.apply(row);
            if (image != cells.images[i]) {
                cells.images[i] = image;
                item.setImage(i, image);
            }
        }
    }

    private void keepSelection() {
        if (selectedKeys.isEmpty()) {
            return;
        }
        List<Object> found = new ArrayList<>();
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < shown.size() && found.size() < selectedKeys.size(); i++) {
            Object rowKey = key.apply(shown.get(i));
            if (selectedKeys.contains(rowKey)) {
                found.add(rowKey);
                indices.add(i);
            }
        }
        int[] wanted = indices.stream().mapToInt(Integer::intValue).toArray();
        int[] is = table.getSelectionIndices();
        Arrays.sort(is);
        if (!Arrays.equals(is, wanted)) {
            // Not setSelection: that would scroll away from what the user looks at.
            table.deselectAll();
            table.select(wanted);
        }
        if (found.size() != selectedKeys.size()) {
            selectedKeys = found;
            tellSelection();
        }
    }

    private void selectionChanged() {
        List<Object> keys = new ArrayList<>();
        for (int index : table.getSelectionIndices()) {
            if (index < shown.size()) {
                keys.add(key.apply(shown.get(index)));
            }
        }
        if (!keys.equals(selectedKeys)) {
            selectedKeys = keys;
            tellSelection();
        }
    }

    private void tellSelection() {
        Optional<T> selection = selection();
        List.copyOf(selectListeners).forEach(listener -> listener.accept(selection));
    }

    private void opened(TableItem item) {
        int index = table.indexOf(item);
        if (index >= 0 && index < shown.size()) {
            T row = shown.get(index);
            List.copyOf(openListeners).forEach(listener -> listener.accept(row));
        }
    }

    private List<T> sorted(List<T> rows) {
        if (sortColumn == null) {
            return rows;
        }
        List<T> sorted = new ArrayList<>(rows);
        sorted.sort(descending ? sortColumn.order.reversed() : sortColumn.order);
        return List.copyOf(sorted);
    }

    private void headerClicked(Column<T> column) {
        if (column.order != null) {
            applySort(column, column == sortColumn && !descending);
            memory.saveSort(column, descending);
            show(sorted(given));
        }
    }

    private void applySort(Column<T> column, boolean desc) {
        sortColumn = column;
        descending = desc;
        table.setSortColumn(column.widget);
        table.setSortDirection(desc ? SWT.DOWN : SWT.UP);
    }

    private void resized() {
        // Asked for once and not at each refresh: the answer comes from the window system, which may keep us waiting.
        visibleRows = table.getClientArea().height / Math.max(1, table.getItemHeight()) + 1;
        stretch();
    }

    private void stretch() {
        Column<T> elastic = columns.stream().filter(c -> c.stretched && !c.hidden).findFirst().orElse(null);
        if (elastic == null) {
            return;
        }
        int others = columns.stream().filter(c -> c != elastic).mapToInt(c -> c.widget.getWidth()).sum();
        int width = Math.max(elastic.preferredWidth, table.getClientArea().width - others);
        if (elastic.widget.getWidth() != width) {
            elastic.widget.setWidth(width);
        }
    }

    private void keyDown(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0 && event.keyCode == 'c') {
            TableMenus.copy(table, selectionAsText());
        }
    }

    private void paintEmpty(Event event) {
        if (shown.isEmpty() && !emptyText.isEmpty()) {
            event.gc.setForeground(Palette.of(table).muted());
            var area = table.getClientArea();
            var size = event.gc.textExtent(emptyText);
            int y = Math.max(table.getHeaderHeight() + 8, (area.height - size.y) / 2);
            event.gc.drawText(emptyText, Math.max(8, (area.width - size.x) / 2), y, true);
        }
    }

    /** What an item shows now, so that only differences reach the widget. */
    private static final class Cells {
        final String[] texts;
        final Color[] colors;
        final Color[] backgrounds;
        final Image[] images;

        Cells(int count) {
            texts = new String[count];
            colors = new Color[count];
            backgrounds = new Color[count];
            images = new Image[count];
        }
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
        boolean hidden;
        int shownWidth;

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

        /** Not shown until the user asks for it by a right click on a header. */
        public Column<T> hiddenAtFirst() {
            owner.memory.hideAtFirst(this);
            return this;
        }

        public Column<T> tooltip(String tooltip) {
            widget.setToolTipText(tooltip);
            return this;
        }

        void setHidden(boolean hide) {
            hidden = hide;
            widget.setWidth(hide ? 0 : shownWidth);
            widget.setResizable(!hide);
        }
    }
}
