package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.utils.Position;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.hamcrest.SelfDescribing;

/** A text with styles; lines and columns start at 0. */
public class SWTBotStyledText extends AbstractSWTBotControl<StyledText> {

    /** @param w the widget */
    public SWTBotStyledText(StyledText w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotStyledText(StyledText w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Replaces the text in one go. */
    public void setText(String text) {
        waitForEnabled();
        change(() -> widget.setText(text));
    }

    /** Types at the cursor, character by character. */
    public void typeText(String text) {
        typeText(text, SWTBotPreferences.TYPE_INTERVAL);
    }

    /** Types at the cursor, with {@code interval} milliseconds between two characters. */
    public void typeText(String text, int interval) {
        setFocus();
        keyboard().typeText(text, interval);
    }

    /** Types at a place, character by character. */
    public void typeText(int line, int column, String text) {
        navigateTo(line, column);
        typeText(text);
    }

    /** Inserts at the cursor in one go. */
    public void insertText(String text) {
        waitForEnabled();
        change(() -> widget.insert(text));
    }

    /** Inserts at a place in one go. */
    public void insertText(int line, int column, String text) {
        navigateTo(line, column);
        insertText(text);
    }

    /** Moves the cursor. */
    public void navigateTo(int line, int column) {
        waitForEnabled();
        setFocus();
        change(() -> widget.setSelection(offset(line, column)));
    }

    /** Moves the cursor. */
    public void navigateTo(Position position) {
        navigateTo(position.line, position.column);
    }

    /** @return where the cursor is */
    public Position cursorPosition() {
        return syncExec(() -> {
            int offset = widget.getSelection().x;
            int line = widget.getLineAtOffset(offset);
            return new Position(line, offset - widget.getOffsetAtLine(line));
        });
    }

    /** Selects {@code length} characters from a place on. */
    public void selectRange(int line, int column, int length) {
        waitForEnabled();
        change(() -> {
            int start = offset(line, column);
            widget.setSelection(start, start + length);
        });
        notify(SWT.Selection);
    }

    /** Selects the line of the cursor. */
    public void selectCurrentLine() {
        selectLine(cursorPosition().line);
    }

    /** Selects a line. */
    public void selectLine(int line) {
        selectRange(line, 0, getTextOnLine(line).length());
    }

    /** @return the selected text */
    public String getSelection() {
        return syncExec(() -> widget.getSelectionText());
    }

    /** @return the text of a line, without its end */
    public String getTextOnLine(int line) {
        return syncExec(() -> widget.getLine(line));
    }

    /** @return the text of the line of the cursor, without its end */
    public String getTextOnCurrentLine() {
        return getTextOnLine(cursorPosition().line);
    }

    /** @return the lines, without their ends */
    public List<String> getLines() {
        return syncExec(() -> IntStream.range(0, widget.getLineCount()).mapToObj(widget::getLine).toList());
    }

    /** @return how many lines there are */
    public int getLineCount() {
        return syncExec(() -> widget.getLineCount());
    }

    private int offset(int line, int column) {
        return widget.getOffsetAtLine(line) + column;
    }
}
