package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.hamcrest.SelfDescribing;

/** A combo box without native parts. */
public class SWTBotCCombo extends AbstractSWTBotControl<CCombo> {

    /** @param w the widget */
    public SWTBotCCombo(CCombo w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotCCombo(CCombo w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /**
     * Chooses an item.
     *
     * @param text what the item shows; of several, the first is chosen
     */
    public void setSelection(String text) {
        waitForEnabled();
        int index = Arrays.asList(items()).indexOf(text);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "Expected an item '" + text + "' in " + this + ", found " + Arrays.toString(items()));
        }
        setSelection(index);
    }

    /** Chooses the item at {@code index}, from 0. */
    public void setSelection(int index) {
        waitForEnabled();
        if (index < 0 || index >= itemCount()) {
            throw new IllegalArgumentException(
                    "Expected an index below " + itemCount() + " in " + this + ", found " + index);
        }
        change(() -> widget.select(index));
        notify(SWT.Selection);
    }

    /** @return the chosen item; null when none is */
    public String selection() {
        return syncExec(() -> widget.getSelectionIndex() < 0 ? null : widget.getItem(widget.getSelectionIndex()));
    }

    /** @return the index of the chosen item, from 0; -1 when none is */
    public int selectionIndex() {
        return syncExec(() -> widget.getSelectionIndex());
    }

    /** Writes into the field; where it is read-only, chooses the item that shows {@code text}. */
    public void setText(String text) {
        waitForEnabled();
        if (SWTUtils.hasStyle(widget, SWT.READ_ONLY)) {
            setSelection(text);
        } else {
            change(() -> widget.setText(text));
        }
    }

    /** @return how many items there are */
    public int itemCount() {
        return syncExec(() -> widget.getItemCount());
    }

    /** @return the items */
    public String[] items() {
        return syncExec(() -> widget.getItems());
    }

    /** @return how many characters fit at most */
    public int textLimit() {
        return syncExec(() -> widget.getTextLimit());
    }
}
