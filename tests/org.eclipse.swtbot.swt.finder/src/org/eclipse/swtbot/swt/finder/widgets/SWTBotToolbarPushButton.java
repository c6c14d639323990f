package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A push button of a tool bar. */
public class SWTBotToolbarPushButton extends SWTBotToolbarButton {

    /** @param w the widget */
    public SWTBotToolbarPushButton(ToolItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotToolbarPushButton(ToolItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    @Override
    public SWTBotToolbarPushButton click() {
        super.click();
        return this;
    }
}
