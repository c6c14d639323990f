package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A tab of a tab folder. */
public class SWTBotTabItem extends AbstractSWTBot<TabItem> {

    /** @param w the widget */
    public SWTBotTabItem(TabItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTabItem(TabItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Brings the tab to the front. */
    public SWTBotTabItem activate() throws TimeoutException {
        waitForEnabled();
        TabFolder folder = syncExec(() -> widget.getParent());
        change(() -> folder.setSelection(widget));
        Event event = createEvent(folder);
        event.item = widget;
        notify(SWT.Selection, event, folder);
        return this;
    }

    /** @return whether the tab is in front */
    @Override
    public boolean isActive() {
        return syncExec(() -> List.of(widget.getParent().getSelection()).contains(widget));
    }

    /** @return whether the folder is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().isEnabled());
    }
}
