package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Scale;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A scale. */
public class SWTBotScale extends AbstractSWTBotControl<Scale> {

    /** @param w the widget */
    public SWTBotScale(Scale w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotScale(Scale w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Moves the knob. */
    public void setValue(int value) {
        waitForEnabled();
        change(() -> widget.setSelection(value));
        notify(SWT.Selection);
    }

    /** @return where the knob is */
    public int getValue() {
        return syncExec(() -> widget.getSelection());
    }

    /** @return the step of the arrow keys */
    public int getIncrement() {
        return syncExec(() -> widget.getIncrement());
    }

    /** @return the largest value */
    public int getMaximum() {
        return syncExec(() -> widget.getMaximum());
    }

    /** @return the smallest value */
    public int getMinimum() {
        return syncExec(() -> widget.getMinimum());
    }

    /** @return the step of the page keys */
    public int getPageIncrement() {
        return syncExec(() -> widget.getPageIncrement());
    }
}
