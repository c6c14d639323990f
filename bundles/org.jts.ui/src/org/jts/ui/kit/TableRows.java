package org.jts.ui.kit;

import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.jts.ui.kit.DataTable.Column;

/** Brings rows into the items of a table: only those in sight, and of them only what differs from what is shown. */
final class TableRows<T> {
    private static final String CELLS = TableRows.class.getName() + ".cells";

    private final Table table;
    private final Function<? super T, ?> key;
    private final List<Column<T>> columns;
    /** Rows in sight whose items show what the row was before. */
    private final BitSet behind = new BitSet();
    private List<T> shown = List.of();
    private int visibleRows;
    private int mostAtOnce = Integer.MAX_VALUE;
    private int nextBehind;
    private boolean turnAsked;

    TableRows(Table table, Function<? super T, ?> key, List<Column<T>> columns) {
        this.table = table;
        this.key = key;
        this.columns = columns;
        table.addListener(SWT.SetData, this::provide);
    }

    List<T> shown() {
        return shown;
    }

    void atMostAtOnce(int rows) {
        mostAtOnce = rows;
    }

    void resized() {
        // Asked for once and not at each refresh: the answer comes from the window system, which may keep us waiting.
        visibleRows = table.getClientArea().height / Math.max(1, table.getItemHeight()) + 1;
    }

    void repaint() {
        behind.clear();
        table.clearAll();
    }

    void show(List<T> next) {
        List<T> before = shown;
        shown = next;
        if (before.size() != next.size()) {
            table.setItemCount(next.size());
            behind.clear(next.size(), Math.max(next.size(), behind.length()));
        }
        int top = table.getTopIndex();
        boolean moved = false;
        for (int i = 0; i < Math.min(before.size(), next.size()); i++) {
            T row = next.get(i);
            T old = before.get(i);
            if (row != old && !row.equals(old)) {
                if (isInSight(i, top)) {
                    behind.set(i);
                    moved |= !key.apply(row).equals(key.apply(old));
                } else {
                    table.clear(i);
                }
            }
        }
        // Rows that change places are all brought up at once: in between, some would stand there twice.
        catchUp(moved ? Integer.MAX_VALUE : mostAtOnce);
    }

    private boolean isInSight(int index, int top) {
        return index >= top && index <= top + visibleRows;
    }

    /** Goes on where the last call ended, so that no row has to wait for those above it to keep still. */
    private void catchUp(int most) {
        int top = table.getTopIndex();
        int done = 0;
        for (int i = nextBehind(); i >= 0 && done < most; i = nextBehind()) {
            behind.clear(i);
            nextBehind = i + 1;
            if (isInSight(i, top)) {
                update(i);
                done++;
            } else {
                table.clear(i);
            }
        }
        if (!behind.isEmpty() && !turnAsked) {
            turnAsked = true;
            Turns.of(table.getDisplay()).takeLater(this::turn);
        }
    }

    private int nextBehind() {
        int next = behind.nextSetBit(nextBehind);
        return next >= 0 ? next : behind.nextSetBit(0);
    }

    private void turn() {
        turnAsked = false;
        if (!table.isDisposed()) {
            catchUp(mostAtOnce);
        }
    }

    private void update(int index) {
        TableItem item = table.getItem(index);
        if (item.getData(CELLS) instanceof Cells cells) {
            fill(item, shown.get(index), cells);
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
            behind.clear(index);
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
}
