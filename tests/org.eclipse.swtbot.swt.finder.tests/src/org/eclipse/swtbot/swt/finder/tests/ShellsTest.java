package org.eclipse.swtbot.swt.finder.tests;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.finders.MenuFinder;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotShell;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class ShellsTest extends SwtTest {

    @Test
    void shellsAreFoundByTitleIdAndParent() {
        Shell main = open("Main", shell -> id(shell, "main"));
        ui(() -> {
            Shell dialog = new Shell(main, SWT.DIALOG_TRIM);
            dialog.setText("Details");
            dialog.open();
            return dialog;
        });
        assertSame(main, bot.shell("Main").widget);
        assertSame(main, bot.shellWithId("main").widget);
        assertEquals("Details", bot.shell("Details", main).getText());
        assertEquals(1, bot.shells("Details").size());
        assertTrue(Stream.of(bot.shells()).anyMatch(shell -> shell.widget == main));
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.shell("Main", main));
        assertThrows(WidgetNotFoundException.class, () -> bot.shell("Main", 1));
    }

    @Test
    void aMissingShellSaysWhichOnesAreOpen() {
        open("Main", shell -> { });
        expectNothing();
        var e = assertThrows(WidgetNotFoundException.class, () -> bot.shell("Login"));
        assertTrue(e.getMessage().contains("'Login'") && e.getMessage().contains("'Main'"), e.getMessage());
    }

    @Test
    void noActiveShellAtAllSaysWhichOnesThereAre() {
        open("Main", shell -> { });
        ControlFinder blind = new ControlFinder() {
            @Override
            public Shell activeShell() {
                return null;
            }
        };
        expectNothing();
        var e = assertThrows(WidgetNotFoundException.class, () -> new SWTBot(blind, new MenuFinder()).activeShell());
        assertTrue(e.getMessage().contains("'Main'"), e.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> new SWTBot(blind, new MenuFinder()).button("Buy"));
    }

    @Test
    void aShellThatOpensLaterIsWaitedFor() {
        DISPLAY.asyncExec(() -> DISPLAY.timerExec(100, () -> {
            Shell shell = new Shell(DISPLAY);
            shell.setText("Late");
            shell.open();
        }));
        assertTrue(bot.shell("Late").isOpen());
    }

    @Test
    void aShellIsBroughtToTheFront() {
        open("First", shell -> { });
        open("Second", shell -> { });
        assertEquals("Second", bot.activeShell().getText());
        SWTBotShell first = bot.shell("First");
        assertFalse(first.isActive());
        assertTrue(first.activate().isActive());
        assertEquals("First", bot.activeShell().getText());
        bot.waitUntil(Conditions.shellIsActive("First"));
        expectNothing();
        var e = assertThrows(TimeoutException.class, () -> bot.waitUntil(Conditions.shellIsActive("Second")));
        assertTrue(e.getMessage().contains("active is 'First'"), e.getMessage());
    }

    @Test
    void aShellCloses() {
        open("Main", shell -> shell.addListener(SWT.Close, event -> heard.add("close")));
        SWTBotShell shell = bot.shell("Main");
        shell.close();
        assertFalse(shell.isOpen());
        assertEquals(List.of("close"), heard);
        bot.waitUntil(Conditions.shellCloses(shell));
    }

    @Test
    void aShellThatRefusesToCloseIsATimeout() {
        open("Main", shell -> shell.addListener(SWT.Close, event -> event.doit = false));
        SWTBotShell shell = bot.shell("Main");
        expectNothing();
        var e = assertThrows(TimeoutException.class, shell::close);
        assertTrue(e.getMessage().contains("did not close"), e.getMessage());
        assertTrue(shell.isOpen());
    }

    @Test
    void aDisposedShellDoesNotActivate() {
        open("Main", shell -> { });
        SWTBotShell shell = bot.shell("Main");
        shell.close();
        expectNothing();
        assertThrows(TimeoutException.class, shell::activate);
    }

    @Test
    void aWaitForAShellKeepsWhatItFound() {
        Shell main = open("Main", shell -> { });
        WaitForObjectCondition<Shell> condition = Conditions.waitForShell(withText("Main"));
        bot.waitUntil(condition);
        assertSame(main, condition.get(0));
        assertEquals(List.of(main), condition.getAllMatches());
    }
}
