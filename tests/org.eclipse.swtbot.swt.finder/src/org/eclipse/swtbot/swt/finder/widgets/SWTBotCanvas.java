package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** Something that draws itself. */
public class SWTBotCanvas extends AbstractSWTBotControl<Canvas> {

    /** @param w the widget */
    public SWTBotCanvas(Canvas w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotCanvas(Canvas w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Clicks in the middle. */
    @Override
    public AbstractSWTBot<Canvas> click() {
        Point at = syncExec(() -> middle(widget));
        click(at.x, at.y);
        return this;
    }

    /** Clicks at a point of the widget. */
    public void click(int x, int y) {
        waitForEnabled();
        Mouse.click(this, widget, x, y, 1);
        Mouse.leave(this, widget, x, y);
    }
}
