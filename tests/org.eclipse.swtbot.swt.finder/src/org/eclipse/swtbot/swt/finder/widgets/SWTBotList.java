package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.List;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.hamcrest.SelfDescribing;

/** A list. */
public class SWTBotList extends AbstractSWTBotControl<List> {

    /** @param w the widget */
    public SWTBotList(List w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotList(List w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Selects the items that show these texts, and only them. */
    public void select(String... items) {
        waitForEnabled();
        int[] indices = Stream.of(items).mapToInt(this::indexOf).toArray();
        if (IntStream.of(indices).anyMatch(index -> index < 0)) {
            throw new IllegalArgumentException("Expected the items " + Arrays.toString(items) + " in " + this
                    + ", found " + Arrays.toString(getItems()));
        }
        select(indices);
    }

    /** Selects the item that shows this text, and only it. */
    public void select(String item) {
        select(new String[] { item });
    }

    /** Selects the item at {@code index}, from 0, and only it. */
    public void select(int index) {
        select(new int[] { index });
    }

    /** Selects the items at {@code indices}, from 0, and only them. */
    public void select(int... indices) {
        waitForEnabled();
        if (indices.length > 1 && !SWTUtils.hasStyle(widget, SWT.MULTI)) {
            throw new IllegalArgumentException("Expected one item, since " + this + " takes one only, found "
                    + Arrays.toString(indices));
        }
        if (IntStream.of(indices).anyMatch(index -> index < 0 || index >= itemCount())) {
            throw new IllegalArgumentException("Expected indices below " + itemCount() + " in " + this + ", found "
                    + Arrays.toString(indices));
        }
        change(() -> widget.setSelection(indices));
        notify(SWT.Selection);
    }

    /** Selects nothing. */
    public void unselect() {
        waitForEnabled();
        change(() -> widget.deselectAll());
        notify(SWT.Selection);
    }

    /** @return the selected items */
    public String[] selection() {
        return syncExec(() -> widget.getSelection());
    }

    /** @return how many items are selected */
    public int selectionCount() {
        return syncExec(() -> widget.getSelectionCount());
    }

    /** @return the items */
    public String[] getItems() {
        return syncExec(() -> widget.getItems());
    }

    /** @return how many items there are */
    public int itemCount() {
        return syncExec(() -> widget.getItemCount());
    }

    /** @return the item at {@code index}, from 0 */
    public String itemAt(int index) {
        return syncExec(() -> widget.getItem(index));
    }

    /** @return the index of an item, from 0; -1 when there is none */
    public int indexOf(String item) {
        return syncExec(() -> widget.indexOf(item));
    }
}
