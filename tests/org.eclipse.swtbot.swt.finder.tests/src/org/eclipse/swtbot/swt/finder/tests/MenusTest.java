package org.eclipse.swtbot.swt.finder.tests;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withMnemonic;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotMenu;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class MenusTest extends SwtTest {

    private MenuItem item(Menu menu, int style, String text) {
        MenuItem item = new MenuItem(menu, style);
        item.setText(text);
        item.addListener(SWT.Selection, event -> heard.add(text + (item.getSelection() ? "*" : "")));
        return item;
    }

    private Menu cascade(Menu menu, String text) {
        MenuItem item = new MenuItem(menu, SWT.CASCADE);
        item.setText(text);
        Menu sub = new Menu(item);
        item.setMenu(sub);
        return sub;
    }

    private void bar(Shell shell) {
        Menu bar = new Menu(shell, SWT.BAR);
        Menu file = cascade(bar, "&File");
        item(file, SWT.PUSH, "&New\tCtrl+N");
        Menu recent = cascade(file, "&Recent");
        recent.addListener(SWT.Show, event -> {
            if (recent.getItemCount() == 0) {
                item(recent, SWT.PUSH, "KIS");
            }
        });
        new MenuItem(file, SWT.SEPARATOR);
        id(item(file, SWT.PUSH, "E&xit"), "exit").setEnabled(false);
        Menu view = cascade(bar, "&View");
        item(view, SWT.CHECK, "&Toolbar").setSelection(true);
        item(view, SWT.RADIO, "Light").setSelection(true);
        item(view, SWT.RADIO, "Dark");
        shell.setMenuBar(bar);
    }

    @Test
    void itemsAreFoundByPathAndClicked() {
        open("Main", this::bar);
        bot.menu("File").menu("New").click();
        bot.menu("File", "Recent", "KIS").click();
        bot.menu().menu("File").menu("Recent").menu("KIS").click();
        assertEquals(List.of("&New\tCtrl+N", "KIS", "KIS"), heard);
    }

    @Test
    void itemsAreFoundAtAnyDepthFromTheBar() {
        open("Main", this::bar);
        bot.menu("KIS").click();
        assertEquals(List.of("KIS"), heard);
        assertEquals("E&xit", bot.menuWithId("exit").getText());
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.menu().menu("KIS"));
        assertThrows(WidgetNotFoundException.class, () -> bot.menu("File").menu("KIS"));
        assertEquals("KIS", bot.menu("File").menu("KIS", true, 0).getText());
    }

    @Test
    void checkAndRadioItemsTurnOver() {
        open("Main", this::bar);
        SWTBotMenu toolbar = bot.menu("Toolbar");
        assertTrue(toolbar.isChecked());
        toolbar.click();
        assertFalse(toolbar.isChecked());
        bot.menu("Dark").click();
        assertTrue(bot.menu("Dark").isChecked());
        assertFalse(bot.menu("Light").isChecked());
        assertEquals(List.of("&Toolbar", "Light", "Dark*"), heard);
    }

    @Test
    void aDisabledItemIsATimeout() {
        open("Main", this::bar);
        expectNothing();
        assertFalse(bot.menu("Exit").isEnabled());
        assertThrows(TimeoutException.class, () -> bot.menu("Exit").click());
        assertEquals(List.of(), heard);
    }

    @Test
    void aMissingItemSaysWhatTheMenuHas() {
        open("Main", this::bar);
        expectNothing();
        var inBar = assertThrows(WidgetNotFoundException.class, () -> bot.menu("Help"));
        assertTrue(inBar.getMessage().contains("'Help'") && inBar.getMessage().contains("[&File, &View]"),
                inBar.getMessage());
        var inMenu = assertThrows(WidgetNotFoundException.class, () -> bot.menu("File").menu("Open"));
        assertTrue(inMenu.getMessage().contains("E&xit"), inMenu.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> bot.menu("File", "Recent", "Mock"));
        assertThrows(WidgetNotFoundException.class, () -> bot.menu("New").menu("Deeper"));
    }

    @Test
    void aShellWithoutABarSaysSo() {
        open("Main", shell -> { });
        expectNothing();
        var e = assertThrows(WidgetNotFoundException.class, () -> bot.menu());
        assertTrue(e.getMessage().contains("menu bar"), e.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> bot.menu("File"));
    }

    @Test
    void menuItemsAreListed() {
        open("Main", this::bar);
        assertEquals(List.of("&File", "&View"), bot.menu().menuItems());
        assertEquals(List.of("KIS"), bot.menu("File").menu("Recent").menuItems());
        assertEquals(2, bot.shell("Main").menu().menuItems().size());
    }

    private Canvas withContextMenu(Shell shell) {
        Canvas canvas = id(new Canvas(shell, SWT.BORDER), "chart");
        canvas.setLayoutData(new RowData(100, 60));
        Menu menu = new Menu(canvas);
        menu.addListener(SWT.Hide, event -> heard.add("hidden"));
        item(menu, SWT.PUSH, "Zoom &in");
        item(cascade(menu, "Period"), SWT.PUSH, "1 min");
        canvas.setMenu(menu);
        return canvas;
    }

    @Test
    void aContextMenuIsClickedAndClosed() {
        open("Main", this::withContextMenu);
        bot.canvasWithId("chart").contextMenu("Zoom in").click();
        bot.canvasWithId("chart").contextMenu("1 min").click();
        bot.canvasWithId("chart").contextMenu("Period", "1 min").click();
        bot.canvasWithId("chart").contextMenu().menu(withMnemonic("1 min"), true, 0).click();
        assertEquals(List.of("Zoom &in", "hidden", "1 min", "hidden", "1 min", "hidden", "1 min", "hidden"), heard);
        assertEquals(List.of("Zoom &in", "Period"), bot.canvasWithId("chart").contextMenu().menuItems());
    }

    @Test
    void aListenerMayMakeOrForbidTheContextMenu() {
        open("Main", shell -> {
            Canvas made = id(new Canvas(shell, SWT.BORDER), "made");
            made.addListener(SWT.MenuDetect, event -> {
                Menu menu = new Menu(made);
                item(menu, SWT.PUSH, "Fresh");
                made.setMenu(menu);
            });
            withContextMenu(shell).addListener(SWT.MenuDetect, event -> event.doit = false);
        });
        bot.canvasWithId("made").contextMenu("Fresh").click();
        assertEquals(List.of("Fresh"), heard);
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.canvasWithId("chart").contextMenu());
    }

    @Test
    void aControlWithoutContextMenuSaysSo() {
        open("Main", shell -> id(new Canvas(shell, SWT.BORDER), "chart"));
        expectNothing();
        var e = assertThrows(WidgetNotFoundException.class, () -> bot.canvasWithId("chart").contextMenu("Zoom in"));
        assertTrue(e.getMessage().contains("context menu of Canvas (id chart)"), e.getMessage());
    }
}
