package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A label. */
public class SWTBotLabel extends AbstractSWTBotControl<Label> {

    /** @param w the widget */
    public SWTBotLabel(Label w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotLabel(Label w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** @return the alignment: {@link SWT#LEFT}, {@link SWT#CENTER} or {@link SWT#RIGHT} */
    public int alignment() {
        return syncExec(() -> widget.getAlignment());
    }

    /** @return the picture, or null */
    public Image image() {
        return syncExec(() -> widget.getImage());
    }
}
