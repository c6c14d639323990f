package org.eclipse.swtbot.swt.finder.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotCheckBox;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToggleButton;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class ButtonsTest extends SwtTest {

    private static Button button(Composite parent, int style, String text) {
        Button button = new Button(parent, style);
        button.setText(text);
        return button;
    }

    @Test
    void aClickSendsTheEventsOfAClickInTheirOrder() {
        open("Main", shell -> record(button(shell, SWT.PUSH, "Buy"), "buy", SWT.MouseEnter, SWT.MouseDown,
                SWT.MouseUp, SWT.Selection, SWT.MouseExit));
        bot.button("Buy").click();
        assertEquals(List.of("buy:MouseEnter", "buy:MouseDown", "buy:MouseUp", "buy:Selection", "buy:MouseExit"),
                heard);
    }

    @Test
    void aClickWaitsUntilTheButtonIsEnabled() {
        open("Main", shell -> {
            Button button = record(button(shell, SWT.PUSH, "Buy"), "buy", SWT.Selection);
            button.setEnabled(false);
            DISPLAY.timerExec(100, () -> button.setEnabled(true));
        });
        bot.button("Buy").click();
        assertEquals(List.of("buy:Selection"), heard);
    }

    @Test
    void aButtonThatStaysDisabledIsATimeout() {
        open("Main", shell -> record(button(shell, SWT.PUSH, "Buy"), "buy", SWT.Selection).setEnabled(false));
        expectNothing();
        assertFalse(bot.button("Buy").isEnabled());
        TimeoutException e = assertThrows(TimeoutException.class, () -> bot.button("Buy").click());
        assertTrue(e.getMessage().contains("with mnemonic 'Buy'") && e.getMessage().contains("not enabled"),
                e.getMessage());
        assertEquals(List.of(), heard);
    }

    @Test
    void aClickThatOpensAModalDialogReturns() {
        open("Main", parent -> button(parent, SWT.PUSH, "Ask").addListener(SWT.Selection, event -> {
            Shell dialog = new Shell(parent, SWT.DIALOG_TRIM | SWT.APPLICATION_MODAL);
            dialog.setText("Sure?");
            dialog.setLayout(new RowLayout());
            button(dialog, SWT.PUSH, "Yes").addListener(SWT.Selection, yes -> dialog.close());
            dialog.pack();
            dialog.open();
            while (!dialog.isDisposed()) {
                if (!DISPLAY.readAndDispatch()) {
                    DISPLAY.sleep();
                }
            }
            heard.add("answered");
        }));
        bot.button("Ask").click();
        SWTBotShell dialog = bot.shell("Sure?").activate();
        bot.button("Yes").click();
        bot.waitUntil(Conditions.shellCloses(dialog));
        assertEquals(List.of("answered"), ui(() -> List.copyOf(heard)));
    }

    @Test
    void aCheckBoxTurnsOverBeforeItsListenersHear() {
        open("Main", shell -> {
            Button box = button(shell, SWT.CHECK, "Paper");
            box.addListener(SWT.Selection, event -> heard.add("checked=" + box.getSelection()));
        });
        SWTBotCheckBox box = bot.checkBox("Paper");
        assertFalse(box.isChecked());
        box.click();
        assertTrue(box.isChecked());
        box.select();
        box.deselect();
        assertFalse(box.isChecked());
        assertEquals(List.of("checked=true", "checked=false"), heard);
    }

    @Test
    void aToggleButtonIsPressedAndReleased() {
        open("Main", shell -> record(button(shell, SWT.TOGGLE, "Live"), "live", SWT.Selection));
        SWTBotToggleButton toggle = bot.toggleButton("Live");
        toggle.press();
        toggle.press();
        assertTrue(toggle.isPressed());
        toggle.unpress();
        assertFalse(toggle.isPressed());
        toggle.click();
        assertTrue(toggle.isPressed());
        assertEquals(3, heard.size());
    }

    @Test
    void aRadioButtonReleasesTheOneThatWasSelected() {
        open("Main", shell -> {
            record(button(shell, SWT.RADIO, "Market"), "market", SWT.Selection).setSelection(true);
            record(button(shell, SWT.RADIO, "Limit"), "limit", SWT.Selection);
        });
        bot.radio("Limit").click();
        assertTrue(bot.radio("Limit").isSelected());
        assertFalse(bot.radio("Market").isSelected());
        assertEquals(List.of("market:Selection", "limit:Selection"), heard);
        bot.radio("Limit").click();
        assertEquals(2, heard.size());
    }

    @Test
    void anArrowButtonIsClicked() {
        open("Main", shell -> record(new Button(shell, SWT.ARROW | SWT.UP), "up", SWT.Selection)
                .setToolTipText("Move up"));
        bot.arrowButtonWithTooltip("Move up").click();
        bot.arrowButton().click();
        assertEquals(2, heard.size());
    }

    @Test
    void aKindOfButtonIsNotTakenForAnother() {
        open("Main", shell -> {
            button(shell, SWT.CHECK, "Same");
            button(shell, SWT.PUSH, "Push");
        });
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.button("Same"));
        assertThrows(WidgetNotFoundException.class, () -> bot.radio("Same"));
        assertThrows(WidgetNotFoundException.class, () -> bot.toggleButton("Same"));
        assertThrows(WidgetNotFoundException.class, () -> bot.arrowButton());
        assertThrows(WidgetNotFoundException.class, () -> bot.checkBox("Push"));
    }
}
