package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A column of a tree. */
public class SWTBotTreeColumn extends AbstractSWTBot<TreeColumn> {

    /** @param w the widget */
    public SWTBotTreeColumn(TreeColumn w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTreeColumn(TreeColumn w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Clicks the title. */
    public SWTBotTreeColumn click() {
        waitForEnabled();
        notify(SWT.Selection, createSelectionEvent(SWT.BUTTON1));
        return this;
    }

    /** @return whether the tree is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().isEnabled());
    }
}
