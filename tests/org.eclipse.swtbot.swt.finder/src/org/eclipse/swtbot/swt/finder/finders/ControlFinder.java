package org.eclipse.swtbot.swt.finder.finders;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.internal.Widgets;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.hamcrest.Matcher;

/** Looks for widgets once, without waiting: in the active shell, or below a given widget. */
public class ControlFinder {

    /** The display whose shells are searched. */
    protected final Display display;
    private boolean invisibleToo;

    /** A finder on the display of the application under test. */
    public ControlFinder() {
        this.display = SWTUtils.display();
    }

    /** @return what matches in the active shell, in reading order; empty when no shell is active */
    public <T extends Widget> List<T> findControls(Matcher<T> matcher) {
        Shell shell = activeShell();
        return shell == null ? List.of() : findControls(shell, matcher, true);
    }

    /**
     * Finds below a widget.
     *
     * @param parentWidget where to look; it is a candidate itself
     * @param recursive false for {@code parentWidget} and its direct children only
     * @return what matches, in reading order
     */
    public <T extends Widget> List<T> findControls(Widget parentWidget, Matcher<T> matcher, boolean recursive) {
        return UIThreadRunnable.syncExec(display, () -> {
            List<T> found = new ArrayList<>();
            if (parentWidget != null && !parentWidget.isDisposed()) {
                for (Widget widget : Widgets.below(parentWidget, invisibleToo)) {
                    if ((recursive || widget == parentWidget || Widgets.parent(widget) == parentWidget)
                            && matcher.matches(widget)) {
                        @SuppressWarnings("unchecked") // the matcher's promise
                        T match = (T) widget;
                        found.add(match);
                    }
                }
            }
            return found;
        });
    }

    /** @return every shell that has this title */
    public List<Shell> findShells(String text) {
        return UIThreadRunnable.syncExec(display,
                () -> Stream.of(getShells()).filter(shell -> shell.getText().equals(text)).toList());
    }

    /**
     * The shell that the user works in. Where the window system reports none, as it does while another application
     * has the keyboard, it is the visible one that was opened last.
     *
     * @return the shell, or null when none is visible
     */
    public Shell activeShell() {
        return UIThreadRunnable.syncExec(display, () -> {
            Shell active = display.getActiveShell();
            if (active != null && !active.isDisposed()) {
                return active;
            }
            return Stream.of(getShells()).filter(Shell::isVisible).reduce((earlier, later) -> later).orElse(null);
        });
    }

    /** @return every shell that is not disposed, hidden ones too */
    public Shell[] getShells() {
        return UIThreadRunnable.syncExec(display,
                () -> Stream.of(display.getShells()).filter(shell -> !shell.isDisposed()).toArray(Shell[]::new));
    }

    /** @return the display whose shells are searched */
    public Display getDisplay() {
        return display;
    }

    /** Says whether controls that are hidden are found too; they are not unless this is called. */
    public void setShouldFindInvisibleControls(boolean shouldFindInvisibleControls) {
        invisibleToo = shouldFindInvisibleControls;
    }
}
