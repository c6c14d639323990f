package org.jts.ui.tests.story;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.waits.DefaultCondition;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotButton;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.eclipse.ui.PlatformUI;

/** The workstation's window as a trader uses it. */
final class Window {
    private static final long PATIENCE_MILLIS = 30_000;

    private final SWTBot bot = new SWTBot();

    Window() {
        // A machine that is busy with other builds paints late.
        SWTBotPreferences.TIMEOUT = PATIENCE_MILLIS;
    }

    SWTBot bot() {
        return bot;
    }

    /** Waits until something holds. */
    void until(String expected, BooleanSupplier condition, Supplier<String> found) {
        bot.waitUntil(new DefaultCondition() {
            @Override
            public boolean test() {
                return condition.getAsBoolean();
            }

            @Override
            public String getFailureMessage() {
                return "expected " + expected + ", found " + found.get();
            }
        }, PATIENCE_MILLIS, 50);
    }

    /** Brings the view with that title to the front of its stack. */
    void show(String title) {
        bot.cTabItem(title).activate();
    }

    /** Whether there is a view with that title. */
    boolean hasTab(String title) {
        return UIThreadRunnable.syncExec((Result<Boolean>) () -> bot.getFinder()
                .findControls(WidgetMatcherFactory.widgetOfType(CTabFolder.class)).stream().map(CTabFolder.class::cast)
                .flatMap(folder -> Stream.of(folder.getItems())).map(CTabItem::getText).anyMatch(title::equals));
    }

    /** @return the row with that text in a column, once it is there */
    int row(SWTBotTable table, String text, String column) {
        until("a row with " + text + " in column " + column, () -> table.indexOf(text, column) >= 0,
                () -> table.rowCount() + " other rows");
        return table.indexOf(text, column);
    }

    /** Waits until the button can be pressed, and presses it. */
    void press(String id) {
        SWTBotButton button = bot.buttonWithId(id);
        until("the button " + id + " enabled", button::isEnabled, () -> "it greyed; " + reason());
        button.click();
    }

    /** Why the ticket cannot send its order; empty for nothing. */
    String reason() {
        return UIThreadRunnable.syncExec(() -> bot.getFinder().findControls(withId("ticket.reason")).stream()
                .map(control -> ((org.eclipse.swt.widgets.Label) control).getText()).findFirst().orElse(""));
    }

    <T extends Control> T control(String id, Class<T> type) {
        return (T) bot.widget(org.hamcrest.Matchers.allOf(
                org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.widgetOfType(type), withId(id)));
    }

    /** @return how often each colour is on screen in a control */
    Map<Integer, Integer> colors(Control control) {
        return UIThreadRunnable.syncExec(() -> {
            ImageData data = picture(control);
            Map<Integer, Integer> counts = new HashMap<>();
            for (int y = 0; y < data.height; y++) {
                for (int x = 0; x < data.width; x++) {
                    var rgb = data.palette.getRGB(data.getPixel(x, y));
                    counts.merge(rgb.red << 16 | rgb.green << 8 | rgb.blue, 1, Integer::sum);
                }
            }
            return counts;
        });
    }

    /** Keeps a picture of the whole window, with its menu bar. */
    void keepPicture(String file) {
        Shell window = UIThreadRunnable.syncExec(
                () -> PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell());
        // When the second painting begins, the first one is on screen.
        awaitPaint(window);
        awaitPaint(window);
        UIThreadRunnable.syncExec(() -> {
            // Down from the menu bar; the frame, which is not ours, is left out.
            Point inside = window.toDisplay(0, 0);
            Rectangle client = window.getClientArea();
            int top = Math.max(0, window.getBounds().y);
            Rectangle bounds = new Rectangle(inside.x, top, client.width, inside.y - top + client.height);
            Image image = new Image(window.getDisplay(), bounds.width, bounds.height);
            GC gc = new GC(window.getDisplay());
            gc.copyArea(image, bounds.x, bounds.y);
            gc.dispose();
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] { image.getImageData() };
            image.dispose();
            loader.save(file, SWT.IMAGE_PNG);
        });
    }

    private void awaitPaint(Control control) {
        AtomicBoolean painted = new AtomicBoolean();
        UIThreadRunnable.syncExec(() -> {
            control.addListener(SWT.Paint, new Listener() {
                @Override
                public void handleEvent(Event event) {
                    control.removeListener(SWT.Paint, this);
                    painted.set(true);
                }
            });
            control.redraw(0, 0, control.getSize().x, control.getSize().y, true);
        });
        until("the window painted", painted::get, () -> "it is not");
    }

    private static ImageData picture(Control control) {
        control.update();
        Image image = new Image(control.getDisplay(), Math.max(1, control.getSize().x),
                Math.max(1, control.getSize().y));
        GC gc = new GC(control);
        gc.copyArea(image, 0, 0);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        return data;
    }
}
