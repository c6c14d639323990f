package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A label that shortens its text. */
public class SWTBotCLabel extends AbstractSWTBotControl<CLabel> {

    /** @param w the widget */
    public SWTBotCLabel(CLabel w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotCLabel(CLabel w, SelfDescribing description) throws WidgetNotFoundException {
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
