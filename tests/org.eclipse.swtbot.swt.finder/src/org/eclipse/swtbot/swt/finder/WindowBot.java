package org.eclipse.swtbot.swt.finder;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withMnemonic;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withText;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.Finder;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.internal.Report;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotMenu;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotRootMenu;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.hamcrest.Matcher;

/** The part of the robot that finds shells and what is in their menu bars. */
abstract class WindowBot extends SWTBotFactory {

    WindowBot(Finder finder) {
        super(finder);
    }

    /** @return the shell that the user works in */
    public SWTBotShell activeShell() throws WidgetNotFoundException {
        return new SWTBotShell(Await.found(finder::activeShell,
                () -> "Expected an active shell; " + openShells()));
    }

    /** @return the first shell with this title */
    public SWTBotShell shell(String text) {
        return shell(text, 0);
    }

    /** @return the shell at {@code index}, from 0, of those with this title */
    public SWTBotShell shell(String text, int index) {
        return shell(withText(text), index);
    }

    /** @return the first shell with this title whose parent is {@code parent} */
    public SWTBotShell shell(String text, Shell parent) {
        return shell(text, parent, 0);
    }

    /** @return the shell at {@code index}, from 0, of those with this title whose parent is {@code parent} */
    public SWTBotShell shell(String text, Shell parent, int index) {
        return new SWTBotShell(Await.found(() -> shells(text, parent).stream().skip(index).findFirst().orElse(null),
                () -> "Expected a shell '" + text + "' (index " + index + ") that belongs to "
                        + new SWTBotShell(parent) + "; " + openShells()));
    }

    private String openShells() {
        return UIThreadRunnable.syncExec(display, () -> Report.shells(List.of(finder.getShells())));
    }

    /** @return the first shell with this id */
    public SWTBotShell shellWithId(String value) {
        return shellWithId(value, 0);
    }

    /** @return the shell at {@code index}, from 0, of those with this id */
    public SWTBotShell shellWithId(String value, int index) {
        return shell(withId(value), index);
    }

    /** @return the first shell with this value under {@code key} */
    public SWTBotShell shellWithId(String key, String value) {
        return shellWithId(key, value, 0);
    }

    /** @return the shell at {@code index}, from 0, of those with this value under {@code key} */
    public SWTBotShell shellWithId(String key, String value, int index) {
        return shell(withId(key, value), index);
    }

    private SWTBotShell shell(Matcher<Shell> matcher, int index) {
        return new SWTBotShell(waitFor(Conditions.waitForShell(matcher), index), matcher);
    }

    /** @return every shell there is now, hidden ones too */
    public SWTBotShell[] shells() {
        return Stream.of(finder.getShells()).map(SWTBotShell::new).toArray(SWTBotShell[]::new);
    }

    /** @return every shell there is now with this title */
    public List<Shell> shells(String text) {
        return finder.findShells(text);
    }

    /** @return every shell there is now with this title whose parent is {@code parent} */
    public List<Shell> shells(String text, Shell parent) {
        return UIThreadRunnable.syncExec(display,
                () -> finder.findShells(text).stream().filter(shell -> shell.getParent() == parent).toList());
    }

    /** @return the menu bar of the active shell */
    public SWTBotRootMenu menu() throws WidgetNotFoundException {
        return activeShell().menu();
    }

    /** @return the first item with this text in the active shell's menu bar, looked for depth first */
    public SWTBotMenu menu(String text) {
        return menu(text, 0);
    }

    /** @return the item at {@code index}, from 0, of those with this text in the active shell's menu bar */
    public SWTBotMenu menu(String text, int index) {
        return menu(activeShell(), withMnemonic(text), index);
    }

    /** @return the item at the end of a path of texts that starts in the active shell's menu bar */
    public SWTBotMenu menu(String... texts) {
        return menu().menu(texts);
    }

    /** @return the item at {@code index}, from 0, of those in the menu bar of {@code shell} that match */
    public SWTBotMenu menu(SWTBotShell shell, Matcher<MenuItem> matcher, int index) {
        return new SWTBotMenu(waitFor(Conditions.waitForMenu(shell, matcher), index), matcher);
    }

    /** @return the first item with this id in the active shell's menu bar */
    public SWTBotMenu menuWithId(String value) {
        return menuWithId(value, 0);
    }

    /** @return the item at {@code index}, from 0, of those with this id in the active shell's menu bar */
    public SWTBotMenu menuWithId(String value, int index) {
        return menu(activeShell(), withId(value), index);
    }

    /** @return the first item with this value under {@code key} in the active shell's menu bar */
    public SWTBotMenu menuWithId(String key, String value) {
        return menuWithId(key, value, 0);
    }

    /** @return the item at {@code index}, from 0, of those with this value under {@code key} */
    public SWTBotMenu menuWithId(String key, String value, int index) {
        return menu(activeShell(), withId(key, value), index);
    }
}
