package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Button;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A button that stays down. */
public class SWTBotToggleButton extends AbstractSWTBotControl<Button> {

    /** @param w the widget */
    public SWTBotToggleButton(Button w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotToggleButton(Button w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Turns the button over. */
    @Override
    public SWTBotToggleButton click() {
        click(() -> widget.setSelection(!widget.getSelection()));
        return this;
    }

    /** Presses the button, with a click if it is up. */
    public void press() {
        waitForEnabled();
        if (!isPressed()) {
            click();
        }
    }

    /** Releases the button, with a click if it is down. */
    public void unpress() {
        waitForEnabled();
        if (isPressed()) {
            click();
        }
    }

    /** @return whether the button is down */
    public boolean isPressed() {
        return syncExec(() -> widget.getSelection());
    }
}
