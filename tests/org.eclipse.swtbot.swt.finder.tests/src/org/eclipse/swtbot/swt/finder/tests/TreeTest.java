package org.eclipse.swtbot.swt.finder.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTree;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTreeItem;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;

class TreeTest extends SwtTest {

    private static Tree tree(Shell shell, int style) {
        Tree tree = id(new Tree(shell, style | SWT.BORDER), "brokers");
        tree.setLayoutData(new RowData(300, 150));
        tree.setHeaderVisible(true);
        for (String title : List.of("Name", "State")) {
            TreeColumn column = new TreeColumn(tree, SWT.NONE);
            column.setText(title);
            column.setWidth(120);
        }
        for (String broker : List.of("KIS", "Mock")) {
            TreeItem item = new TreeItem(tree, SWT.NONE);
            item.setText(new String[] { broker, "up" });
            for (String account : List.of("1", "2")) {
                new TreeItem(item, SWT.NONE).setText(new String[] { broker + "-" + account, "paper" });
            }
        }
        return tree;
    }

    @Test
    void itemsAreFoundAlongAPath() {
        open("Main", shell -> tree(shell, SWT.SINGLE));
        SWTBotTree tree = bot.treeWithId("brokers");
        assertEquals(2, tree.rowCount());
        assertEquals(2, tree.visibleRowCount());
        SWTBotTreeItem account = tree.expandNode("KIS", "KIS-2");
        assertEquals("KIS-2", account.getText());
        assertEquals("paper", account.cell(1));
        assertTrue(tree.getTreeItem("KIS").isExpanded());
        assertEquals(4, tree.visibleRowCount());
        assertEquals(List.of("KIS-1", "KIS-2"), tree.getTreeItem("KIS").getNodes());
        assertEquals("KIS-1", tree.getTreeItem("KIS").getNode(0).getText());
        assertEquals(2, tree.getTreeItem("KIS").rowCount());
        assertEquals("KIS-2", tree.getTreeItem("KIS").getItems()[1].getText());
        tree.collapseNode("KIS");
        assertFalse(tree.getTreeItem("KIS").isExpanded());
        assertEquals("Mock", tree.getAllItems()[1].getText());
    }

    @Test
    void columnsAndCellsAreRead() {
        open("Main", shell -> record(tree(shell, SWT.SINGLE).getColumn(1), "state", SWT.Selection));
        SWTBotTree tree = bot.tree();
        assertEquals(List.of("Name", "State"), tree.columns());
        assertEquals(2, tree.columnCount());
        assertTrue(tree.hasItems());
        assertEquals("up", tree.cell(0, 1));
        assertEquals("Mock", tree.cell(1, "Name"));
        assertEquals("[Mock, up]", tree.getTreeItem("Mock").row().toString());
        tree.header("State").click();
        assertEquals(List.of("state:Selection"), heard);
    }

    @Test
    void childrenThatAreMadeOnExpandAreThere() {
        open("Main", shell -> {
            Tree tree = tree(shell, SWT.SINGLE);
            tree.addListener(SWT.Expand, event -> {
                TreeItem item = (TreeItem) event.item;
                new TreeItem(item, SWT.NONE).setText(item.getText() + "-late");
                heard.add("expand " + item.getText());
            });
            record(tree, "tree", SWT.Collapse);
        });
        SWTBotTreeItem kis = bot.tree().getTreeItem("KIS").expand();
        assertEquals("KIS-late", kis.getNode("KIS-late").getText());
        kis.expand();
        kis.collapse();
        assertEquals(List.of("expand KIS", "tree:" + SWT.Collapse), heard);
    }

    @Test
    void everythingBelowIsOpenedRecursively() {
        open("Main", shell -> {
            Tree tree = tree(shell, SWT.SINGLE);
            new TreeItem(tree.getItem(0).getItem(0), SWT.NONE).setText("deep");
        });
        bot.tree().expandNode("KIS", true);
        assertTrue(bot.tree().getTreeItem("KIS").getNode("KIS-1").isExpanded());
        assertEquals(5, bot.tree().visibleRowCount());
    }

    @Test
    void itemsAreSelected() {
        open("Main", shell -> tree(shell, SWT.MULTI).addListener(SWT.Selection,
                event -> heard.add(event.item == null ? "none" : ((TreeItem) event.item).getText())));
        SWTBotTree tree = bot.tree();
        tree.setFocus(); // which selects the first item on some systems
        heard.clear();
        tree.select("KIS", "Mock");
        assertEquals(2, tree.selectionCount());
        tree.select(1);
        assertTrue(tree.getTreeItem("Mock").isSelected());
        assertFalse(tree.getTreeItem("KIS").isSelected());
        tree.getTreeItem("KIS").expand().select("KIS-1", "KIS-2");
        assertEquals("[[KIS-1, paper], [KIS-2, paper]]", tree.selection().toString());
        tree.getTreeItem("KIS").getNode("KIS-1").select();
        assertEquals("KIS-1", tree.selection().get(0, 0));
        tree.unselect();
        assertEquals(0, tree.selectionCount());
        assertEquals(List.of("Mock", "Mock", "KIS-2", "KIS-1", "none"), heard);
    }

