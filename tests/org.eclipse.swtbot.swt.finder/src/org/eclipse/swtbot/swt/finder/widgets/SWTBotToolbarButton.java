package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A button of a tool bar. */
public class SWTBotToolbarButton extends AbstractSWTBot<ToolItem> {

    /** @param w the widget */
    public SWTBotToolbarButton(ToolItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotToolbarButton(ToolItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Clicks the button. */
    public SWTBotToolbarButton click() {
        click(() -> { }, SWT.NONE);
        return this;
    }

    /** @return whether the button, and its tool bar, is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.isEnabled());
    }

    /** Clicks; {@code change} sets the state, on the UI thread, that the selection event reports. */
    void click(Runnable change, int detail) {
        waitForEnabled();
        ToolBar bar = syncExec(() -> widget.getParent());
        Point at = syncExec(() -> middle(widget.getBounds()));
        Mouse.click(this, bar, at.x, at.y, 1);
        change(change::run);
        Event event = createSelectionEvent(SWT.BUTTON1);
        event.detail = detail;
        if (detail == SWT.ARROW) {
            Rectangle bounds = syncExec(() -> widget.getBounds());
            event.x = bounds.x;
            event.y = bounds.y + bounds.height;
        }
        notify(SWT.Selection, event);
        Mouse.leave(this, bar, at.x, at.y);
    }
}
