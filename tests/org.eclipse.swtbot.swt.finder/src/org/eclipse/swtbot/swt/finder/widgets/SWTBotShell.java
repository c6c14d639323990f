package org.eclipse.swtbot.swt.finder.widgets;

import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.ControlFinder;
import org.eclipse.swtbot.swt.finder.internal.Report;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.DefaultCondition;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.hamcrest.SelfDescribing;

/** A window or dialog. */
public class SWTBotShell extends AbstractSWTBotControl<Shell> {

    /** @param w the widget */
    public SWTBotShell(Shell w) throws WidgetNotFoundException {
        this(w, null);
    }

    /**
     * @param w the widget
     * @param description how it was found, for messages; may be null
     */
    public SWTBotShell(Shell w, SelfDescribing description) throws WidgetNotFoundException {
        super(w, description);
    }

    /**
     * Brings the shell to the front and gives it the keyboard.
     *
     * @throws TimeoutException if the window system does not do so in time
     */
    public SWTBotShell activate() throws TimeoutException {
        new SWTBot().waitUntil(new DefaultCondition() {
            @Override
            public boolean test() {
                syncExec(() -> {
                    if (!isShellActive()) {
                        widget.setMinimized(false);
                        widget.forceActive();
                    }
                });
                return isActive();
            }

            @Override
            public String getFailureMessage() {
                return "Expected the shell " + SWTBotShell.this + " to become active, active is "
                        + syncExec(() -> Report.of(display.getActiveShell()));
            }
        });
        return this;
    }

    /**
     * Closes the shell as its close button does: a listener may object or ask first.
     *
     * @throws TimeoutException if the shell is still open after the time allowed
     */
    public void close() throws TimeoutException {
        change(() -> {
            if (!widget.isDisposed()) {
                widget.close();
            }
        });
        new SWTBot().waitUntil(Conditions.shellCloses(this));
    }

    /** @return whether the shell is neither closed nor hidden */
    public boolean isOpen() {
        return syncExec(() -> !widget.isDisposed() && widget.isVisible());
    }

    /** @return whether the user works in this shell */
    @Override
    public boolean isActive() {
        return syncExec(this::isShellActive);
    }

    /** @return a robot that looks in this shell only */
    public SWTBot bot() {
        return new SWTBot(widget);
    }

    /** @return the menu bar */
    public SWTBotRootMenu menu() throws WidgetNotFoundException {
        WaitForObjectCondition<Menu> bar = Conditions.waitForMenuBar(this);
        new SWTBot().waitUntilWidgetAppears(bar);
        return new SWTBotRootMenu(bar.get(0));
    }

    private boolean isShellActive() {
        return !widget.isDisposed() && new ControlFinder().activeShell() == widget;
    }
}
