package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/**
 * What the robot can do with any control.
 *
 * @param <T> the type of the control
 */
public abstract class AbstractSWTBotControl<T extends Control> extends AbstractSWTBot<T> {

    /** @param w the control */
    public AbstractSWTBotControl(T w) throws WidgetNotFoundException {
        super(w);
    }

    /**
     * @param w the control
     * @param description how it was found, for messages; may be null
     */
    public AbstractSWTBotControl(T w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Clicks in the middle: mouse events, and the {@link SWT#Selection} that the control would send. */
    protected AbstractSWTBot<T> click() {
        return click(() -> { });
    }

    /** Clicks in the middle; {@code change} sets the state, on the UI thread, that the selection event reports. */
    AbstractSWTBot<T> click(Runnable change) {
        waitForEnabled();
        Point at = syncExec(() -> middle(widget));
        Mouse.click(this, widget, at.x, at.y, 1);
        change(change::run);
        notify(SWT.Selection, createSelectionEvent(SWT.BUTTON1));
        Mouse.leave(this, widget, at.x, at.y);
        return this;
    }
}
