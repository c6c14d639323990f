package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.hamcrest.Matcher;
import org.hamcrest.SelfDescribing;

/** An item of a menu. */
public class SWTBotMenu extends AbstractSWTBot<MenuItem> {

    /** @param w the widget */
    public SWTBotMenu(MenuItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotMenu(MenuItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Clicks the item: turns a check mark over, selects a radio item, and closes the menu. */
    public SWTBotMenu click() {
        waitForEnabled();
        Menu root = syncExec(() -> Menus.root(widget));
        if (SWTUtils.hasStyle(widget, SWT.RADIO)) {
            deselectOthers();
            change(() -> widget.setSelection(true));
        } else if (SWTUtils.hasStyle(widget, SWT.CHECK)) {
            change(() -> widget.setSelection(!widget.getSelection()));
        }
        notify(SWT.Selection, createSelectionEvent(SWT.BUTTON1));
        change(() -> Menus.hide(root));
        return this;
    }

    /** @return the first item with this text in the submenu itself */
    public SWTBotMenu menu(String text) throws WidgetNotFoundException {
        return menu(text, false, 0);
    }

    /** @return the item at the end of a path of texts that starts in the submenu; this item for an empty path */
    public SWTBotMenu menu(String... texts) throws WidgetNotFoundException {
        SWTBotMenu item = this;
        for (String text : texts) {
            item = item.menu(text);
        }
        return item;
    }

    /** @return the item at {@code index}, from 0, of those with this text; if {@code recursive}, in submenus too */
    public SWTBotMenu menu(String text, boolean recursive, int index) throws WidgetNotFoundException {
        return menu(WidgetMatcherFactory.<MenuItem>withMnemonic(text), recursive, index);
    }

    /** @return the item at {@code index}, from 0, of those that match; if {@code recursive}, in submenus too */
    public SWTBotMenu menu(Matcher<MenuItem> matcher, boolean recursive, int index) throws WidgetNotFoundException {
        WaitForObjectCondition<MenuItem> item = Conditions.waitForMenuItem(this, matcher, recursive, index);
        new SWTBot().waitUntilWidgetAppears(item);
        return new SWTBotMenu(item.get(index), matcher);
    }

    /** @return the texts of the items of the submenu itself; empty for a separator */
    public List<String> menuItems() {
        return syncExec(() -> Menus.texts(widget.getMenu()));
    }

    /** @return whether the check mark is set, or the radio item selected */
    public boolean isChecked() {
        return syncExec(() -> widget.getSelection());
    }

    /** @return whether the item, and the menu it is in, is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.isEnabled());
    }

    private void deselectOthers() {
        MenuItem before = syncExec(() -> Radios.selectedBeside(widget, widget.getParent().getItems(),
                MenuItem::getSelection));
        if (before != null) {
            change(() -> before.setSelection(false));
            notify(SWT.Selection, createEvent(before), before);
        }
    }
}
