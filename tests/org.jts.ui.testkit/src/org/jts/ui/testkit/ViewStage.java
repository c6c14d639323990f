package org.jts.ui.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.Widget;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;

/**
 * A shell with one view in it. The test is the UI thread: events are dispatched while it waits, and at no other time.
 * {@code -Djts.shots=<folder>} keeps pictures of what {@link #shot} is asked for.
 */
public final class ViewStage implements AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Display display;
    private final Shell shell;

    public ViewStage(int width, int height) {
        display = Display.getDefault();
        shell = new Shell(display, SWT.NO_TRIM);
        shell.setLayout(new FillLayout());
        shell.setSize(width, height);
    }

    public Shell shell() {
        return shell;
    }

    public Display display() {
        return display;
    }

    /** Paints in the colours of a theme. */
    public void theme(boolean dark) {
        Palette palette = Palette.use(display, dark, Palette.Convention.KOREAN);
        color(shell, palette);
    }

    public void open() {
        shell.open();
        settle();
    }

    /** Dispatches what there is to dispatch. */
    public void settle() {
        while (display.readAndDispatch()) {
            // until nothing is left
        }
    }

    /** Dispatches events until something holds. */
    public void until(String expected, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("expected within 30 s: " + expected);
            }
            if (!display.readAndDispatch()) {
                // Wakes the loop for a condition that no event announces.
                display.timerExec(20, () -> { });
                display.sleep();
            }
        }
    }

    /** Dispatches events until {@code supplier} gives something. */
    public <T> T awaitWidget(String key, Class<T> type) {
        until("a widget " + key, () -> find(key).filter(type::isInstance).isPresent());
        return type.cast(find(key).orElseThrow());
    }

    /** The widget with that key, in any shell. */
    public Optional<Widget> find(String key) {
        return find(widget -> key.equals(widget.getData(DataTable.WIDGET_KEY)));
    }

    public Optional<Widget> find(Predicate<Widget> wanted) {
        for (Shell root : display.getShells()) {
            for (Widget widget : all(root)) {
                if (wanted.test(widget)) {
                    return Optional.of(widget);
                }
            }
        }
        return Optional.empty();
    }

    /** What a user does to a button, a tool item, a combo whose choice was changed. */
    public void click(Widget widget) {
        Event event = new Event();
        event.widget = widget;
        widget.notifyListeners(SWT.Selection, event);
        settle();
    }

    public void choose(Combo combo, int index) {
        combo.select(index);
        click(combo);
    }

    public void type(Text text, String what) {
        text.setText(what);
        settle();
    }

    /** Keeps a picture, when pictures are wanted. */
    public void shot(String name) {
        String folder = System.getProperty("jts.shots", "");
        if (folder.isEmpty()) {
            return;
        }
        settle();
        Rectangle area = display.getBounds();
        Image image = new Image(display, area.width, area.height);
        GC gc = new GC(display);
        try {
            gc.copyArea(image, 0, 0);
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] {image.getImageData()};
            Files.createDirectories(Path.of(folder));
            loader.save(Path.of(folder, name + ".png").toString(), SWT.IMAGE_PNG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    @Override
    public void close() {
        for (Shell open : display.getShells()) {
            if (!open.isDisposed() && open != shell) {
                open.dispose();
            }
        }
        shell.dispose();
        settle();
    }

    /** For code that must run while a modal dialog keeps the caller: it is run once the dialog is there. */
    public void whenOpen(Supplier<Boolean> there, Runnable then) {
        display.timerExec(20, new Runnable() {
            @Override
            public void run() {
                if (there.get()) {
                    then.run();
                } else {
                    display.timerExec(20, this);
                }
            }
        });
    }

    private static List<Widget> all(Widget root) {
        List<Widget> found = new ArrayList<>();
        found.add(root);
        if (root instanceof ToolBar bar) {
            found.addAll(List.of(bar.getItems()));
        }
        if (root instanceof TabFolder tabs) {
            found.addAll(List.of(tabs.getItems()));
        }
        if (root instanceof Composite composite) {
            for (Control child : composite.getChildren()) {
                found.addAll(all(child));
            }
        }
        return found;
    }

    private static void color(Control control, Palette palette) {
        control.setBackground(palette.background());
        control.setForeground(palette.text());
    }
}
