package org.eclipse.swtbot.swt.finder.finders;

import java.util.List;

import org.eclipse.swt.widgets.Widget;
import org.hamcrest.Matcher;

/** A finder that stays inside one widget, for example inside one view or dialog. */
public class ChildrenControlFinder extends ControlFinder {

    /** The widget to stay inside. */
    protected final Widget parentWidget;

    /** @param parentWidget the widget to stay inside */
    public ChildrenControlFinder(Widget parentWidget) {
        this.parentWidget = parentWidget;
    }

    @Override
    public <T extends Widget> List<T> findControls(Matcher<T> matcher) {
        return findControls(parentWidget, matcher, true);
    }
}
