package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Text;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.hamcrest.SelfDescribing;

/** A text field. */
public class SWTBotText extends AbstractSWTBotControl<Text> {

    /** @param w the widget */
    public SWTBotText(Text w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotText(Text w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /** Replaces the text in one go. */
    public SWTBotText setText(String text) {
        waitForEnabled();
        change(() -> widget.setText(text));
        return this;
    }

    /** Types at the cursor, character by character. */
    public SWTBotText typeText(String text) {
        return typeText(text, SWTBotPreferences.TYPE_INTERVAL);
    }

    /** Types at the cursor, with {@code interval} milliseconds between two characters. */
    public SWTBotText typeText(String text, int interval) {
        setFocus();
        keyboard().typeText(text, interval);
        return this;
    }

    /** Selects the whole text. */
    public SWTBotText selectAll() {
        waitForEnabled();
        change(() -> widget.selectAll());
        return this;
    }
}
