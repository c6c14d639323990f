package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.internal.Report;
import org.eclipse.swtbot.swt.finder.keyboard.Keyboard;
import org.eclipse.swtbot.swt.finder.keyboard.KeyboardFactory;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.utils.Traverse;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.hamcrest.SelfDescribing;
import org.hamcrest.StringDescription;

/**
 * What the robot can do with any widget. Events are left to the UI thread and waited for in a way that a dialog which
 * a listener opens, and waits in, does not block the test.
 *
 * @param <T> the type of the widget
 */
public abstract class AbstractSWTBot<T extends Widget> {

    /** The display of the widget. */
    protected final Display display;
    /** The widget itself; touch it on the UI thread only. */
    public final T widget;
    /** How the widget was found; null when it was not searched for. */
    protected final SelfDescribing description;

    /** @param w the widget */
    public AbstractSWTBot(T w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     * @throws WidgetNotFoundException if the widget is null or disposed
     */
    public AbstractSWTBot(T w, SelfDescribing description) throws WidgetNotFoundException {
        if (w == null || w.isDisposed()) {
            throw new WidgetNotFoundException("Expected a widget, found " + Report.of(w)
                    + (description == null ? "" : " for " + StringDescription.toString(description)));
        }
        this.widget = w;
        this.display = w.getDisplay();
        this.description = description;
    }

    /** @return what the widget shows; empty when it has no text */
    public String getText() {
        return SWTUtils.getText(widget);
    }

    /** @return the tool tip; empty when there is none */
    public String getToolTipText() {
        return SWTUtils.getToolTipText(widget);
    }

    /** @return the id, see {@link SWTBotPreferences#DEFAULT_KEY}; null when there is none */
    public String getId() {
        return syncExec(() -> (String) widget.getData(SWTBotPreferences.DEFAULT_KEY));
    }

    /** @return whether the widget, and what it is in, is enabled */
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed()
                && (!(widget instanceof Control control) || control.isEnabled()));
    }

    /** @return whether the widget, and what it is in, is visible; true for what is no control */
    public boolean isVisible() {
        return syncExec(() -> !(widget instanceof Control control) || control.isVisible());
    }

    /** @return whether the widget has the keyboard */
    public boolean isActive() {
        return syncExec(() -> widget instanceof Control control && control.isFocusControl());
    }

    /** @return the background colour of a control; null for what is none */
    public Color backgroundColor() {
        return syncExec(() -> widget instanceof Control control ? control.getBackground() : null);
    }

    /** @return the text colour of a control; null for what is none */
    public Color foregroundColor() {
        return syncExec(() -> widget instanceof Control control ? control.getForeground() : null);
    }

    /** Gives the keyboard to the widget, and brings its shell to the front for that. */
    public void setFocus() {
        waitForEnabled();
        syncExec(() -> {
            if (widget instanceof Control control && !control.isFocusControl()) {
                if (display.getActiveShell() != control.getShell()) {
                    control.getShell().forceActive();
                }
                control.forceFocus();
            }
        });
    }

    /** Leaves the widget by keyboard. @return whether it was left */
    public boolean traverse(Traverse traverse) {
        waitForEnabled();
        setFocus();
        return syncExec(() -> widget instanceof Control control && control.traverse(traverse.type));
    }

    /** Presses keys while the widget has the keyboard. @param modificationKeys bits such as {@link SWT#CTRL} */
    public AbstractSWTBot<T> pressShortcut(int modificationKeys, char c) {
        setFocus();
        keyboard().pressShortcut(modificationKeys, c);
        return this;
    }

    /** Presses keys while the widget has the keyboard: {@code keyCode}, such as {@link SWT#F5}, or if 0 {@code c}. */
    public AbstractSWTBot<T> pressShortcut(int modificationKeys, int keyCode, char c) {
        setFocus();
        keyboard().pressShortcut(modificationKeys, keyCode, c);
        return this;
    }

    /** Presses keys together while the widget has the keyboard. */
    public AbstractSWTBot<T> pressShortcut(KeyStroke... keys) {
        setFocus();
        keyboard().pressShortcut(keys);
        return this;
    }

    /** @return the keyboard, for typing into this widget */
    protected Keyboard keyboard() {
        return KeyboardFactory.getDefaultKeyboard(widget, description);
    }

    /** @return the context menu, as a click with the right button in the middle of the widget gives it */
    public SWTBotRootMenu contextMenu() throws WidgetNotFoundException {
        if (widget instanceof Control control) {
            return contextMenu(control);
        }
        throw new WidgetNotFoundException("Expected a control, since only controls have context menus, found " + this);
    }

    /** @return the first item with this text in the context menu, looked for depth first */
    public SWTBotMenu contextMenu(String text) throws WidgetNotFoundException {
        return contextMenu().menu(text, true, 0);
    }

    /** @return the item at the end of a path of texts that starts in the context menu */
    public SWTBotMenu contextMenu(String... texts) throws WidgetNotFoundException {
        return contextMenu().menu(texts);
    }

    /** @return the context menu of {@code control}, as a click in its middle gives it */
    protected SWTBotRootMenu contextMenu(Control control) throws WidgetNotFoundException {
        Point middle = syncExec(() -> middle(control));
        return contextMenu(control, middle.x, middle.y);
    }

    /** @return the context menu of {@code control}, as a click at a point of it gives it */
    SWTBotRootMenu contextMenu(Control control, int x, int y) {
        waitForEnabled();
        Event event = createEvent(control);
        Point onDisplay = syncExec(() -> control.toDisplay(x, y));
        event.x = onDisplay.x;
        event.y = onDisplay.y;
        event.detail = SWT.MENU_MOUSE;
        notify(SWT.MenuDetect, event, control);
        if (!event.doit) {
            throw new WidgetNotFoundException("Expected a context menu of " + this + ", a listener forbids it");
        }
        WaitForObjectCondition<Menu> menu = Conditions.waitForPopupMenu(control);
        new SWTBot().waitUntilWidgetAppears(menu);
        return new SWTBotRootMenu(menu.get(0));
    }

    /** Waits until the widget is enabled. @throws TimeoutException if it is not in time */
    protected void waitForEnabled() {
        if (!isEnabled()) {
            new SWTBot().waitUntil(Conditions.widgetIsEnabled(this));
        }
    }

    static Point middle(Control control) {
        Point size = control.getSize();
        return middle(new Rectangle(0, 0, size.x, size.y));
    }

    static Point middle(Rectangle area) {
        return new Point(area.x + area.width / 2, area.y + area.height / 2);
    }

    /** Sends an event without further data to the widget. */
    protected void notify(int eventType) {
        notify(eventType, createEvent());
    }

    /** Sends an event to the widget. */
    protected void notify(int eventType, Event event) {
        notify(eventType, event, widget);
    }

    /** Sends an event to {@code target}, unless it is disposed by then, and rests for the playback delay. */
    protected void notify(int eventType, Event event, Widget target) {
        event.type = eventType;
        change(() -> {
            if (!target.isDisposed() && (!(target instanceof Control control) || control.isEnabled())) {
                target.notifyListeners(eventType, event);
            }
        });
        if (SWTBotPreferences.PLAYBACK_DELAY > 0) {
            SWTUtils.sleep(SWTBotPreferences.PLAYBACK_DELAY);
        }
    }

    /** Does what listeners may answer to, and returns when it is done or when one of them waits in a dialog. */
    void change(VoidResult change) {
        if (SWTUtils.isUIThread(display)) {
            change.run();
            return;
        }
        // where a listener waits in a dialog, it is the dialog's event loop that answers the second call
        UIThreadRunnable.asyncExec(display, change);
        UIThreadRunnable.syncExec(display, () -> { });
    }

    /** @return an event that comes from the widget */
    protected Event createEvent() {
        return createEvent(widget);
    }

    Event createEvent(Widget source) {
        Event event = new Event();
        event.time = (int) System.currentTimeMillis();
        event.widget = source;
        event.display = display;
        return event;
    }

    /** @return a selection event of the widget with these mouse buttons and modifier keys down */
    protected Event createSelectionEvent(int stateMask) {
        Event event = createEvent();
        event.stateMask = stateMask;
        return event;
    }

    /** Does work on the UI thread and waits for its value. */
    protected <R> R syncExec(Result<R> toExecute) {
        return UIThreadRunnable.syncExec(display, toExecute);
    }

    /** Does work on the UI thread and waits until it is done. */
    protected void syncExec(VoidResult toExecute) {
        UIThreadRunnable.syncExec(display, toExecute);
    }

    @Override
    public String toString() {
        return description == null ? syncExec(() -> Report.of(widget))
                : StringDescription.toString(description);
    }
}
