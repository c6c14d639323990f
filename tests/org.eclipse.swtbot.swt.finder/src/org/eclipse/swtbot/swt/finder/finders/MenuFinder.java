package org.eclipse.swtbot.swt.finder.finders;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.hamcrest.Matcher;

/** Looks for menu items once, without waiting. Every menu it looks into is told to show, so that it fills itself. */
public class MenuFinder {

    private final ControlFinder controlFinder = new ControlFinder();

    /** @return what matches in the menu bar of the active shell, depth first */
    public List<MenuItem> findMenus(Matcher<MenuItem> matcher) {
        Shell shell = controlFinder.activeShell();
        return shell == null ? List.of() : findMenus(shell, matcher, true);
    }

    /** @return what matches in the menu bar of {@code shell}, depth first */
    public List<MenuItem> findMenus(Shell shell, Matcher<MenuItem> matcher, boolean recursive) {
        return UIThreadRunnable.syncExec(controlFinder.getDisplay(),
                () -> shell.isDisposed() ? List.of() : findMenus(shell.getMenuBar(), matcher, recursive));
    }

    /**
     * Finds in a menu.
     *
     * @param bar the menu; null gives an empty list
     * @param recursive whether to look into submenus as well, depth first
     */
    public List<MenuItem> findMenus(Menu bar, Matcher<MenuItem> matcher, boolean recursive) {
        return UIThreadRunnable.syncExec(controlFinder.getDisplay(), () -> {
            List<MenuItem> found = new ArrayList<>();
            collect(bar, matcher, recursive, found);
            return found;
        });
    }

    private static void collect(Menu menu, Matcher<MenuItem> matcher, boolean recursive, List<MenuItem> found) {
        if (menu == null || menu.isDisposed()) {
            return;
        }
        menu.notifyListeners(SWT.Show, new Event());
        for (MenuItem item : menu.getItems()) {
            if (SWTUtils.hasStyle(item, SWT.SEPARATOR)) {
                continue;
            }
            if (matcher.matches(item)) {
                found.add(item);
            }
            if (recursive) {
                collect(item.getMenu(), matcher, true, found);
            }
        }
    }
}
