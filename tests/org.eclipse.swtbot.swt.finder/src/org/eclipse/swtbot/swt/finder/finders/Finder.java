package org.eclipse.swtbot.swt.finder.finders;

import java.util.List;

import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.hamcrest.Matcher;

/** A finder of controls and a finder of menus in one. */
public class Finder {

    /** Finds controls. */
    protected final ControlFinder controlFinder;
    /** Finds menu items. */
    protected final MenuFinder menuFinder;

    /**
     * @param controlFinder finds controls
     * @param menuFinder finds menu items
     */
    public Finder(ControlFinder controlFinder, MenuFinder menuFinder) {
        this.controlFinder = controlFinder;
        this.menuFinder = menuFinder;
    }

    /** @see ControlFinder#findControls(Matcher) */
    public <T extends Widget> List<T> findControls(Matcher<T> matcher) {
        return controlFinder.findControls(matcher);
    }

    /** @see ControlFinder#findControls(Widget, Matcher, boolean) */
    public <T extends Widget> List<T> findControls(Widget parentWidget, Matcher<T> matcher, boolean recursive) {
        return controlFinder.findControls(parentWidget, matcher, recursive);
    }

    /** @see ControlFinder#findShells(String) */
    public List<Shell> findShells(String text) {
        return controlFinder.findShells(text);
    }

    /** @see ControlFinder#activeShell() */
    public Shell activeShell() {
        return controlFinder.activeShell();
    }

    /** @see ControlFinder#getShells() */
    public Shell[] getShells() {
        return controlFinder.getShells();
    }

    /** @see MenuFinder#findMenus(Matcher) */
    public List<MenuItem> findMenus(Matcher<MenuItem> matcher) {
        return menuFinder.findMenus(matcher);
    }

    /** @see MenuFinder#findMenus(Shell, Matcher, boolean) */
    public List<MenuItem> findMenus(Shell shell, Matcher<MenuItem> matcher, boolean recursive) {
        return menuFinder.findMenus(shell, matcher, recursive);
    }

    /** @see MenuFinder#findMenus(Menu, Matcher, boolean) */
    public List<MenuItem> findMenus(Menu menu, Matcher<MenuItem> matcher, boolean recursive) {
        return menuFinder.findMenus(menu, matcher, recursive);
    }

    /** @see ControlFinder#getDisplay() */
    public Display getDisplay() {
        return controlFinder.getDisplay();
    }

    /** @see ControlFinder#setShouldFindInvisibleControls(boolean) */
    public void setShouldFindInvisibleControls(boolean shouldFindInvisibleControls) {
        controlFinder.setShouldFindInvisibleControls(shouldFindInvisibleControls);
    }
}
