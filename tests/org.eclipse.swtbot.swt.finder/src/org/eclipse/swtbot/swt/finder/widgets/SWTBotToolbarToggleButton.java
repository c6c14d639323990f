package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A button of a tool bar that stays down. */
public class SWTBotToolbarToggleButton extends SWTBotToolbarButton {

    /** @param w the widget */
    public SWTBotToolbarToggleButton(ToolItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotToolbarToggleButton(ToolItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Turns the button over. */
    @Override
    public SWTBotToolbarToggleButton click() {
        click(() -> widget.setSelection(!widget.getSelection()), SWT.NONE);
        return this;
    }

    /** Turns the button over. */
    public SWTBotToolbarToggleButton toggle() {
        return click();
    }

    /** Presses the button, with a click if it is up. */
    public void select() {
        waitForEnabled();
        if (!isChecked()) {
            click();
        }
    }

    /** Releases the button, with a click if it is down. */
    public void deselect() {
        waitForEnabled();
        if (isChecked()) {
            click();
        }
    }

    /** @return whether the button is down */
    public boolean isChecked() {
        return syncExec(() -> widget.getSelection());
    }
}
