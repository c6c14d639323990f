package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.utils.TableCollection;
import org.hamcrest.SelfDescribing;

/** A tree. Items of a virtual tree are made when they are read. */
public class SWTBotTree extends AbstractSWTBotControl<Tree> {

    /** @param w the widget */
    public SWTBotTree(Tree w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTree(Tree w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** @return the first item with this text at the top level */
    public SWTBotTreeItem getTreeItem(String nodeText) throws WidgetNotFoundException {
        return new SWTBotTreeItem(Await.found(() -> syncExec(() -> Stream.of(widget.getItems())
                .filter(item -> item.getText().equals(nodeText)).findFirst().orElse(null)),
                () -> "Expected a tree item '" + nodeText + "' in " + this + ", found " + texts()));
    }

    /** @return the items of the top level */
    public SWTBotTreeItem[] getAllItems() {
        return syncExec(() -> Stream.of(widget.getItems()).map(SWTBotTreeItem::new).toArray(SWTBotTreeItem[]::new));
    }

    /** Opens the items along a path of texts that starts at the top level. @return the last one */
    public SWTBotTreeItem expandNode(String... nodes) throws WidgetNotFoundException {
        if (nodes.length == 0) {
            throw new IllegalArgumentException("Expected the texts of a path in " + this + ", found none");
        }
        SWTBotTreeItem first = getTreeItem(nodes[0]).expand();
        return first.expandNode(Arrays.copyOfRange(nodes, 1, nodes.length));
    }

    /** Opens an item, and if {@code recursive} everything in it. @return the item */
    public SWTBotTreeItem expandNode(String nodeText, boolean recursive) throws WidgetNotFoundException {
        SWTBotTreeItem item = getTreeItem(nodeText).expand();
        if (recursive) {
            item.expandAll();
        }
        return item;
    }

    /** Closes an item of the top level. @return the item */
    public SWTBotTreeItem collapseNode(String nodeText) throws WidgetNotFoundException {
        return getTreeItem(nodeText).collapse();
    }

    /** Selects the items with these texts at the top level, and only them. */
    public SWTBotTree select(String... items) {
        return select(Stream.of(items).map(this::getTreeItem).toArray(SWTBotTreeItem[]::new));
    }

    /** Selects the items at these places of the top level, from 0, and only them. */
    public SWTBotTree select(int... indices) {
        SWTBotTreeItem[] all = getAllItems();
        if (IntStream.of(indices).anyMatch(index -> index < 0 || index >= all.length)) {
            throw new IllegalArgumentException("Expected indices below " + all.length + " in " + this + ", found "
                    + Arrays.toString(indices));
        }
        return select(IntStream.of(indices).mapToObj(index -> all[index]).toArray(SWTBotTreeItem[]::new));
    }

    /** Selects items, and only them. */
    public SWTBotTree select(SWTBotTreeItem... items) {
        waitForEnabled();
        if (items.length > 1 && !SWTUtils.hasStyle(widget, SWT.MULTI)) {
            throw new IllegalArgumentException("Expected one item, since " + this + " takes one only, found "
                    + Arrays.toString(items));
        }
        setFocus();
        TreeItem[] selection = Stream.of(items).map(item -> item.widget).toArray(TreeItem[]::new);
        change(() -> widget.setSelection(selection));
        notifyItem(SWT.Selection, selection.length == 0 ? null : selection[selection.length - 1], SWT.NONE);
        return this;
    }

    /** Selects nothing. */
    public SWTBotTree unselect() {
        return select(new SWTBotTreeItem[0]);
    }

    /** @return the texts of the selected items */
    public TableCollection selection() {
        return syncExec(() -> {
            TableCollection rows = new TableCollection();
            Stream.of(widget.getSelection()).map(item -> new SWTBotTreeItem(item).row()).forEach(rows::add);
            return rows;
        });
    }

    /** @return how many items are selected */
    public int selectionCount() {
        return syncExec(() -> widget.getSelectionCount());
    }

    /** @return how many items the top level has */
    public int rowCount() {
        return syncExec(() -> widget.getItemCount());
    }

    /** @return how many items are shown, counting those inside open ones */
    public int visibleRowCount() {
        return syncExec(() -> Stream.of(widget.getItems()).mapToInt(SWTBotTree::shownFrom).sum());
    }

    /** @return whether the tree has items */
    public boolean hasItems() {
        return rowCount() > 0;
    }

    /** @return how many columns there are */
    public int columnCount() {
        return syncExec(() -> widget.getColumnCount());
    }

    /** @return the titles of the columns */
    public List<String> columns() {
        return syncExec(() -> Stream.of(widget.getColumns()).map(TreeColumn::getText).toList());
    }

    /** @return the column with this title */
    public SWTBotTreeColumn header(String label) throws WidgetNotFoundException {
        return new SWTBotTreeColumn(Await.found(() -> syncExec(() -> Stream.of(widget.getColumns())
                .filter(column -> column.getText().equals(label)).findFirst().orElse(null)),
                () -> "Expected a column '" + label + "' in " + this + ", found " + columns()));
    }

    /** @return the text of a cell of the top level */
    public String cell(int row, int column) {
        return getAllItems()[row].cell(column);
    }

    /** @return the text of a cell of the top level */
    public String cell(int row, String columnName) {
        return cell(row, columns().indexOf(columnName));
    }

    /** Sends an event about an item. */
    void notifyItem(int eventType, TreeItem item, int detail) {
        Event event = createEvent();
        event.item = item;
        event.detail = detail;
        notify(eventType, event);
    }

    private List<String> texts() {
        return syncExec(() -> Stream.of(widget.getItems()).map(TreeItem::getText).toList());
    }

    private static int shownFrom(TreeItem item) {
        return 1 + (item.getExpanded() ? Stream.of(item.getItems()).mapToInt(SWTBotTree::shownFrom).sum() : 0);
    }
}
