package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A field for numbers. */
public class SWTBotSpinner extends AbstractSWTBotControl<Spinner> {

    /** @param w the widget */
    public SWTBotSpinner(Spinner w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotSpinner(Spinner w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Sets the number, without its decimal point. */
    public void setSelection(int value) {
        waitForEnabled();
        change(() -> widget.setSelection(value));
        notify(SWT.Selection);
    }

    /** @return the number, without its decimal point */
    public int getSelection() {
        return syncExec(() -> widget.getSelection());
    }

    /** @return how many digits are behind the decimal point */
    public int getDigits() {
        return syncExec(() -> widget.getDigits());
    }

    /** @return the step of the arrows */
    public int getIncrement() {
        return syncExec(() -> widget.getIncrement());
    }

    /** @return the largest number */
    public int getMaximum() {
        return syncExec(() -> widget.getMaximum());
    }

    /** @return the smallest number */
    public int getMinimum() {
        return syncExec(() -> widget.getMinimum());
    }

    /** @return the step of the page keys */
    public int getPageIncrement() {
        return syncExec(() -> widget.getPageIncrement());
    }
}
