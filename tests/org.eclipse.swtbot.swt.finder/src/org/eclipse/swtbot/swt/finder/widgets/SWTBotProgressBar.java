package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A progress bar. */
public class SWTBotProgressBar extends AbstractSWTBotControl<ProgressBar> {

    /** @param w the widget */
    public SWTBotProgressBar(ProgressBar w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotProgressBar(ProgressBar w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** @return how far it is */
    public int getSelection() {
        return syncExec(() -> widget.getSelection());
    }

    /** @return the end of the range */
    public int getMaximum() {
        return syncExec(() -> widget.getMaximum());
    }

    /** @return the start of the range */
    public int getMinimum() {
        return syncExec(() -> widget.getMinimum());
    }
}
