package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.utils.TableRow;
import org.hamcrest.SelfDescribing;

/** An item of a tree. */
public class SWTBotTreeItem extends AbstractSWTBot<TreeItem> {

    /** @param w the widget */
    public SWTBotTreeItem(TreeItem w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotTreeItem(TreeItem w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Opens the item. */
    public SWTBotTreeItem expand() {
        return setExpanded(true);
    }

    /** Closes the item. */
    public SWTBotTreeItem collapse() {
        return setExpanded(false);
    }

    /** Opens the items along a path of texts that starts in this item. @return the last one */
    public SWTBotTreeItem expandNode(String... nodes) {
        SWTBotTreeItem item = this;
        for (String node : nodes) {
            item = item.getNode(node).expand();
        }
        return item;
    }

    /** Closes a child. @return the child */
    public SWTBotTreeItem collapseNode(String nodeText) {
        return getNode(nodeText).collapse();
    }

    /** @return whether the item is open */
    public boolean isExpanded() {
        return syncExec(() -> widget.getExpanded());
    }

    /** @return the first child with this text */
    public SWTBotTreeItem getNode(String nodeText) {
        return getNode(nodeText, 0);
    }

    /** @return the child at {@code index}, from 0, of those with this text */
    public SWTBotTreeItem getNode(String nodeText, int index) {
        return new SWTBotTreeItem(Await.found(() -> syncExec(() -> Stream.of(widget.getItems())
                .filter(item -> item.getText().equals(nodeText)).skip(index).findFirst().orElse(null)),
                () -> "Expected a child '" + nodeText + "' (index " + index + ") of " + this
                        + ", found " + getNodes()));
    }

    /** @return the child at {@code row}, from 0 */
    public SWTBotTreeItem getNode(int row) {
        return new SWTBotTreeItem(Await.found(
                () -> syncExec(() -> row < widget.getItemCount() ? widget.getItem(row) : null),
                () -> "Expected a child " + row + " of " + this + ", found " + getNodes()));
    }

    /** @return the texts of the children */
    public List<String> getNodes() {
        return syncExec(() -> Stream.of(widget.getItems()).map(TreeItem::getText).toList());
    }

    /** @return the children */
    public SWTBotTreeItem[] getItems() {
        return syncExec(() -> Stream.of(widget.getItems()).map(SWTBotTreeItem::new).toArray(SWTBotTreeItem[]::new));
    }

    /** @return how many children there are */
    public int rowCount() {
        return syncExec(() -> widget.getItemCount());
    }

    /** @return the text in a column, from 0 */
    public String cell(int column) {
        return syncExec(() -> widget.getText(column));
    }

    /** @return the texts of all columns */
    public TableRow row() {
        return syncExec(() -> {
            TableRow row = new TableRow();
            IntStream.range(0, Math.max(1, widget.getParent().getColumnCount())).mapToObj(widget::getText)
                    .forEach(row::add);
            return row;
        });
    }

    /** Selects the item, and only it. */
    public SWTBotTreeItem select() {
        tree().select(this);
        return this;
    }

    /** Selects children, and only them. */
    public SWTBotTreeItem select(String... items) {
        tree().select(Stream.of(items).map(this::getNode).toArray(SWTBotTreeItem[]::new));
        return this;
    }

    /** @return whether the item is selected */
    public boolean isSelected() {
        return syncExec(() -> List.of(widget.getParent().getSelection()).contains(widget));
    }

    /** Clicks the item, which selects it. */
    public SWTBotTreeItem click() {
        Point at = reveal();
        SWTBotTree tree = tree();
        Mouse.enter(this, tree.widget, at.x, at.y);
        Mouse.down(this, tree.widget, at.x, at.y, 1, 1);
        select();
        Mouse.up(this, tree.widget, at.x, at.y, 1, 1);
        Mouse.leave(this, tree.widget, at.x, at.y);
        return this;
    }

    /** Clicks the item twice, which selects and opens it as the application understands it. */
    public SWTBotTreeItem doubleClick() {
        Point at = reveal();
        SWTBotTree tree = tree();
        Mouse.doubleClick(this, tree.widget, at.x, at.y, this::select);
        tree.notifyItem(SWT.DefaultSelection, widget, SWT.NONE);
        Mouse.leave(this, tree.widget, at.x, at.y);
        return this;
    }

    /** Sets the check mark. */
    public void check() {
        setChecked(true);
    }

    /** Removes the check mark. */
    public void uncheck() {
        setChecked(false);
    }

    /** Turns the check mark over. */
    public void toggleCheck() {
        setChecked(!isChecked());
    }

    /** @return whether the check mark is set */
    public boolean isChecked() {
        return syncExec(() -> checkable().getChecked());
    }

    /** @return whether the check mark is grey */
    public boolean isGrayed() {
        return syncExec(() -> checkable().getGrayed());
    }

    /** @return whether the tree is enabled */
    @Override
    public boolean isEnabled() {
        return syncExec(() -> !widget.isDisposed() && widget.getParent().isEnabled());
    }

    /** @return the context menu that a click with the right button on the item gives; it selects the item */
    @Override
    public SWTBotRootMenu contextMenu() throws WidgetNotFoundException {
        Point at = reveal();
        select();
        return contextMenu(tree().widget, at.x, at.y);
    }

    /** Opens everything in this item. */
    void expandAll() {
        for (SWTBotTreeItem child : getItems()) {
            child.expand().expandAll();
        }
    }

    private SWTBotTreeItem setExpanded(boolean expanded) {
        waitForEnabled();
        if (isExpanded() != expanded) {
            // viewers make the children when they hear the event, so that it comes first, as from the window system
            tree().notifyItem(expanded ? SWT.Expand : SWT.Collapse, widget, SWT.NONE);
            change(() -> widget.setExpanded(expanded));
        }
        return this;
    }

    private void setChecked(boolean checked) {
        waitForEnabled();
        TreeItem item = syncExec(this::checkable);
        change(() -> item.setChecked(checked));
        tree().notifyItem(SWT.Selection, widget, SWT.CHECK);
    }

    private TreeItem checkable() {
        if ((widget.getParent().getStyle() & SWT.CHECK) == 0) {
            throw new IllegalArgumentException("Expected an item with a check box, " + this + " has none");
        }
        return widget;
    }

    private SWTBotTree tree() {
        return new SWTBotTree(syncExec(() -> widget.getParent()));
    }

    /** Scrolls to the item. @return its middle, in coordinates of the tree */
    private Point reveal() {
        waitForEnabled();
        return syncExec(() -> {
            widget.getParent().showItem(widget);
            return middle(widget.getBounds());
        });
    }
}
