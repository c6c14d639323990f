package org.eclipse.swtbot.swt.finder.keyboard;

import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Widget;
import org.hamcrest.SelfDescribing;

/** Makes keyboards. */
public abstract class KeyboardFactory {

    private KeyboardFactory() {
        // a collection of static methods
    }

    /**
     * The keyboard that widgets are typed into with.
     *
     * @param widget the widget, which should have the keyboard
     * @param description how the widget was found; may be null
     */
    public static Keyboard getDefaultKeyboard(Widget widget, SelfDescribing description) {
        return getSWTKeyboard();
    }

    /** @return a keyboard whose keys go through the window system, see {@link Display#post(Event)} */
    public static Keyboard getSWTKeyboard() {
        return new Keyboard(new PostedKeys());
    }

    /**
     * A keyboard whose keys only the listeners of one widget hear of.
     *
     * @param widget the widget
     * @param description how the widget was found; may be null
     */
    public static Keyboard getMockKeyboard(Widget widget, SelfDescribing description) {
        return new Keyboard(new MockKeys(widget));
    }
}
