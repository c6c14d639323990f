package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;

import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.hamcrest.Matcher;
import org.hamcrest.SelfDescribing;

/** A menu bar or a context menu. */
public class SWTBotRootMenu extends AbstractSWTBot<Menu> {

    /** @param w the widget */
    public SWTBotRootMenu(Menu w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotRootMenu(Menu w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** @return the first item with this text in this menu itself */
    public SWTBotMenu menu(String text) throws WidgetNotFoundException {
        return menu(text, false, 0);
    }

    /** @return the item at the end of a path of texts that starts in this menu */
    public SWTBotMenu menu(String... texts) throws WidgetNotFoundException {
        if (texts == null || texts.length == 0) {
            throw new WidgetNotFoundException("Expected the texts of a path in " + this + ", found none");
        }
        return menu(texts[0]).menu(Arrays.copyOfRange(texts, 1, texts.length));
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

    /** @return the texts of the items of this menu itself; empty for a separator */
    public List<String> menuItems() {
        return syncExec(() -> Menus.texts(widget));
    }

    /** @return the first item with this text in this menu itself */
    @Override
    public SWTBotMenu contextMenu(String text) throws WidgetNotFoundException {
        return menu(text);
    }

    /** @return whether the menu is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.isEnabled());
    }
}
