package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.testkit.Await;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.ui.kit.Palette.Convention;
import org.jts.ui.kit.RateLimitIndicator.Unknown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitIndicatorTest {
    private static final long MOST_CPU_NANOS = 16_000_000;
    private static final int WIDTH = 360;
    private static final int HEIGHT = 20;

    private final FakeRequestLimiter limiter = FakeRequestLimiter.perSecond("Test", 20);
    private Map<String, RequestLimiter> limiters = Map.of("test/key", limiter);
    private OnUi ui;
    private Composite place;
    private RateLimitIndicator indicator;

    @BeforeEach
    void open() {
        ui = new OnUi(WIDTH, HEIGHT);
        OnUi.run(display -> {
            place = new Composite(ui.shell(), SWT.NONE);
            place.setLayout(new FillLayout());
            indicator = new RateLimitIndicator(place, "test.limit", () -> limiters);
        });
    }

    @AfterEach
    void close() {
        ui.close();
        OnUi.run(display -> Palette.use(display, false, Convention.KOREAN));
    }

    @Test
    void theWordFollowsTheShareUsed() {
        shows(0, "0/20 req/s Normal");
        shows(10, "10/20 req/s Normal");
        shows(12, "12/20 req/s Normal");
        shows(13, "13/20 req/s Normal");
        shows(14, "14/20 req/s Caution");
        shows(16, "16/20 req/s Caution");
        shows(17, "17/20 req/s Caution");
        shows(18, "18/20 req/s Limited");
        shows(19, "19/20 req/s Limited");
        shows(20, "20/20 req/s Limited");
    }

    @Test
    void theBarIsAsLongAsTheShareAndHasTheColourOfItsLevel() {
        openAndPaint();
        for (boolean dark : new boolean[] {false, true}) {
            Palette palette = OnUi.get(() -> Palette.use(OnUi.display(), dark, Convention.KOREAN));
            int whole = barOf(20, palette.error());
            assertTrue(whole > 100, "a bar of " + whole);
            assertEquals(whole * 0.5, barOf(10, palette.good()), 4);
            assertEquals(whole * 0.8, barOf(16, LimitLevel.CAUTION.bar(palette)), 4);
            assertEquals(whole * 0.95, barOf(19, palette.error()), 4);
            assertEquals(0, barOf(0, palette.good()));
        }
    }

    @Test
    void theBarGlidesAndTheFiguresDoNot() {
        openAndPaint();
        Palette palette = OnUi.get(() -> Palette.of(indicator));
        int whole = barOf(20, palette.error());
        barOf(0, palette.good());
        OnUi.run(display -> {
            // here, where the timer has no turn before the update that is looked at
            limiter.used(20);
            indicator.refresh(LimitThresholds.USUAL);
            assertEquals("20/20 req/s Limited", indicator.text());
            int onItsWay = bar(palette.error());
            assertTrue(onItsWay > whole * 0.3 && onItsWay < whole * 0.7, onItsWay + " of " + whole);
        });
    }

    @Test
    void aBanIsCountedDown() {
        limiter.used(3).state(0, Duration.ofSeconds(42), Duration.ofMillis(41_500), 1, Sharing.LOCAL);
        assertEquals("Blocked 42 s Limited", OnUi.get(indicator::text));
        limiter.state(0, Duration.ofSeconds(41), Duration.ofMillis(40_500), 1, Sharing.LOCAL);
        OnUi.run(display -> indicator.refresh(LimitThresholds.USUAL));
        assertEquals("Blocked 41 s Limited", OnUi.get(indicator::text));
    }

    @Test
    void aBrokerWithoutALimitSaysSo() {
        limiters = Map.of();
        assertEquals("No request limit", OnUi.get(indicator::text));
        assertTrue(OnUi.get(indicator::reading).isEmpty());
        assertEquals(LimitLevel.NORMAL, OnUi.get(indicator::level));
    }

    @Test
    void aLimitThatNobodyCanTellIsNotCalledNone() {
        limiter.used(12);
        Map<String, RequestLimiter> last = limiters;
        limiters = Map.of();
        AtomicReference<Optional<Unknown>> unknown = new AtomicReference<>(Optional.of(new Unknown(Map.of(), "")));
        RateLimitIndicator far = OnUi.get(() -> new RateLimitIndicator(place, "test.far", () -> limiters,
                unknown::get));
        assertEquals("Unknown", OnUi.get(far::text));
        assertEquals(LimitLevel.NORMAL, OnUi.get(far::level));
        assertEquals("The server that keeps the limits of this broker has not been asked yet.", tip(far));
        unknown.set(Optional.of(new Unknown(last, "12:31:05")));
        OnUi.run(display -> far.refresh(LimitThresholds.USUAL));
        assertEquals("12/20 req/s at 12:31:05 Unknown", OnUi.get(far::text));
        assertTrue(OnUi.get(far::reading).isEmpty(), "it is not a reading of now");
        assertTrue(tip(far).startsWith(
                "The server that keeps this limit cannot be asked now. At 12:31:05 it said:\n\nTest"), tip(far));
        limiters = last;
        OnUi.run(display -> far.refresh(LimitThresholds.USUAL));
        assertEquals("12/20 req/s Normal", OnUi.get(far::text));
    }

    private static String tip(RateLimitIndicator of) {
        return OnUi.get(() -> {
            of.notifyListeners(SWT.MouseEnter, new Event());
            of.notifyListeners(SWT.MouseExit, new Event());
            return of.getToolTipText();
        });
    }

    @Test
    void theThresholdsOfTheUserAreTaken() {
        limiter.used(12);
        LimitThresholds.use(new LimitThresholds(50, 60));
        try {
            assertEquals("12/20 req/s Limited", OnUi.get(indicator::text));
        } finally {
            LimitThresholds.use(LimitThresholds.USUAL);
        }
    }

    @Test
    void itFollowsByItselfWhileItIsSeen() {
        ui.open();
        OnUi.until("the first picture", () -> limiter.reads() > 0);
        limiter.used(19);
        OnUi.until("the new figures", () -> indicator.text().equals("19/20 req/s Limited"));
    }

    @Test
    void itIsReadTenTimesASecondAndNotMore() {
        ui.open();
        OnUi.until("the timer", () -> limiter.reads() > 2);
        int before = limiter.reads();
        long begin = System.nanoTime();
        Await.until("ten more readings", () -> limiter.reads() >= before + 10);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(millis > 700, "ten readings took " + millis + " ms");
    }

    @Test
    void nothingIsPaintedWhileNothingChanges() {
        limiter.used(9);
        ui.open();
        AtomicInteger paints = new AtomicInteger();
        OnUi.until("a picture at rest", () -> limiter.reads() > 5);
        OnUi.run(display -> indicator.addListener(SWT.Paint, e -> paints.incrementAndGet()));
        int before = limiter.reads();
        Await.until("ten more readings", () -> limiter.reads() > before + 10);
        assertEquals(0, paints.get());
        limiter.used(10);
        Await.until("a paint after the change", () -> paints.get() > 0);
    }

    @Test
    void aHiddenIndicatorIsNotReadAndAShownOneIsAgain() {
        ui.open();
        OnUi.until("the timer", () -> limiter.reads() > 2);
        OnUi.run(display -> place.setVisible(false));
        OnUi.until("the timer to stop", () -> !timer().isRunning());
        int before = limiter.reads();
        OnUi.run(display -> indicator.refresh(LimitThresholds.USUAL));
        assertEquals(before + 1, limiter.reads());
        OnUi.run(display -> place.setVisible(true));
        OnUi.until("the timer to run", () -> timer().isRunning() && limiter.reads() > before + 3);
    }

    @Test
    void oneTimerServesAllAndEndsWithTheLast() {
        ui.open();
        List<RateLimitIndicator> more = new ArrayList<>();
        OnUi.run(display -> {
            for (int i = 0; i < 50; i++) {
                more.add(new RateLimitIndicator(place, "test.limit." + i, () -> limiters));
            }
            place.layout();
        });
        OnUi.until("the timer", () -> timer().isRunning());
        OnUi.run(display -> place.dispose());
        OnUi.until("the timer to stop", () -> !timer().isRunning());
        int before = limiter.reads();
        OnUi.run(display -> { });
        assertEquals(before, limiter.reads());
    }

    @Test
    void aLimiterThatFailsDoesNotStopTheOthers() {
        FakeRequestLimiter broken = FakeRequestLimiter.perSecond("Broken", 5);
        broken.breakWith(new IllegalStateException("a fault of the test's own making"));
        OnUi.run(display -> new RateLimitIndicator(place, "test.broken", () -> Map.of("broken", broken)));
        ui.open();
        limiter.used(19);
        OnUi.until("the sound one to go on", () -> indicator.text().equals("19/20 req/s Limited"));
        broken.breakWith(null);
        int before = broken.reads();
        Await.until("the other one read again", () -> broken.reads() > before);
    }

    @Test
    void anUpdateThatFailsInAnyWayDoesNotStopTheClock() {
        AtomicBoolean fails = new AtomicBoolean();
        OnUi.run(display -> new RateLimitIndicator(place, "test.failing", () -> {
            if (fails.getAndSet(false)) {
                throw new AssertionError("a fault of the test's own making");
            }
            return Map.of();
        }));
        openAndPaint();
        fails.set(true);
        Await.until("the fault", () -> !fails.get());
        limiter.used(19);
        OnUi.until("all to go on", () -> indicator.text().equals("19/20 req/s Limited"));
        assertTrue(OnUi.get(() -> timer().isRunning()));
    }

    @Test
    void theTooltipTellsAllWindows() {
        FakeRequestLimiter two = new FakeRequestLimiter(LimitProfile.of("kis.real", "KIS real", "made up for a test",
                List.of(RateWindow.of(18, Duration.ofSeconds(1)), RateWindow.of(1000, Duration.ofMinutes(1)))));
        two.used(9, 800);
        limiters = Map.of("kis/key", two);
        String tip = OnUi.get(() -> {
            indicator.notifyListeners(SWT.MouseEnter, new Event());
            return indicator.getToolTipText();
        });
        assertTrue(tip.contains("9/18 req/s") && tip.contains("800/1,000 req/min"), tip);
    }

    @Test
    void whereSpaceIsShortTheLevelStaysAndNothingFails() {
        openAndPaint();
        limiter.used(19);
        for (int width : new int[] {1, 10, 60, 120, 200}) {
            OnUi.run(display -> {
                indicator.setSize(width, HEIGHT);
                indicator.refresh(LimitThresholds.USUAL);
                assertTrue(bar(Palette.of(indicator).error()) > 0, "a bar at width " + width);
            });
        }
    }

    @Test
    void itAsksForTheWidthOfBarFiguresAndWord() {
        Point size = OnUi.get(() -> indicator.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        assertTrue(size.x > 200 && size.x < 400 && size.y >= 12 && size.y < 40, size.toString());
        assertEquals(150, (int) OnUi.get(() -> indicator.computeSize(150, SWT.DEFAULT).x));
    }

    @Test
    void anUpdateWithItsPaintingTakesAFractionOfAFrame() {
        openAndPaint();
        int updates = 300;
        long[] spent = OnUi.get(() -> {
            var threads = ManagementFactory.getThreadMXBean();
            long[] cpu = new long[2];
            Image image = new Image(indicator.getDisplay(), WIDTH, HEIGHT);
            for (int i = -updates; i < updates; i++) {
                limiter.used(Math.floorMod(i, 21));
                long begin = threads.getCurrentThreadCpuTime();
                indicator.refresh(LimitThresholds.USUAL);
                long between = threads.getCurrentThreadCpuTime();
                paintInto(image);
                if (i >= 0) {
                    cpu[0] += between - begin;
                    cpu[1] += threads.getCurrentThreadCpuTime() - between;
                }
            }
            image.dispose();
            return cpu;
        });
        System.out.printf("indicator: %.3f ms to read, %.3f ms to paint%n", spent[0] / 1e6 / updates,
                spent[1] / 1e6 / updates);
        assertTrue((spent[0] + spent[1]) / updates < MOST_CPU_NANOS, (spent[0] + spent[1]) / updates + " ns an update");
    }

    /** When the timer has run, the first picture is on screen. */
    private void openAndPaint() {
        ui.open();
        OnUi.until("the first picture", () -> limiter.reads() > 2);
    }

    private void shows(int used, String text) {
        limiter.used(used);
        OnUi.run(display -> {
            indicator.refresh(LimitThresholds.USUAL);
            assertEquals(text, indicator.text());
        });
    }

    @Test
    void theWidgetIsFoundByItsKey() {
        assertEquals("test.limit", OnUi.get(() -> indicator.getData(DataTable.WIDGET_KEY)));
    }

    private IndicatorTimer timer() {
        return IndicatorTimer.of(OnUi.display());
    }

    /** Lets the bar glide to its place, and measures it. */
    private int barOf(int used, Color color) {
        limiter.used(used);
        return OnUi.get(() -> {
            for (int i = 0; i < 20; i++) {
                indicator.refresh(LimitThresholds.USUAL);
            }
            return bar(color);
        });
    }

    private void paintInto(Image image) {
        GC gc = new GC(image);
        Event event = new Event();
        event.gc = gc;
        indicator.notifyListeners(SWT.Paint, event);
        gc.dispose();
    }

    /** How many pixels of the middle line, from the left, have that colour. */
    private int bar(Color color) {
        Image image = new Image(indicator.getDisplay(), WIDTH, HEIGHT);
        paintInto(image);
        ImageData data = image.getImageData();
        image.dispose();
        RGB wanted = color.getRGB();
        int pixels = 0;
        // Its first pixels are rounded off.
        for (int x = 4; x < data.width
                && data.palette.getRGB(data.getPixel(x, data.height / 2)).equals(wanted); x++) {
            pixels++;
        }
        return pixels;
    }
}
