package org.eclipse.swtbot.swt.finder.tests;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.widgets.AbstractSWTBot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test with real shells. It takes the display that there is; where there is none, it makes one on its own thread. */
abstract class SwtTest {

    /** Long enough to look several times, short enough to fail often. */
    static final long SHORT_MILLIS = 150;

    private static final Map<Integer, String> EVENTS = Map.of(
            SWT.Selection, "Selection", SWT.DefaultSelection, "DefaultSelection", SWT.MouseDown, "MouseDown",
            SWT.MouseUp, "MouseUp", SWT.MouseEnter, "MouseEnter", SWT.MouseExit, "MouseExit",
            SWT.MouseDoubleClick, "MouseDoubleClick", SWT.Modify, "Modify", SWT.KeyDown, "KeyDown");

    static final Display DISPLAY = TestDisplay.get();

    /** What listeners of {@link #record} have heard, in order. */
    final List<String> heard = new ArrayList<>();
    SWTBot bot;
    private Set<Shell> before;
    private long timeoutBefore;

    @BeforeEach
    final void rememberTheShells() {
        timeoutBefore = SWTBotPreferences.TIMEOUT;
        before = new HashSet<>(List.of(ui(() -> DISPLAY.getShells())));
        bot = new SWTBot();
    }

    @AfterEach
    final void closeWhatTheTestOpened() {
        SWTBotPreferences.TIMEOUT = timeoutBefore;
        UIThreadRunnable.syncExec(DISPLAY, () -> Stream.of(DISPLAY.getShells())
                .filter(shell -> !shell.isDisposed() && !before.contains(shell)).forEach(Shell::dispose));
    }

    /** Opens a shell with this title and content, and brings it to the front. */
    Shell open(String title, Consumer<Shell> content) {
        Shell shell = ui(() -> {
            Shell made = new Shell(DISPLAY, SWT.SHELL_TRIM);
            made.setText(title);
            RowLayout layout = new RowLayout(SWT.VERTICAL);
            layout.fill = true;
            made.setLayout(layout);
            content.accept(made);
            made.pack();
            made.open();
            return made;
        });
        bot.shell(title).activate();
        return shell;
    }

    /** Does something on the UI thread and gives its value. */
    static <T> T ui(Result<T> work) {
        return UIThreadRunnable.syncExec(DISPLAY, work);
    }

    /** Lets searches and waits give up soon, for what is not there. */
    static void expectNothing() {
        SWTBotPreferences.TIMEOUT = SHORT_MILLIS;
    }

    /** Writes down the events that a widget gets: {@code name:event}. */
    <W extends Widget> W record(W widget, String name, int... eventTypes) {
        Listener listener = event -> heard.add(name + ":" + EVENTS.getOrDefault(event.type, "" + event.type));
        for (int type : eventTypes) {
            widget.addListener(type, listener);
        }
        return widget;
    }

    /** Writes down the events of a widget from now on, after what opening its shell has sent to it. */
    void recordFromNowOn(AbstractSWTBot<?> widget, String name, int... eventTypes) {
        widget.setFocus();
        ui(() -> record(widget.widget, name, eventTypes));
        heard.clear();
    }

    /** Gives a widget an id. */
    static <W extends Widget> W id(W widget, String id) {
        widget.setData(SWTBotPreferences.DEFAULT_KEY, id);
        return widget;
    }
}
