package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A slider. */
public class SWTBotSlider extends AbstractSWTBotControl<Slider> {

    /** @param w the widget */
    public SWTBotSlider(Slider w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotSlider(Slider w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Moves the thumb. */
    public void setSelection(int value) {
        waitForEnabled();
        change(() -> widget.setSelection(value));
        notify(SWT.Selection);
    }

    /** @return where the thumb is */
    public int getSelection() {
        return syncExec(() -> widget.getSelection());
    }

    /** @return the step of the arrows */
    public int getIncrement() {
        return syncExec(() -> widget.getIncrement());
    }

    /** @return the end of the range, which the far end of the thumb can reach */
    public int getMaximum() {
        return syncExec(() -> widget.getMaximum());
    }

    /** @return the start of the range */
    public int getMinimum() {
        return syncExec(() -> widget.getMinimum());
    }

    /** @return the step of a click beside the thumb */
    public int getPageIncrement() {
        return syncExec(() -> widget.getPageIncrement());
    }

    /** @return the size of the thumb */
    public int getThumb() {
        return syncExec(() -> widget.getThumb());
    }
}
