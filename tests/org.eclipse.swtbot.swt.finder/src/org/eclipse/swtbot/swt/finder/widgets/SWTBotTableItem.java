package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A row of a table. */
public class SWTBotTableItem extends AbstractSWTBot<TableItem> {

    /** @param w the widget */
    public SWTBotTableItem(TableItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTableItem(TableItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Selects the row, and only it. */
    public SWTBotTableItem select() {
        table().select(row());
        return this;
    }

    /** Clicks the row, which selects it. */
    public SWTBotTableItem click() {
        return click(0);
    }

    /** Clicks a cell of the row, which selects it. */
    public SWTBotTableItem click(int column) {
        table().click(row(), column);
        return this;
    }

    /** @return the text of a cell */
    public String getText(int column) {
        return syncExec(() -> widget.getText(column));
    }

    /** Sets the check mark. */
    public void check() {
        setChecked(true);
    }

    /** Removes the check mark. */
    public void uncheck() {
        setChecked(false);
    }

    /** Turns the check mark over. */
    public void toggleCheck() {
        setChecked(!isChecked());
    }

    /** @return whether the check mark is set */
    public boolean isChecked() {
        return syncExec(() -> checkable().getChecked());
    }

    /** @return whether the check mark is grey */
    public boolean isGrayed() {
        return syncExec(() -> checkable().getGrayed());
    }

    /** @return whether the table is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().isEnabled());
    }

    /** @return the context menu that a click with the right button on the row gives; it selects the row */
    @Override
    public SWTBotRootMenu contextMenu() throws WidgetNotFoundException {
        return table().contextMenu(row(), 0);
    }

    private void setChecked(boolean checked) {
        waitForEnabled();
        SWTBotTable table = table();
        TableItem item = syncExec(this::checkable);
        change(() -> item.setChecked(checked));
        Event event = createEvent(table.widget);
        event.item = widget;
        event.detail = SWT.CHECK;
        notify(SWT.Selection, event, table.widget);
    }

    private TableItem checkable() {
        if ((widget.getParent().getStyle() & SWT.CHECK) == 0) {
            throw new IllegalArgumentException("Expected a row with a check box, " + this + " has none");
        }
        return widget;
    }

    private SWTBotTable table() {
        return new SWTBotTable(syncExec(() -> widget.getParent()));
    }

    private int row() {
        return syncExec(() -> widget.getParent().indexOf(widget));
    }
}
