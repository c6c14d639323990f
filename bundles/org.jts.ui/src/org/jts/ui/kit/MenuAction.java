package org.jts.ui.kit;

import java.util.Objects;

import org.eclipse.jface.action.Action;

/** An entry of a menu that runs what it is given. To be made and used on the UI thread. */
public final class MenuAction extends Action {
    private final Runnable body;

    /**
     * @param text
     *            what the menu shows, in the user's language
     * @param body
     *            what choosing it does, on the UI thread
     */
    public MenuAction(String text, Runnable body) {
        this(text, true, body);
    }

    /**
     * @param text
     *            what the menu shows, in the user's language
     * @param enabled
     *            whether it can be chosen; one that cannot is shown greyed out
     * @param body
     *            what choosing it does, on the UI thread
     */
    public MenuAction(String text, boolean enabled, Runnable body) {
        super(text);
        this.body = Objects.requireNonNull(body, "body");
        setEnabled(enabled);
    }

    @Override
    public void run() {
        body.run();
    }
}
