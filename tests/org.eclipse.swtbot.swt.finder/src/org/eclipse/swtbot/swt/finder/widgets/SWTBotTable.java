package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.utils.TableCollection;
import org.eclipse.swtbot.swt.finder.utils.TableRow;
import org.hamcrest.SelfDescribing;

/** A table; rows and columns start at 0. Rows of a virtual table are made when they are read. */
public class SWTBotTable extends AbstractSWTBotControl<Table> {

    /** How many rows a message names. */
    private static final int MOST_ROWS = 50;

    /** @param w the widget */
    public SWTBotTable(Table w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTable(Table w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** @return how many rows there are */
    public int rowCount() {
        return syncExec(() -> widget.getItemCount());
    }

    /** @return how many columns there are; 0 for a table without columns, whose cells are in column 0 */
    public int columnCount() {
        return syncExec(() -> widget.getColumnCount());
    }

    /** @return the titles of the columns */
    public List<String> columns() {
        return syncExec(() -> Stream.of(widget.getColumns()).map(TableColumn::getText).toList());
    }

    /** @return the index of the column with this title; -1 when there is none */
    public int indexOfColumn(String column) {
        return columns().indexOf(column);
    }

    /** @return the column with this title */
    public SWTBotTableColumn header(String label) throws WidgetNotFoundException {
        return new SWTBotTableColumn(Await.found(() -> syncExec(() -> Stream.of(widget.getColumns())
                .filter(column -> column.getText().equals(label)).findFirst().orElse(null)),
                () -> "Expected a column '" + label + "' in " + this + ", found " + columns()));
    }

    /** @return the text of a cell */
    public String cell(int row, int column) {
        return syncExec(() -> legalItem(row, column).getText(column));
    }

    /** @return the text of a cell */
    public String cell(int row, String columnName) {
        int column = indexOfColumn(columnName);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "Expected a column '" + columnName + "' in " + this + ", found " + columns());
        }
        return cell(row, column);
    }

    /** @return the first row with this text in column 0; -1 when there is none */
    public int indexOf(String item) {
        return indexOf(item, 0);
    }

    /** @return the first row with this text in a column; -1 when there is none */
    public int indexOf(String text, int column) {
        return syncExec(() -> IntStream.range(0, widget.getItemCount())
                .filter(row -> widget.getItem(row).getText(column).equals(text)).findFirst().orElse(-1));
    }

    /** @return the first row with this text in a column; -1 when there is none */
    public int indexOf(String text, String column) {
        return indexOf(text, indexOfColumn(column));
    }

    /** @return whether a row has this text in column 0 */
    public boolean containsItem(String item) {
        return indexOf(item) >= 0;
    }

    /** @return the first row with this text in column 0 */
    public SWTBotTableItem getTableItem(String itemText) throws WidgetNotFoundException {
        return new SWTBotTableItem(Await.found(() -> syncExec(() -> {
            int row = indexOf(itemText);
            return row < 0 ? null : widget.getItem(row);
        }), () -> "Expected a row '" + itemText + "' in " + this + ", found " + firstColumn()));
    }

    /** @return a row */
    public SWTBotTableItem getTableItem(int row) throws WidgetNotFoundException {
        return new SWTBotTableItem(Await.found(
                () -> syncExec(() -> row < widget.getItemCount() ? widget.getItem(row) : null),
                () -> "Expected a row " + row + " in " + this + ", found " + rowCount() + " rows"));
    }

    /** Selects the rows with these texts in column 0, and only them. */
    public void select(String... items) {
        waitForEnabled();
        select(Stream.of(items).mapToInt(item -> {
            getTableItem(item);
            return indexOf(item);
        }).toArray());
    }

    /** Selects rows, and only them. */
    public void select(int... indices) {
        waitForEnabled();
        if (indices.length > 1 && !SWTUtils.hasStyle(widget, SWT.MULTI)) {
            throw new IllegalArgumentException("Expected one row, since " + this + " takes one only, found "
                    + Arrays.toString(indices));
        }
        setFocus();
        syncExec(() -> IntStream.of(indices).forEach(row -> legalItem(row, 0)));
        change(() -> widget.setSelection(indices));
        Event event = createSelectionEvent(SWT.BUTTON1);
        event.item = indices.length == 0 ? null : syncExec(() -> widget.getItem(indices[indices.length - 1]));
        notify(SWT.Selection, event);
    }

    /** Selects nothing. */
    public void unselect() {
        waitForEnabled();
        setFocus();
        change(() -> widget.deselectAll());
        notify(SWT.Selection);
    }

    /** @return how many rows are selected */
    public int selectionCount() {
        return syncExec(() -> widget.getSelectionCount());
    }

    /** @return the texts of the selected rows */
    public TableCollection selection() {
        return syncExec(() -> {
            TableCollection rows = new TableCollection();
            for (TableItem item : widget.getSelection()) {
                TableRow row = new TableRow();
                IntStream.range(0, Math.max(1, widget.getColumnCount())).mapToObj(item::getText).forEach(row::add);
                rows.add(row);
            }
            return rows;
        });
    }

    /** Clicks a cell, which selects its row. */
    public void click(int row, int column) {
        Point at = reveal(row, column);
        Mouse.enter(this, widget, at.x, at.y);
        Mouse.down(this, widget, at.x, at.y, 1, 1);
        select(row);
        Mouse.up(this, widget, at.x, at.y, 1, 1);
        Mouse.leave(this, widget, at.x, at.y);
    }

    /** Clicks a cell twice, which selects its row and opens it. */
    public void doubleClick(int row, int column) {
        Point at = reveal(row, column);
        Mouse.doubleClick(this, widget, at.x, at.y, () -> select(row));
        Event event = createSelectionEvent(SWT.NONE);
        event.item = syncExec(() -> widget.isDisposed() ? null : widget.getItem(row));
        notify(SWT.DefaultSelection, event);
        Mouse.leave(this, widget, at.x, at.y);
    }

    /** @return the context menu that a click with the right button on a cell gives; it selects the row */
    public SWTBotRootMenu contextMenu(int row, int column) throws WidgetNotFoundException {
        Point at = reveal(row, column);
        select(row);
        return contextMenu(widget, at.x, at.y);
    }

    /** Scrolls to a cell. @return its middle, in coordinates of the table */
    private Point reveal(int row, int column) {
        waitForEnabled();
        return syncExec(() -> {
            TableItem item = legalItem(row, column);
            widget.showItem(item);
            if (widget.getColumnCount() > 0) {
                widget.showColumn(widget.getColumn(column));
            }
            return middle(item.getBounds(column));
        });
    }

    private TableItem legalItem(int row, int column) {
        int columns = Math.max(1, widget.getColumnCount());
        if (row < 0 || row >= widget.getItemCount() || column < 0 || column >= columns) {
            throw new IllegalArgumentException("Expected a cell below row " + widget.getItemCount() + " and column "
                    + columns + " of " + this + ", found row " + row + ", column " + column);
        }
        return widget.getItem(row);
    }

    private List<String> firstColumn() {
        return syncExec(() -> IntStream.range(0, Math.min(MOST_ROWS, widget.getItemCount()))
                .mapToObj(row -> widget.getItem(row).getText()).toList());
    }
}
