package org.eclipse.swtbot.swt.finder.tests;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotToolbarToggleButton;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class ItemsTest extends SwtTest {

    private ToolItem tool(ToolBar bar, int style, String text) {
        ToolItem item = record(new ToolItem(bar, style), text, SWT.Selection);
        item.setText(text);
        item.setToolTipText(text + " tip");
        return item;
    }

    private ToolBar bar(Shell shell) {
        ToolBar bar = new ToolBar(shell, SWT.FLAT);
        tool(bar, SWT.PUSH, "Connect");
        tool(bar, SWT.CHECK, "Live");
        new ToolItem(bar, SWT.SEPARATOR).setControl(id(new Text(bar, SWT.BORDER), "in the bar"));
        tool(bar, SWT.RADIO, "Bars").setSelection(true);
        tool(bar, SWT.RADIO, "Candles");
        ToolItem period = tool(bar, SWT.DROP_DOWN, "Period");
        Menu menu = new Menu(shell, SWT.POP_UP);
        for (String text : List.of("1 min", "5 min")) {
            MenuItem item = new MenuItem(menu, SWT.PUSH);
            item.setText(text);
            item.addListener(SWT.Selection, event -> heard.add(text));
        }
        period.addListener(SWT.Selection, event -> {
            if (event.detail == SWT.ARROW) {
                menu.setLocation(bar.toDisplay(event.x, event.y));
                menu.setVisible(true);
            }
        });
        return bar;
    }

    @Test
    void toolBarButtonsAreClickedByTextTipAndId() {
        open("Main", shell -> id(bar(shell).getItem(0), "connect"));
        bot.toolbarButton("Connect").click();
        bot.toolbarButtonWithTooltip("Connect tip").click();
        bot.toolbarButtonWithId("connect").click();
        assertEquals(List.of("Connect:Selection", "Connect:Selection", "Connect:Selection"), heard);
        assertEquals("Connect tip", bot.toolbarButton().getToolTipText());
        assertEquals("in the bar", bot.text().getId());
    }

    @Test
    void aToggleButtonOfAToolBarStaysDown() {
        open("Main", this::bar);
        SWTBotToolbarToggleButton live = bot.toolbarToggleButton("Live");
        live.select();
        live.select();
        assertTrue(live.isChecked());
        live.deselect();
        assertFalse(live.toggle().click().isChecked());
        assertEquals(4, heard.size());
    }

    @Test
    void aRadioButtonOfAToolBarReleasesItsNeighbour() {
        open("Main", this::bar);
        bot.toolbarRadioButton("Candles").click();
        assertTrue(bot.toolbarRadioButton("Candles").isChecked());
        assertFalse(bot.toolbarRadioButtonWithTooltip("Bars tip").isChecked());
        assertEquals(List.of("Bars:Selection", "Candles:Selection"), heard);
    }

    @Test
    void aDropDownButtonHasAMenu() {
        open("Main", this::bar);
        bot.toolbarDropDownButton("Period").menuItem("5 min").click();
        bot.toolbarDropDownButton("Period").menuItem(withText("1 min")).click();
        assertEquals(List.of("Period:Selection", "5 min", "Period:Selection", "1 min"), heard);
        bot.toolbarDropDownButton("Period").click();
        assertEquals("Period:Selection", heard.get(4));
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.toolbarDropDownButton("Period").menuItem("1 day"));
    }

    @Test
    void aDropDownButtonWithoutMenuSaysSo() {
        open("Main", shell -> tool(new ToolBar(shell, SWT.FLAT), SWT.DROP_DOWN, "Empty"));
        expectNothing();
        var e = assertThrows(WidgetNotFoundException.class, () -> bot.toolbarDropDownButton("Empty").menuItem("x"));
        assertTrue(e.getMessage().contains("a menu when the arrow"), e.getMessage());
    }

    @Test
    void aDisabledToolBarButtonIsATimeout() {
        open("Main", shell -> bar(shell).getItem(0).setEnabled(false));
        expectNothing();
        assertThrows(TimeoutException.class, () -> bot.toolbarButton("Connect").click());
        assertThrows(WidgetNotFoundException.class, () -> bot.toolbarButton("Live"));
        assertEquals(List.of(), heard);
    }

    @Test
    void aTabIsBroughtToTheFront() {
        open("Main", shell -> {
            TabFolder folder = new TabFolder(shell, SWT.TOP);
            for (String text : List.of("&Orders", "Fills")) {
                TabItem item = new TabItem(folder, SWT.NONE);
                item.setText(text);
                item.setControl(id(new Text(folder, SWT.BORDER), text));
            }
            record(folder, "folder", SWT.Selection); // now, since the first item selects itself
        });
        assertTrue(bot.tabItem("Orders").isActive());
        assertEquals("&Orders", bot.text().getId());
        assertTrue(bot.tabItem("Fills").activate().isActive());
        assertEquals("Fills", bot.text().getId());
        assertEquals(List.of("folder:Selection"), heard);
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.tabItem("Positions"));
    }

    @Test
    void aTabOfACustomFolderIsActivatedShownAndClosed() {
        open("Main", shell -> {
            CTabFolder folder = record(new CTabFolder(shell, SWT.CLOSE | SWT.BORDER), "folder", SWT.Selection);
            folder.setLayoutData(new RowData(300, 100));
            for (String text : List.of("Chart", "Ticket", "Events")) {
                CTabItem item = new CTabItem(folder, SWT.NONE);
                item.setText(text);
                item.setControl(id(new Text(folder, SWT.BORDER), text));
            }
            folder.setSelection(0);
        });
        assertTrue(bot.cTabItem("Chart").isActive());
        bot.cTabItem("Ticket").activate();
        assertEquals("Ticket", bot.text().getId());
        assertFalse(bot.cTabItem("Chart").isActive());
        bot.cTabItem("Events").show();
        bot.cTabItem("Ticket").close();
        expectNothing();
        assertThrows(WidgetNotFoundException.class, () -> bot.cTabItem("Ticket"));
        assertEquals("folder:Selection", heard.get(0));
    }

    @Test
    void aTabWithoutCloseButtonIsNotClosed() {
        open("Main", shell -> {
            CTabFolder folder = new CTabFolder(shell, SWT.BORDER);
            folder.setLayoutData(new RowData(200, 60));
            new CTabItem(folder, SWT.NONE).setText("Fixed");
        });
        assertThrows(RuntimeException.class, () -> bot.cTabItem("Fixed").close());
        assertTrue(bot.cTabItem("Fixed").isEnabled());
    }

    @Test
    void aLinkIsFollowedByItsText() {
        open("Main", shell -> {
            Link link = new Link(shell, SWT.NONE);
            link.setText("See <a href=\"https://example.org/kis\">KIS</a> or <a>Kiwoom</a>.");
            link.addListener(SWT.Selection, event -> heard.add(event.text));
        });
        bot.link().click();
        bot.link().click("Kiwoom");
        assertEquals(List.of("https://example.org/kis", "Kiwoom"), heard);
        var e = assertThrows(RuntimeException.class, () -> bot.link().click("Creon"));
        assertTrue(e.getMessage().contains("'Creon'") && e.getMessage().contains("['KIS', 'Kiwoom']"), e.getMessage());
    }

    @Test
    void labelsTellTextAlignmentAndPicture() {
        Image image = ui(() -> new Image(DISPLAY, 4, 4));
        open("Main", shell -> {
            new Label(shell, SWT.RIGHT).setText("Total");
            CLabel state = new CLabel(shell, SWT.LEFT);
            state.setText("Connected");
            state.setImage(image);
            state.setForeground(DISPLAY.getSystemColor(SWT.COLOR_RED));
            state.setBackground(DISPLAY.getSystemColor(SWT.COLOR_YELLOW));
        });
        assertEquals(SWT.RIGHT, bot.label("Total").alignment());
        assertNull(bot.label().image());
        assertEquals(SWT.LEFT, bot.clabel("Connected").alignment());
        assertEquals(image, bot.clabel().image());
        assertEquals(ui(() -> DISPLAY.getSystemColor(SWT.COLOR_RED)), bot.clabel().foregroundColor());
        assertEquals(ui(() -> DISPLAY.getSystemColor(SWT.COLOR_YELLOW)), bot.clabel().backgroundColor());
        ui(() -> {
            image.dispose();
            return null;
        });
    }

    @Test
    void aCanvasIsClickedAtAPoint() {
        open("Main", shell -> {
            Canvas canvas = id(new Canvas(shell, SWT.NONE), "chart");
            canvas.setLayoutData(new RowData(100, 60));
            canvas.addListener(SWT.MouseUp, event -> heard.add(event.x + "," + event.y + " " + event.button));
        });
        bot.canvasWithId("chart").click();
        bot.canvasWithId("chart").click(7, 9);
        assertEquals(List.of("50,30 1", "7,9 1"), heard);
    }
}
