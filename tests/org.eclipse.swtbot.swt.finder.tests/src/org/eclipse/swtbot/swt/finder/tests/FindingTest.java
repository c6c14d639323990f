package org.eclipse.swtbot.swt.finder.tests;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.allOf;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.anyOf;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.inGroup;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.widgetOfType;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withRegex;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withText;
import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withTextIgnoringCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.finders.MenuFinder;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotButton;
import org.junit.jupiter.api.Test;

class FindingTest extends SwtTest {

    private static Button button(Composite parent, String text) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        return button;
    }

    @Test
    void aTextIsFoundWithoutItsMnemonic() {
        open("Main", shell -> button(shell, "&Buy"));
        assertEquals("&Buy", bot.button("Buy").getText());
    }

    @Test
    void anIndexChoosesAmongEqualsInReadingOrder() {
        open("Main", shell -> {
            id(button(shell, "Same"), "first");
            Composite inner = new Composite(shell, SWT.NONE);
            inner.setLayout(new RowLayout());
            id(button(inner, "Same"), "second");
            id(button(shell, "Same"), "third");
        });
        assertEquals("first", bot.button("Same").getId());
        assertEquals("second", bot.button("Same", 1).getId());
        assertEquals("third", bot.button(2).getId());
    }

    @Test
    void anIndexBeyondTheLastSaysHowManyThereAre() {
        open("Main", shell -> button(shell, "Only"));
        expectNothing();
        WidgetNotFoundException e = assertThrows(WidgetNotFoundException.class, () -> bot.button("Only", 1));
        assertTrue(e.getMessage().contains("at least 2 matches, found 1"), e.getMessage());
    }

    @Test
    void anIdFindsWhateverTheTextIs() {
        open("Main", shell -> {
            button(shell, "Buy");
            id(button(shell, "Sell"), "ticket.sell").setData("other.key", "x");
        });
        assertEquals("Sell", bot.buttonWithId("ticket.sell").getText());
        assertEquals("Sell", bot.buttonWithId("other.key", "x").getText());
        assertEquals("ticket.sell", bot.button("Sell").getId());
    }

    @Test
    void aToolTipFinds() {
        open("Main", shell -> button(shell, "+").setToolTipText("Add a broker"));
        assertEquals("Add a broker", bot.buttonWithTooltip("Add a broker").getToolTipText());
    }

    @Test
    void theLabelBeforeAFieldFinds() {
        open("Main", shell -> {
            shell.setLayout(new GridLayout(2, false));
            for (String name : List.of("&Symbol:", "Price:")) {
                new Label(shell, SWT.NONE).setText(name);
                id(new Text(shell, SWT.BORDER), name);
            }
            CLabel total = new CLabel(shell, SWT.NONE);
            total.setText("Total:");
            Composite holder = new Composite(shell, SWT.NONE);
            holder.setLayout(new RowLayout());
            id(new Text(holder, SWT.BORDER), "total");
        });
        assertEquals("&Symbol:", bot.textWithLabel("Symbol:").getId());
        assertEquals("Price:", bot.textWithLabel("Price:").getId());
        assertEquals("total", bot.textWithLabel("Total:").getId());
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.textWithLabel("Quantity:"));
    }

    @Test
    void aGroupNarrowsTheSearch() {
        open("Main", shell -> {
            for (String name : List.of("Account", "Order")) {
                Group group = new Group(shell, SWT.NONE);
                group.setText(name);
                group.setLayout(new RowLayout());
                new Label(group, SWT.NONE).setText("Id:");
                id(new Text(group, SWT.BORDER), "text of " + name);
                id(button(group, "Edit"), "button of " + name);
            }
        });
        assertEquals("button of Order", bot.buttonInGroup("Edit", "Order").getId());
        assertEquals("button of Order", bot.buttonInGroup("Order").getId());
        assertEquals("text of Order", bot.textWithLabelInGroup("Id:", "Order").getId());
        assertEquals("text of Account", bot.textInGroup("Account", 0).getId());
        assertEquals(1, bot.widgets(allOf(widgetOfType(Text.class), inGroup("Order"))).size());
    }

    @Test
    void matchersFindWhatNoNamedSearchDoes() {
        Shell shell = open("Main", parent -> {
            id(button(parent, "Buy 100"), "b");
            id(new Text(parent, SWT.BORDER), "t");
        });
        Button byRegex = bot.widget(allOf(widgetOfType(Button.class), withRegex("Buy \\d+")));
        assertEquals("Buy 100", ui(() -> byRegex.getText()));
        assertSame(byRegex, bot.widget(withTextIgnoringCase("buy 100")));
        assertSame(byRegex, bot.widget(withId("b"), shell));
        assertEquals(2, bot.widgets(anyOf(withId("b"), withId("t")), shell).size());
        assertEquals("", new SWTBotButton(byRegex).getToolTipText());
    }

    @Test
    void whatIsHiddenIsNotFound() {
        open("Main", shell -> {
            Composite hidden = new Composite(shell, SWT.NONE);
            hidden.setLayout(new RowLayout());
            id(button(hidden, "Secret"), "secret");
            hidden.setVisible(false);
        });
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.button("Secret"));

        ControlFinder finder = new ControlFinder();
        finder.setShouldFindInvisibleControls(true);
        SWTBotButton button = new SWTBot(finder, new MenuFinder()).button("Secret");
        assertEquals("secret", button.getId());
        assertFalse(button.isVisible());
    }

    @Test
    void aSearchWaitsForWhatComesLater() {
        Shell shell = open("Main", parent -> button(parent, "Now"));
        DISPLAY.asyncExec(() -> DISPLAY.timerExec(100, () -> {
            button(shell, "Later");
            shell.layout();
        }));
        assertEquals("Later", bot.button("Later").getText());
    }

    @Test
    void notFoundSaysWhatWasSoughtAndWhatIsThere() {
        open("Main", shell -> {
            id(button(shell, "Buy"), "ticket.buy");
            new Text(shell, SWT.BORDER).setText("7203");
        });
        expectNothing();
        WidgetNotFoundException e = assertThrows(WidgetNotFoundException.class, () -> bot.button("Sell"));
        for (String words : List.of("of type 'Button'", "with mnemonic 'Sell'", "with style 'SWT.PUSH'",
                "150 ms", "Shell 'Main' shows", "Button 'Buy' (id ticket.buy)", "Text '7203'")) {
            assertTrue(e.getMessage().contains(words), () -> words + " is missing in: " + e.getMessage());
        }
    }

    @Test
    void onlyTheActiveShellIsSearched() {
        Shell first = open("First", shell -> button(shell, "In first"));
        open("Second", shell -> button(shell, "In second"));
        assertEquals("In second", bot.button().getText());
        assertEquals("In first", bot.shell("First").bot().button().getText());
        assertEquals("In first", new SWTBot(first).button().getText());
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.button("In first"));
        assertThrows(WidgetNotFoundException.class, () -> new SWTBot(first).button("In second"));
    }

    @Test
    void aRobotOfOneCompositeStaysInside() {
        Shell shell = open("Main", parent -> {
            button(parent, "Outside");
            Composite view = new Composite(parent, SWT.NONE);
            view.setLayout(new RowLayout());
            button(view, "Inside");
        });
        Widget view = ui(() -> shell.getChildren()[1]);
        assertEquals("Inside", new SWTBot(view).button().getText());
        expectNothing();
        WidgetNotFoundException e = assertThrows(WidgetNotFoundException.class,
                () -> new SWTBot(view).button("Outside"));
        assertTrue(e.getMessage().contains("Composite shows Button 'Inside'"), e.getMessage());
    }

    @Test
    void aDisposedOrMissingWidgetIsRefused() {
        Shell shell = open("Main", parent -> button(parent, "Gone"));
        Button button = ui(() -> (Button) shell.getChildren()[0]);
        ui(() -> {
            button.dispose();
            return null;
        });
        WidgetNotFoundException e = assertThrows(WidgetNotFoundException.class, () -> new SWTBotButton(button));
        assertTrue(e.getMessage().contains("a disposed Button"), e.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> new SWTBotButton(null));
    }

    @Test
    void theFinderLooksOnceWithoutWaiting() {
        open("Main", shell -> button(shell, "Buy"));
        assertEquals(1, bot.getFinder().findControls(withText("Buy")).size());
        assertEquals(List.of(), bot.getFinder().findControls(withText("Sell")));
        assertEquals(1, bot.getFinder().findShells("Main").size());
    }
}
