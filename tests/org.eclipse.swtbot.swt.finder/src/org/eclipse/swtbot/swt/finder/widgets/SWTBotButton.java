package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Button;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A push button. */
public class SWTBotButton extends AbstractSWTBotControl<Button> {

    /** @param w the widget */
    public SWTBotButton(Button w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotButton(Button w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    @Override
    public SWTBotButton click() {
        super.click();
        return this;
    }
}
