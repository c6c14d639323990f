package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Button;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A check box. */
public class SWTBotCheckBox extends AbstractSWTBotControl<Button> {

    /** @param w the widget */
    public SWTBotCheckBox(Button w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotCheckBox(Button w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Turns the check mark over. */
    @Override
    public SWTBotCheckBox click() {
        click(() -> widget.setSelection(!widget.getSelection()));
        return this;
    }

    /** Sets the check mark, with a click if it is not set. */
    public void select() {
        waitForEnabled();
        if (!isChecked()) {
            click();
        }
    }

    /** Removes the check mark, with a click if it is set. */
    public void deselect() {
        waitForEnabled();
        if (isChecked()) {
            click();
        }
    }

    /** @return whether the check mark is set */
    public boolean isChecked() {
        return syncExec(() -> widget.getSelection());
    }
}
