package org.eclipse.swtbot.swt.finder;

import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.finders.ChildrenControlFinder;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.finders.Finder;
import org.eclipse.swtbot.swt.finder.finders.MenuFinder;

/**
 * A robot that uses an SWT application as a person does: it finds widgets by what they show or by id, clicks and types.
 *
 * <pre>
 * SWTBot bot = new SWTBot();
 * bot.textWithLabel("Quantity:").setText("100");
 * bot.button("Buy").click();
 * bot.waitUntil(Conditions.tableHasRows(bot.tableWithId("orders"), 1));
 * </pre>
 *
 * It looks in the active shell, or below the widget that it was made for, repeats a search until
 * {@link org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences#TIMEOUT}, and finds visible controls only. Use it from
 * a thread other than the UI thread. This is an implementation of the part of the SWTBot API that the tests of this
 * project use; the same tests run on SWTBot itself.
 */
public class SWTBot extends ItemBot {

    /** A robot that looks in the active shell. */
    public SWTBot() {
        this(new ControlFinder(), new MenuFinder());
    }

    /** A robot that looks below {@code parent} only. */
    public SWTBot(Widget parent) {
        this(new ChildrenControlFinder(parent), new MenuFinder());
    }

    /** A robot that looks with the given finders. */
    public SWTBot(ControlFinder controlFinder, MenuFinder menuFinder) {
        this(new Finder(controlFinder, menuFinder));
    }

    /** A robot that looks with the given finder. */
    public SWTBot(Finder finder) {
        super(finder);
    }

    @Override
    SWTBot self() {
        return this;
    }
}
