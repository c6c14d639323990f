package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A column of a table. */
public class SWTBotTableColumn extends AbstractSWTBot<TableColumn> {

    /** @param w the widget */
    public SWTBotTableColumn(TableColumn w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTableColumn(TableColumn w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Clicks the title. */
    public SWTBotTableColumn click() {
        waitForEnabled();
        notify(SWT.Selection, createSelectionEvent(SWT.BUTTON1));
        return this;
    }

    /** @return whether the table is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().isEnabled());
    }
}
