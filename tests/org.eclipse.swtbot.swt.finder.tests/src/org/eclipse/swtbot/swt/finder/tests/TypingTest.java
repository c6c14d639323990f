package org.eclipse.swtbot.swt.finder.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.swt.finder.keyboard.Keyboard;
import org.eclipse.swtbot.swt.finder.keyboard.KeyboardFactory;
import org.eclipse.swtbot.swt.finder.keyboard.Keystrokes;
import org.eclipse.swtbot.swt.finder.utils.Position;
import org.eclipse.swtbot.swt.finder.utils.Traverse;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotStyledText;
import org.junit.jupiter.api.Test;

class TypingTest extends SwtTest {

    @Test
    void typingGoesThroughTheWindowSystem() {
        open("Main", shell -> {
            new Button(shell, SWT.PUSH).setText("takes the keyboard first");
            record(new Text(shell, SWT.BORDER), "text", SWT.Modify).setLayoutData(new RowData(200, -1));
        });
        bot.text().typeText("Buy 100 @ 7,5.x!", 0);
        assertEquals("Buy 100 @ 7,5.x!", bot.text().getText());
        assertEquals(16, heard.size());
        assertTrue(bot.text().isActive());
        bot.text().selectAll().typeText("7203");
        assertEquals("7203", bot.text().getText());
    }

    @Test
    void enterIsADefaultSelection() {
        open("Main", shell -> record(new Text(shell, SWT.BORDER), "text", SWT.DefaultSelection));
        bot.text().typeText("7203\n", 0);
        bot.text().pressShortcut(Keystrokes.CR);
        assertEquals(List.of("text:DefaultSelection", "text:DefaultSelection"), heard);
    }

    @Test
    void shortcutsEdit() {
        open("Main", shell -> new Text(shell, SWT.BORDER).setText("abc"));
        bot.text().pressShortcut(Keystrokes.HOME);
        bot.text().pressShortcut(Keystrokes.SHIFT, Keystrokes.RIGHT);
        bot.text().pressShortcut(Keystrokes.DELETE);
        assertEquals("bc", bot.text().getText());
        bot.text().pressShortcut(SWT.CTRL, 'a');
        bot.text().pressShortcut(Keystrokes.BS);
        assertEquals("", bot.text().getText());
    }

    @Test
    void aShortcutReachesAListenerWithItsModifiers() {
        open("Main", shell -> {
            Canvas canvas = id(new Canvas(shell, SWT.NO_FOCUS), "canvas");
            canvas.setLayoutData(new RowData(50, 50));
            canvas.addListener(SWT.KeyDown, event -> {
                if ((event.keyCode & SWT.MODIFIER_MASK) == 0 || event.keyCode == SWT.F5) {
                    heard.add(event.keyCode + "+" + (event.stateMask & SWT.MODIFIER_MASK));
                }
            });
        });
        bot.canvasWithId("canvas").pressShortcut(KeyStroke.getInstance(SWT.CTRL, 'S'));
        bot.canvasWithId("canvas").pressShortcut(0, SWT.F5, (char) 0);
        bot.canvasWithId("canvas").pressShortcut(SWT.CTRL | SWT.SHIFT, 'k');
        assertEquals(List.of((int) 's' + "+" + SWT.CTRL, SWT.F5 + "+0", (int) 'k' + "+" + (SWT.CTRL | SWT.SHIFT)),
                heard.stream().distinct().toList());
    }

    @Test
    void noKeysAtAllAreRefused() {
        open("Main", shell -> new Text(shell, SWT.BORDER));
        assertThrows(IllegalArgumentException.class, () -> bot.text().pressShortcut());
    }

    @Test
    void aTabLeavesAField() {
        open("Main", shell -> {
            id(new Text(shell, SWT.BORDER), "first");
            id(new Text(shell, SWT.BORDER), "second");
        });
        bot.textWithId("first").setFocus();
        assertTrue(bot.textWithId("first").traverse(Traverse.TAB_NEXT));
        assertTrue(bot.textWithId("second").isActive());
        assertFalse(bot.textWithId("first").isActive());
        assertEquals("second", ui(() -> bot.getFocusedWidget().getData("org.eclipse.swtbot.widget.key")));
    }

    @Test
    void aComboBoxIsTypedInto() {
        open("Main", shell -> new Combo(shell, SWT.DROP_DOWN));
        bot.comboBox().typeText("LMT", 0);
        assertEquals("LMT", bot.comboBox().getText());
    }

    @Test
    void aMockKeyboardTellsListenersOnly() {
        open("Main", shell -> new Text(shell, SWT.BORDER).addListener(SWT.KeyDown,
                event -> heard.add(event.character + "/" + (event.stateMask & SWT.MODIFIER_MASK))));
        Keyboard keyboard = KeyboardFactory.getMockKeyboard(bot.text().widget, null);
        keyboard.typeText("aB", 0);
        keyboard.pressShortcut(SWT.SHIFT, 'j');
        assertEquals(List.of("a/0", "B/0", "\0/0", "j/" + SWT.SHIFT), heard);
        assertEquals("", bot.text().getText());
    }

    @Test
    void aStyledTextIsEditedByLineAndColumn() {
        open("Main", shell -> new StyledText(shell, SWT.MULTI | SWT.BORDER).setLayoutData(new RowData(300, 100)));
        SWTBotStyledText text = bot.styledText();
        text.setText("one\ntwo\nthree");
        assertEquals(3, text.getLineCount());
        assertEquals(List.of("one", "two", "three"), text.getLines());
        assertEquals("two", text.getTextOnLine(1));
        text.navigateTo(1, 3);
        assertEquals(new Position(1, 3), text.cursorPosition());
        text.insertText("!");
        text.insertText(0, 0, ">");
        assertEquals(">one", text.getTextOnCurrentLine());
        text.selectRange(2, 1, 3);
        assertEquals("hre", text.getSelection());
        text.navigateTo(new Position(1, 0));
        text.selectCurrentLine();
        assertEquals("two!", text.getSelection());
        text.typeText(2, 5, "#");
        assertEquals(">one\ntwo!\nthree#", text.getText());
    }
}
