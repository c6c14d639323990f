package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A radio button of a tool bar. */
public class SWTBotToolbarRadioButton extends SWTBotToolbarButton {

    /** @param w the widget */
    public SWTBotToolbarRadioButton(ToolItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotToolbarRadioButton(ToolItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Selects the button, which deselects the one of its group that was selected; nothing happens when it is. */
    @Override
    public SWTBotToolbarRadioButton click() {
        waitForEnabled();
        if (isChecked()) {
            return this;
        }
        ToolItem before = syncExec(() -> Radios.selectedBeside(widget, widget.getParent().getItems(),
                ToolItem::getSelection));
        if (before != null) {
            change(() -> before.setSelection(false));
            notify(SWT.Selection, createEvent(before), before);
        }
        click(() -> widget.setSelection(true), SWT.NONE);
        return this;
    }

    /** Selects the button, with a click if it is not selected. */
    public void select() {
        click();
    }

    /** @return whether the button is selected */
    public boolean isChecked() {
        return syncExec(() -> widget.getSelection());
    }
}