    @Test
    void clicksHitTheItem() {
        open("Main", shell -> {
            Tree tree = tree(shell, SWT.SINGLE);
            tree.addListener(SWT.MouseDown, event -> heard.add("down on "
                    + tree.getItem(new org.eclipse.swt.graphics.Point(event.x, event.y)).getText()));
            tree.addListener(SWT.DefaultSelection, event -> heard.add("open " + ((TreeItem) event.item).getText()));
        });
        bot.tree().getTreeItem("Mock").click();
        assertTrue(bot.tree().getTreeItem("Mock").isSelected());
        bot.tree().expandNode("KIS").getNode("KIS-2").doubleClick();
        assertEquals(List.of("down on Mock", "down on KIS-2", "down on KIS-2", "open KIS-2"), heard);
    }

    @Test
    void itemsHaveCheckMarks() {
        open("Main", shell -> tree(shell, SWT.CHECK).addListener(SWT.Selection, event -> {
            if (event.detail == SWT.CHECK) {
                heard.add("check " + ((TreeItem) event.item).getText());
            }
        }));
        SWTBotTreeItem item = bot.tree().getTreeItem("KIS");
        item.check();
        assertTrue(item.isChecked());
        assertFalse(item.isGrayed());
        item.toggleCheck();
        assertFalse(item.isChecked());
        item.uncheck();
        assertEquals(List.of("check KIS", "check KIS", "check KIS"), heard);
    }

    @Test
    void anItemHasAContextMenu() {
        open("Main", shell -> {
            Tree tree = tree(shell, SWT.SINGLE);
            Menu menu = new Menu(tree);
            MenuItem item = new MenuItem(menu, SWT.PUSH);
            item.setText("&Connect");
            item.addListener(SWT.Selection, event -> heard.add("connect " + tree.getSelection()[0].getText()));
            tree.setMenu(menu);
        });
        bot.tree().getTreeItem("Mock").contextMenu("Connect").click();
        assertEquals(List.of("connect Mock"), heard);
    }

    @Test
    void aVirtualTreeIsMadeWhenItIsRead() {
        open("Main", shell -> {
            Tree tree = new Tree(shell, SWT.VIRTUAL | SWT.BORDER);
            tree.setLayoutData(new RowData(200, 100));
            tree.addListener(SWT.SetData, event -> {
                TreeItem item = (TreeItem) event.item;
                TreeItem parent = item.getParentItem();
                item.setText(parent == null ? "node" + tree.indexOf(item)
                        : parent.getText() + "." + parent.indexOf(item));
                item.setItemCount(parent == null ? 3 : 0);
            });
            tree.setItemCount(20);
        });
        assertEquals("node15.2", bot.tree().expandNode("node15").getNode("node15.2").getText());
    }

    @Test
    void aMissingItemSaysWhatThereIs() {
        open("Main", shell -> tree(shell, SWT.SINGLE));
        expectNothing();
        var top = assertThrows(WidgetNotFoundException.class, () -> bot.tree().getTreeItem("Creon"));
        assertTrue(top.getMessage().contains("'Creon'") && top.getMessage().contains("[KIS, Mock]"), top.getMessage());
        var child = assertThrows(WidgetNotFoundException.class, () -> bot.tree().expandNode("KIS", "KIS-9"));
        assertTrue(child.getMessage().contains("[KIS-1, KIS-2]"), child.getMessage());
        assertThrows(WidgetNotFoundException.class, () -> bot.tree().getTreeItem("KIS").getNode(2));
        assertThrows(RuntimeException.class, () -> bot.tree().select(5));
        assertThrows(RuntimeException.class, () -> bot.tree().select("KIS", "Mock"));
        assertThrows(RuntimeException.class, () -> bot.tree().getTreeItem("KIS").check());
    }

    @Test
    void aDisabledTreeIsNotOpened() {
        open("Main", shell -> tree(shell, SWT.SINGLE).setEnabled(false));
        expectNothing();
        assertThrows(TimeoutException.class, () -> bot.tree().getTreeItem("KIS").expand());
        assertThrows(TimeoutException.class, () -> bot.tree().select("KIS"));
        assertThrows(TimeoutException.class, () -> bot.tree().getTreeItem("KIS").click());
    }

    @Test
    void rowsAndNodesThatComeLaterAreWaitedFor() {
        open("Main", shell -> {
            Tree tree = tree(shell, SWT.SINGLE);
            DISPLAY.timerExec(80, () -> {
                new TreeItem(tree, SWT.NONE).setText("Creon");
                new TreeItem(tree.getItem(0), SWT.NONE).setText("KIS-3");
            });
        });
        bot.waitUntil(Conditions.treeHasRows(bot.tree(), 3));
        bot.waitUntil(Conditions.treeItemHasNode(bot.tree().getTreeItem("KIS"), "KIS-3"));
        expectNothing();
        assertThrows(TimeoutException.class, () -> bot.waitUntil(Conditions.treeHasRows(bot.tree(), 9)));
        assertThrows(TimeoutException.class,
                () -> bot.waitUntil(Conditions.treeItemHasNode(bot.tree().getTreeItem("KIS"), "KIS-9")));
    }
}
