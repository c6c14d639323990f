package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.hamcrest.Matcher;
import org.hamcrest.SelfDescribing;

/** A button of a tool bar with an arrow that opens a menu. */
public class SWTBotToolbarDropDownButton extends SWTBotToolbarButton {

    /** @param w the widget */
    public SWTBotToolbarDropDownButton(ToolItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotToolbarDropDownButton(ToolItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    @Override
    public SWTBotToolbarDropDownButton click() {
        super.click();
        return this;
    }

    /** Opens the menu. @return its item with this text */
    public SWTBotMenu menuItem(String menuItem) throws WidgetNotFoundException {
        return menuItem(WidgetMatcherFactory.<MenuItem>withMnemonic(menuItem));
    }

    /** Opens the menu. @return its first item that matches */
    public SWTBotMenu menuItem(Matcher<MenuItem> matcher) throws WidgetNotFoundException {
        return menuItems(matcher).get(0);
    }

    /** Opens the menu. @return its items that match, one at least */
    public List<SWTBotMenu> menuItems(Matcher<MenuItem> matcher) throws WidgetNotFoundException {
        Menu menu = openMenu();
        WaitForObjectCondition<MenuItem> items = Conditions.waitForMenuItem(new SWTBotRootMenu(menu), matcher, true, 0);
        new SWTBot().waitUntilWidgetAppears(items);
        return items.getAllMatches().stream().map(item -> new SWTBotMenu(item, matcher)).toList();
    }

    private Menu openMenu() {
        AtomicReference<Menu> shown = new AtomicReference<>();
        Listener watch = event -> {
            if (event.widget instanceof Menu menu) {
                shown.set(menu);
            }
        };
        syncExec(() -> display.addFilter(SWT.Show, watch));
        try {
            click(() -> { }, SWT.ARROW);
            return Await.found(shown::get,
                    () -> "Expected a menu when the arrow of " + this + " is clicked, none came");
        } finally {
            syncExec(() -> display.removeFilter(SWT.Show, watch));
        }
    }
}
