package org.eclipse.swtbot.swt.finder.tests;

import static org.eclipse.swtbot.swt.finder.matchers.WidgetMatcherFactory.withId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.ArrayResult;
import org.eclipse.swtbot.swt.finder.results.BoolResult;
import org.eclipse.swtbot.swt.finder.results.IntResult;
import org.eclipse.swtbot.swt.finder.results.ListResult;
import org.eclipse.swtbot.swt.finder.results.StringResult;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.results.WidgetResult;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.DefaultCondition;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingTest extends SwtTest {

    /** A condition of a test, which counts how often it is asked. */
    private static final class Counted extends DefaultCondition {

        private final Callable<Boolean> test;
        private final AtomicInteger asked = new AtomicInteger();

        Counted(Callable<Boolean> test) {
            this.test = test;
        }

        @Override
        public boolean test() throws Exception {
            asked.incrementAndGet();
            return test.call();
        }

        @Override
        public String getFailureMessage() {
            return "expected the moon, asked by " + (bot == null ? "nobody" : "a robot");
        }
    }

    private static long millisOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void theDefaultsAreThoseOfSwtBot() {
        assertEquals(5_000, SWTBotPreferences.TIMEOUT);
        assertEquals(0, SWTBotPreferences.PLAYBACK_DELAY);
        assertEquals("org.eclipse.swtbot.widget.key", SWTBotPreferences.DEFAULT_KEY);
    }

    @Test
    void aWaitEndsWhenTheConditionHolds() {
        AtomicInteger left = new AtomicInteger(3);
        bot.waitUntil(new Counted(() -> left.decrementAndGet() == 0));
        bot.waitWhile(new Counted(() -> left.incrementAndGet() < 3));
        assertEquals(3, left.get());
    }

    @Test
    void aWaitGivesUpAfterItsTimeAndTellsWhy() {
        Counted never = new Counted(() -> false);
        var e = assertThrows(TimeoutException.class, () -> bot.waitUntil(never, 1_000, 10));
        assertEquals("Timeout after: 1000 ms.: expected the moon, asked by a robot", e.getMessage());
        assertTrue(never.asked.get() > 3, () -> "asked " + never.asked);
        assertTrue(millisOf(() -> assertThrows(TimeoutException.class, () -> bot.waitUntil(never, 100))) >= 100);
        var still = assertThrows(TimeoutException.class, () -> bot.waitWhile(new Counted(() -> true), 50));
        assertTrue(still.getMessage().contains("expected the moon"), still.getMessage());
    }

    @Test
    void aWaitLooksOnceMoreWhenTheTimeIsOver() {
        AtomicInteger asked = new AtomicInteger();
        bot.waitUntil(new Counted(() -> asked.incrementAndGet() == 2), 50, 50);
        assertEquals(2, asked.get());
    }

    @Test
    void anExceptionMeansNotYetAndIsToldInTheEnd() {
        AtomicInteger asked = new AtomicInteger();
        bot.waitUntil(new Counted(() -> {
            if (asked.incrementAndGet() < 3) {
                throw new IOException("away");
            }
            return true;
        }));
        var e = assertThrows(TimeoutException.class, () -> bot.waitUntil(new Counted(() -> {
            throw new IOException("gone");
        }), 30));
        assertEquals("gone", e.getCause().getMessage());
    }

    @Test
    void aNegativeTimeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> bot.waitUntil(new Counted(() -> true), -1));
        assertThrows(IllegalArgumentException.class, () -> bot.waitUntil(new Counted(() -> true), 1, -1));
    }

    @Test
    void aWidgetIsWaitedForAndKept() {
        Shell shell = open("Main", parent -> id(new Button(parent, SWT.PUSH), "buy").setEnabled(false));
        WaitForObjectCondition<Button> condition = Conditions.waitForWidget(withId("buy"), shell);
        bot.waitUntilWidgetAppears(condition);
        assertSame(ui(() -> shell.getChildren()[0]), condition.get(0));
        expectNothing();
        assertThrows(TimeoutException.class, () -> bot.waitUntil(Conditions.widgetIsEnabled(bot.button())));
        assertThrows(WidgetNotFoundException.class,
                () -> bot.waitUntilWidgetAppears(Conditions.waitForWidget(withId("sell"))));
    }

    @Test
    void anotherTimeLimitHoldsForOnePieceOfWork() {
        open("Main", shell -> { });
        long usual = SWTBotPreferences.TIMEOUT;
        SWTBotPreferences.TIMEOUT = 120_000;
        try {
            long millis = millisOf(() -> bot.performWithTimeout(
                    () -> assertThrows(WidgetNotFoundException.class, () -> bot.button("Buy")), 60));
            assertTrue(millis < 100_000, () -> "took " + millis + " ms");
            assertEquals(120_000, SWTBotPreferences.TIMEOUT);
        } finally {
            SWTBotPreferences.TIMEOUT = usual;
        }
    }

    @Test
    void aPlaybackDelayRestsAfterEachEvent() {
        open("Main", shell -> new Button(shell, SWT.PUSH).setText("Buy"));
        SWTBotPreferences.PLAYBACK_DELAY = 20;
        try {
            assertTrue(millisOf(() -> bot.button("Buy").click()) >= 5 * 20);
        } finally {
            SWTBotPreferences.PLAYBACK_DELAY = 0;
        }
    }

    @Test
    void workRunsOnTheUiThreadAndItsFailureComesBack() {
        BooleanSupplier onUi = () -> SWTUtils.isUIThread(DISPLAY);
        assertFalse(onUi.getAsBoolean());
        assertFalse(SWTUtils.isUIThread());
        assertTrue(UIThreadRunnable.syncExec((BoolResult) onUi::getAsBoolean));
        assertEquals(7, UIThreadRunnable.syncExec((IntResult) () -> 7));
        assertEquals("x", UIThreadRunnable.syncExec((StringResult) () -> "x"));
        assertEquals(List.of("a"), UIThreadRunnable.syncExec((ListResult<String>) () -> List.of("a")));
        assertEquals(1, UIThreadRunnable.syncExec((ArrayResult<String>) () -> new String[] { "a" }).length);
        Shell shell = open("Main", parent -> { });
        assertSame(shell, UIThreadRunnable.syncExec(DISPLAY, (WidgetResult<Shell>) () -> shell));
        var e = assertThrows(IllegalStateException.class, () -> UIThreadRunnable.syncExec((VoidResult) () -> {
            throw new IllegalStateException("from the UI thread");
        }));
        assertEquals("from the UI thread", e.getMessage());
    }

    @Test
    void workIsLeftToTheUiThread() {
        AtomicInteger done = new AtomicInteger();
        UIThreadRunnable.asyncExec(done::incrementAndGet);
        UIThreadRunnable.asyncExec(DISPLAY, done::incrementAndGet);
        bot.waitUntil(new Counted(() -> done.get() == 2));
    }

    @Test
    void theDisplayIsFound() {
        assertSame(DISPLAY, SWTUtils.display());
        assertSame(DISPLAY, new SWTBot().getDisplay());
    }

    @Test
    void aScreenshotShowsWhatIsOnTheScreen(@TempDir Path folder) {
        open("Main", shell -> {
            Canvas canvas = id(new Canvas(shell, SWT.NONE), "red");
            canvas.setLayoutData(new RowData(80, 40));
            canvas.setBackground(new org.eclipse.swt.graphics.Color(200, 10, 30));
        });
        Path file = folder.resolve("new folder").resolve("screen.png");
        bot.waitUntil(new Counted(() -> bot.captureScreenshot(file.toString()) && shows(file, 200, 10, 30)));
        Path part = folder.resolve("canvas.png");
        assertTrue(SWTUtils.captureScreenshot(part.toString(), bot.canvasWithId("red").widget));
        ImageData image = new ImageData(part.toString());
        assertEquals(new RGB(200, 10, 30), image.palette.getRGB(image.getPixel(40, 20)));
        assertTrue(Math.abs(image.width - 80) <= 1 && Math.abs(image.height - 40) <= 1,
                () -> image.width + " x " + image.height);
    }

    private static boolean shows(Path file, int red, int green, int blue) {
        ImageData image = new ImageData(file.toString());
        RGB wanted = new RGB(red, green, blue);
        for (int y = 0; y < image.height; y += 2) {
            for (int x = 0; x < image.width; x += 2) {
                if (image.palette.getRGB(image.getPixel(x, y)).equals(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aScreenshotThatCannotBeSavedSaysSo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        assertFalse(bot.captureScreenshot(file.resolve("screen.png").toString()));
        assertThrows(IllegalArgumentException.class,
                () -> bot.captureScreenshot(folder.resolve("screen.tiff").toString()));
    }
}
