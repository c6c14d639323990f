package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A radio button. */
public class SWTBotRadio extends AbstractSWTBotControl<Button> {

    /** @param w the widget */
    public SWTBotRadio(Button w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotRadio(Button w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Selects the button, which deselects the one of its group that was selected; nothing happens when it is. */
    @Override
    public SWTBotRadio click() {
        waitForEnabled();
        if (isSelected()) {
            return this;
        }
        Button before = syncExec(this::selectedOfGroup);
        if (before != null) {
            change(() -> before.setSelection(false));
            notify(SWT.Selection, createEvent(before), before);
        }
        click(() -> widget.setSelection(true));
        return this;
    }

    /** @return whether the button is selected */
    public boolean isSelected() {
        return syncExec(() -> widget.getSelection());
    }

    private Button selectedOfGroup() {
        Composite parent = widget.getParent();
        if ((parent.getStyle() & SWT.NO_RADIO_GROUP) != 0) {
            return null;
        }
        for (Control sibling : parent.getChildren()) {
            if (sibling != widget && sibling instanceof Button button && (button.getStyle() & SWT.RADIO) != 0
                    && button.getSelection()) {
                return button;
            }
        }
        return null;
    }
}
