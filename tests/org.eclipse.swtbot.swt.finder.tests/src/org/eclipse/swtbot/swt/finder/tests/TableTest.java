package org.eclipse.swtbot.swt.finder.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTableItem;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class TableTest extends SwtTest {

    private static Table table(Shell shell, int style) {
        new Label(shell, SWT.NONE).setText("Orders:");
        Table table = id(new Table(shell, style | SWT.FULL_SELECTION | SWT.BORDER), "orders");
        table.setHeaderVisible(true);
        table.setLayoutData(new RowData(300, 150));
        for (String title : List.of("Symbol", "Side", "Price")) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(title);
            column.setWidth(80);
        }
        return table;
    }

    private static Table filled(Shell shell, int style) {
        Table table = table(shell, style);
        for (String[] row : List.of(new String[] { "7203", "Buy", "2,500" },
                new String[] { "005930", "Sell", "71,200" }, new String[] { "AAPL", "Buy", "190.5" })) {
            new TableItem(table, SWT.NONE).setText(row);
        }
        return table;
    }

    @Test
    void cellsAreReadByIndexAndByTitle() {
        open("Main", shell -> filled(shell, SWT.SINGLE));
        SWTBotTable table = bot.table();
        assertEquals(3, table.rowCount());
        assertEquals(3, table.columnCount());
        assertEquals(List.of("Symbol", "Side", "Price"), table.columns());
        assertEquals("Sell", table.cell(1, 1));
        assertEquals("71,200", table.cell(1, "Price"));
        assertEquals(2, table.indexOfColumn("Price"));
        assertEquals(List.of(2, 1, 0, -1), List.of(table.indexOf("AAPL"), table.indexOf("Sell", 1),
                table.indexOf("Buy", "Side"), table.indexOf("MSFT")));
        assertTrue(table.containsItem("7203"));
        assertFalse(table.containsItem("Buy"));
        assertEquals("005930", bot.tableWithId("orders").getTableItem(1).getText());
        assertEquals("Sell", bot.tableWithLabel("Orders:").getTableItem("005930").getText(1));
    }

    @Test
    void cellsOutsideAreRefused() {
        open("Main", shell -> filled(shell, SWT.SINGLE));
        var e = assertThrows(IllegalArgumentException.class, () -> bot.table().cell(3, 0));
        assertTrue(e.getMessage().contains("row 3"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> bot.table().cell(0, 3));
        assertThrows(IllegalArgumentException.class, () -> bot.table().click(-1, 0));
        var named = assertThrows(IllegalArgumentException.class, () -> bot.table().cell(0, "Venue"));
        assertTrue(named.getMessage().contains("[Symbol, Side, Price]"), named.getMessage());
    }

    @Test
    void aMissingRowOrColumnSaysWhatThereIs() {
        open("Main", shell -> filled(shell, SWT.SINGLE));
        expectNothing();
        var row = assertThrows(WidgetNotFoundException.class, () -> bot.table().getTableItem("MSFT"));
        assertTrue(row.getMessage().contains("'MSFT'") && row.getMessage().contains("[7203, 005930, AAPL]"),
                row.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> bot.table().getTableItem(3));
        assertThrows(WidgetNotFoundException.class, () -> bot.table().select("MSFT"));
        var column = assertThrows(WidgetNotFoundException.class, () -> bot.table().header("Venue"));
        assertTrue(column.getMessage().contains("[Symbol, Side, Price]"), column.getMessage());
    }

    @Test
    void rowsOfAVirtualTableAreMadeWhenTheyAreRead() {
        AtomicInteger made = new AtomicInteger();
        open("Main", shell -> {
            Table table = table(shell, SWT.VIRTUAL | SWT.SINGLE);
            table.addListener(SWT.SetData, event -> {
                made.incrementAndGet();
                int row = table.indexOf((TableItem) event.item);
                ((TableItem) event.item).setText(new String[] { "S" + row, "Buy", "" + row });
            });
            table.setItemCount(100_000);
        });
        SWTBotTable table = bot.table();
        assertEquals(100_000, table.rowCount());
        assertEquals("S90000", table.cell(90_000, 0));
        assertEquals("S50000", table.getTableItem(50_000).getText());
        table.click(70_000, 2);
        assertEquals("70000", table.selection().get(0, 2));
        assertTrue(made.get() < 1_000, () -> "made " + made);
        assertEquals(1_234, table.indexOf("S1234"));
    }

    @Test
    void rowsAreSelectedByIndexAndByText() {
        open("Main", shell -> {
            Table table = filled(shell, SWT.MULTI);
            table.addListener(SWT.Selection, event -> heard.add(((TableItem) event.item).getText()));
        });
        SWTBotTable table = bot.table();
        table.setFocus(); // which selects the first row on some systems
        heard.clear();
        table.select(0, 2);
        assertEquals(2, table.selectionCount());
        assertEquals("[[7203, Buy, 2,500], [AAPL, Buy, 190.5]]", table.selection().toString());
        table.select("005930");
        assertEquals("Sell", table.selection().get(0, 1));
        assertEquals(3, table.selection().columnCount());
        assertEquals(List.of("AAPL", "005930"), heard);
    }

    @Test
    void nothingIsSelectedAfterUnselect() {
        open("Main", shell -> filled(shell, SWT.MULTI));
        recordFromNowOn(bot.table(), "table", SWT.Selection);
        bot.table().select(1);
        bot.table().unselect();
        assertEquals(0, bot.table().selectionCount());
        assertEquals(0, bot.table().selection().rowCount());
        assertEquals(2, heard.size());
    }

    @Test
    void aTableOfOneChoiceRefusesTwo() {
        open("Main", shell -> filled(shell, SWT.SINGLE));
        bot.table().select(2);
        assertThrows(RuntimeException.class, () -> bot.table().select(0, 1));
        assertEquals("AAPL", bot.table().selection().get(0, 0));
    }

    @Test
    void aClickOnACellHitsThatCell() {
        open("Main", shell -> {
            Table table = filled(shell, SWT.SINGLE);
            table.addListener(SWT.MouseDown, event -> heard.add(cellAt(table, event)));
        });
        recordFromNowOn(bot.table(), "table", SWT.MouseDown, SWT.Selection, SWT.MouseUp);
        bot.table().click(1, 2);
        assertEquals(List.of("005930/2", "table:MouseDown", "table:Selection", "table:MouseUp"), heard);
        bot.table().getTableItem("AAPL").click(1);
        assertEquals("AAPL/1", heard.get(4));
        bot.table().getTableItem("7203").click();
        assertEquals("7203/0", heard.get(8));
    }

    private static String cellAt(Table table, Event event) {
        TableItem item = table.getItem(new org.eclipse.swt.graphics.Point(event.x, event.y));
        for (int column = 0; column < table.getColumnCount(); column++) {
            if (item.getBounds(column).contains(event.x, event.y)) {
                return item.getText() + "/" + column;
            }
        }
        return "no cell";
    }

    @Test
    void aDoubleClickOpensTheRow() {
        open("Main", shell -> {
            Table table = filled(shell, SWT.SINGLE);
            table.addListener(SWT.DefaultSelection, event -> heard.add("open " + ((TableItem) event.item).getText()));
        });
        recordFromNowOn(bot.table(), "table", SWT.MouseDoubleClick, SWT.Selection);
        bot.table().doubleClick(2, 1);
        assertEquals(List.of("table:Selection", "table:MouseDoubleClick", "open AAPL"), heard);
    }

    @Test
    void aColumnTitleIsClicked() {
        open("Main", shell -> record(filled(shell, SWT.SINGLE).getColumn(2), "price", SWT.Selection));
        assertEquals("Price", bot.table().header("Price").click().getText());
        assertEquals(List.of("price:Selection"), heard);
    }

    @Test
    void rowsHaveCheckMarks() {
        open("Main", shell -> filled(shell, SWT.CHECK).addListener(SWT.Selection, event -> {
            if (event.detail == SWT.CHECK) {
                heard.add(((TableItem) event.item).getText() + "=" + ((TableItem) event.item).getChecked());
            }
        }));
        SWTBotTableItem item = bot.table().getTableItem("AAPL");
        item.check();
        assertTrue(item.isChecked());
        assertFalse(item.isGrayed());
        item.toggleCheck();
        item.toggleCheck();
        item.uncheck();
        assertFalse(item.isChecked());
        assertEquals(List.of("AAPL=true", "AAPL=false", "AAPL=true", "AAPL=false"), heard);
    }

    @Test
    void rowsWithoutCheckMarksCannotBeChecked() {
        open("Main", shell -> filled(shell, SWT.SINGLE));
        assertThrows(RuntimeException.class, () -> bot.table().getTableItem(0).isChecked());
    }

    @Test
    void aContextMenuBelongsToTheRowItIsOpenedOn() {
        open("Main", shell -> {
            Table table = filled(shell, SWT.SINGLE);
            Menu menu = new Menu(table);
            table.setMenu(menu);
            menu.addListener(SWT.Show, event -> {
                List.of(menu.getItems()).forEach(MenuItem::dispose);
                MenuItem cancel = new MenuItem(menu, SWT.PUSH);
                cancel.setText("Cancel " + table.getSelection()[0].getText());
                cancel.addListener(SWT.Selection, chosen -> heard.add(cancel.getText()));
            });
        });
        bot.table().contextMenu(1, 0).menu("Cancel 005930").click();
        bot.table().getTableItem("AAPL").contextMenu("Cancel AAPL").click();
        assertEquals(List.of("Cancel 005930", "Cancel AAPL"), heard);
    }

    @Test
    void aDisabledTableIsNotClicked() {
        open("Main", shell -> record(filled(shell, SWT.SINGLE), "table", SWT.Selection).setEnabled(false));
        expectNothing();
        assertThrows(TimeoutException.class, () -> bot.table().select(0));
        assertThrows(TimeoutException.class, () -> bot.table().click(0, 0));
        assertThrows(TimeoutException.class, () -> bot.table().header("Price").click());
        assertFalse(bot.table().getTableItem(0).isEnabled());
        assertEquals(List.of(), heard);
    }

    @Test
    void rowsThatComeLaterAreWaitedFor() {
        open("Main", shell -> {
            Table table = filled(shell, SWT.SINGLE);
            DISPLAY.timerExec(100, () -> new TableItem(table, SWT.NONE).setText("MSFT"));
        });
        bot.waitUntil(Conditions.tableHasRows(bot.table(), 4));
        assertEquals("MSFT", bot.table().getTableItem("MSFT").getText());
        expectNothing();
        var e = assertThrows(TimeoutException.class, () -> bot.waitUntil(Conditions.tableHasRows(bot.table(), 5)));
        assertTrue(e.getMessage().contains("5 rows") && e.getMessage().contains("it has 4"), e.getMessage());
    }
}
