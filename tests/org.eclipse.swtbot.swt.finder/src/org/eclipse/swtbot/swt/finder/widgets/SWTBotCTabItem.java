package org.eclipse.swtbot.swt.finder.widgets;

import java.lang.reflect.Field;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.hamcrest.SelfDescribing;

/** A tab of a folder such as views are in. */
public class SWTBotCTabItem extends AbstractSWTBot<CTabItem> {

    /** @param w the widget */
    public SWTBotCTabItem(CTabItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotCTabItem(CTabItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Brings the tab to the front. */
    public SWTBotCTabItem activate() throws TimeoutException {
        waitForEnabled();
        CTabFolder folder = folder();
        change(() -> folder.setSelection(widget));
        Event event = createEvent(folder);
        event.item = widget;
        notify(SWT.Selection, event, folder);
        return this;
    }

    /** Scrolls the tab into sight. */
    public SWTBotCTabItem show() {
        waitForEnabled();
        CTabFolder folder = folder();
        change(() -> folder.showItem(widget));
        return this;
    }

    /** Closes the tab with its close button, which it must have. */
    public SWTBotCTabItem close() {
        waitForEnabled();
        CTabFolder folder = folder();
        show();
        Rectangle button = syncExec(this::closeButton);
        Point at = middle(button);
        Mouse.click(this, folder, at.x, at.y, 1);
        return this;
    }

    /** @return whether the tab is in front */
    @Override
    public boolean isActive() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().getSelection() == widget);
    }

    /** @return whether the folder is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().isEnabled());
    }

    private CTabFolder folder() {
        return syncExec(() -> widget.getParent());
    }

    /** Where the close button is; the folder tells nobody, so that its private field has to. */
    private Rectangle closeButton() {
        try {
            Field field = CTabItem.class.getDeclaredField("closeRect");
            field.setAccessible(true);
            Rectangle area = (Rectangle) field.get(widget);
            if (area.isEmpty()) {
                throw new IllegalStateException("Expected a close button on " + this + ", it has none");
            }
            return area;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Expected a field CTabItem.closeRect in this version of SWT", e);
        }
    }
}
