package org.eclipse.swtbot.swt.finder.internal;

import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;

/** Puts widgets into words, so that "not found" says what was there instead. UI thread only. */
public final class Report {

    private static final int MOST_WIDGETS = 60;
    private static final int LONGEST_TEXT = 40;

    private Report() {
        // a collection of static methods
    }

    /** One widget: its class and whatever it could be found by. */
    public static String of(Widget widget) {
        if (widget == null || widget.isDisposed()) {
            return widget == null ? "nothing" : "a disposed " + widget.getClass().getSimpleName();
        }
        StringBuilder words = new StringBuilder(widget.getClass().getSimpleName());
        String text = SWTUtils.getText(widget);
        if (!text.isEmpty()) {
            words.append(" '").append(shortened(text)).append('\'');
        }
        Object id = widget.getData(SWTBotPreferences.DEFAULT_KEY);
        if (id != null) {
            words.append(" (id ").append(id).append(')');
        }
        String tip = SWTUtils.getToolTipText(widget);
        if (!tip.isEmpty()) {
            words.append(" (tool tip '").append(shortened(tip)).append("')");
        }
        return words.toString();
    }

    /** Everything visible below a widget that a test could ask for. */
    public static String below(Widget root) {
        List<String> words = Widgets.below(root, false).stream()
                .filter(widget -> widget != root && isTelling(widget)).map(Report::of).toList();
        String more = words.size() > MOST_WIDGETS ? " and " + (words.size() - MOST_WIDGETS) + " more" : "";
        return of(root) + " shows " + (words.isEmpty() ? "nothing" : words.stream().limit(MOST_WIDGETS)
                .collect(Collectors.joining(", ")) + more);
    }

    /** Shells by title, for example to say which ones are open. */
    public static String shells(List<Shell> shells) {
        return shells.isEmpty() ? "no shell is open" : "open are " + shells.stream()
                .map(shell -> "'" + shell.getText() + "'" + (shell.isVisible() ? "" : " (hidden)"))
                .collect(Collectors.joining(", "));
    }

    private static boolean isTelling(Widget widget) {
        boolean bare = widget.getClass() == Composite.class || widget instanceof Label;
        return !bare || widget.getData(SWTBotPreferences.DEFAULT_KEY) != null || !SWTUtils.getText(widget).isEmpty();
    }

    private static String shortened(String text) {
        String line = text.replace("\n", "\\n");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
