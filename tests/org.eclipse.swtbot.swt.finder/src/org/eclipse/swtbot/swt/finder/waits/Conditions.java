package org.eclipse.swtbot.swt.finder.waits;

import static org.hamcrest.CoreMatchers.any;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.MenuFinder;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.internal.Report;
import org.eclipse.swtbot.swt.finder.widgets.AbstractSWTBot;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotMenu;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotRootMenu;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTree;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTreeItem;
import org.hamcrest.Matcher;

/** What a test waits for. */
public abstract class Conditions {

    private Conditions() {
        // a collection of static methods
    }

    /** @return holds when a shell with this title is the active one */
    public static ICondition shellIsActive(String text) {
        return new DefaultCondition() {
            @Override
            public boolean test() {
                return text.equals(activeTitle());
            }

            @Override
            public String getFailureMessage() {
                return "The shell '" + text + "' did not activate; active is "
                        + (activeTitle() == null ? "none" : "'" + activeTitle() + "'");
            }

            private String activeTitle() {
                Shell active = bot.getFinder().activeShell();
                return active == null ? null : UIThreadRunnable.syncExec(bot.getDisplay(), () -> active.getText());
            }
        };
    }

    /** @return holds when the shell is closed */
    public static ICondition shellCloses(SWTBotShell shell) {
        return ObjectCondition.of(() -> !shell.isOpen(), () -> "The shell " + shell + " did not close");
    }

    /** @return holds when the widget is enabled */
    public static ICondition widgetIsEnabled(AbstractSWTBot<? extends Widget> widget) {
        return ObjectCondition.of(widget::isEnabled, () -> "The widget " + widget + " was not enabled");
    }

    /** @return holds when the table has exactly this many rows */
    public static ICondition tableHasRows(SWTBotTable table, int rowCount) {
        return ObjectCondition.of(() -> table.rowCount() == rowCount,
                () -> "The table " + table + " was expected to have " + rowCount + " rows, it has " + table.rowCount());
    }

    /** @return holds when the tree has exactly this many rows at its top level */
    public static ICondition treeHasRows(SWTBotTree tree, int rowCount) {
        return ObjectCondition.of(() -> tree.rowCount() == rowCount,
                () -> "The tree " + tree + " was expected to have " + rowCount + " rows, it has " + tree.rowCount());
    }

    /** @return holds when the tree item has a direct child with this text */
    public static ICondition treeItemHasNode(SWTBotTreeItem treeItem, String nodeText) {
        return ObjectCondition.of(() -> treeItem.getNodes().contains(nodeText),
                () -> treeItem + " was expected to have the node '" + nodeText + "', it has " + treeItem.getNodes());
    }

    /** @return holds when a shell matches; hidden shells count */
    public static WaitForObjectCondition<Shell> waitForShell(Matcher<Shell> matcher) {
        return new ObjectCondition<>(matcher, bot -> shells(bot).filter(matcher::matches).toList(),
                bot -> "Could not find shell matching: " + matcher + "; " + openShells(bot));
    }

    /** @return holds when a widget of the active shell matches */
    public static <T extends Widget> WaitForObjectCondition<T> waitForWidget(Matcher<T> matcher) {
        return new ObjectCondition<>(matcher, bot -> bot.getFinder().findControls(matcher), bot -> {
            List<Widget> root = bot.getFinder().findControls(any(Widget.class));
            return notFound(bot, matcher, root.isEmpty() ? null : root.get(0));
        });
    }

    /** @return holds when {@code parent}, or something below it, matches */
    public static <T extends Widget> WaitForObjectCondition<T> waitForWidget(Matcher<T> matcher, Widget parent) {
        return new ObjectCondition<>(matcher, bot -> bot.getFinder().findControls(parent, matcher, true),
                bot -> notFound(bot, matcher, parent));
    }

    /** @return holds when an item of the shell's menu bar matches, at any depth */
    public static WaitForObjectCondition<MenuItem> waitForMenu(SWTBotShell shell, Matcher<MenuItem> matcher) {
        return new ObjectCondition<>(matcher, bot -> new MenuFinder().findMenus(shell.widget, matcher, true),
                bot -> "Could not find menu matching: " + matcher + " in the menu bar of " + shell
                        + items(shell, shell.isOpen() ? UIThreadRunnable.syncExec(bot.getDisplay(),
                                () -> shell.widget.getMenuBar()) : null));
    }

    /** @return holds when the shell has a menu bar */
    public static WaitForObjectCondition<Menu> waitForMenuBar(SWTBotShell shell) {
        return new ObjectCondition<>(null, bot -> UIThreadRunnable.syncExec(bot.getDisplay(),
                () -> Stream.ofNullable(shell.widget.isDisposed() ? null : shell.widget.getMenuBar()).toList()),
                bot -> "Could not find a menu bar of " + shell);
    }

    /** @return holds when the control has a pop-up menu */
    public static WaitForObjectCondition<Menu> waitForPopupMenu(Control control) {
        return new ObjectCondition<>(null, bot -> UIThreadRunnable.syncExec(bot.getDisplay(),
                () -> Stream.ofNullable(control.isDisposed() ? null : control.getMenu()).toList()),
                bot -> "Could not find a context menu of " + UIThreadRunnable.syncExec(bot.getDisplay(),
                        () -> Report.of(control)));
    }

    /** @return holds when the menu has at least {@code index + 1} items that match */
    public static WaitForObjectCondition<MenuItem> waitForMenuItem(SWTBotRootMenu menu, Matcher<MenuItem> matcher,
            boolean recursive, int index) {
        return menuItem(menu, menu.widget, matcher, recursive, index);
    }

    /** @return holds when the submenu has at least {@code index + 1} items that match */
    public static WaitForObjectCondition<MenuItem> waitForMenuItem(SWTBotMenu menu, Matcher<MenuItem> matcher,
            boolean recursive, int index) {
        Menu submenu = UIThreadRunnable.syncExec(menu.widget.getDisplay(), () -> menu.widget.getMenu());
        return menuItem(menu, submenu, matcher, recursive, index);
    }

    private static WaitForObjectCondition<MenuItem> menuItem(AbstractSWTBot<?> owner, Menu menu,
            Matcher<MenuItem> matcher, boolean recursive, int index) {
        return new ObjectCondition<>(matcher, bot -> {
            List<MenuItem> found = new MenuFinder().findMenus(menu, matcher, recursive);
            return found.size() > index ? found : List.of();
        }, bot -> "Could not find menu item " + index + " matching: " + matcher + " in " + owner + items(owner, menu));
    }

    private static String items(AbstractSWTBot<?> owner, Menu menu) {
        return UIThreadRunnable.syncExec(owner.widget.getDisplay(), () -> menu == null || menu.isDisposed()
                ? ", which has no menu"
                : ", which has "
                        + Stream.of(menu.getItems()).map(MenuItem::getText).filter(text -> !text.isEmpty()).toList());
    }

    private static String notFound(SWTBot bot, Matcher<?> matcher, Widget root) {
        return UIThreadRunnable.syncExec(bot.getDisplay(), () -> "Could not find widget matching: " + matcher + "; "
                + (root == null || root.isDisposed() ? openShells(bot) : Report.below(root)));
    }

    private static String openShells(SWTBot bot) {
        return UIThreadRunnable.syncExec(bot.getDisplay(), () -> Report.shells(shells(bot).toList()));
    }

    private static Stream<Shell> shells(SWTBot bot) {
        return Stream.of(bot.getFinder().getShells());
    }
}
