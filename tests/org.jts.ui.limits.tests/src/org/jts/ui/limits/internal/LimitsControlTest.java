package org.jts.ui.limits.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Table;
import org.jts.api.BrokerId;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LimitLevel;
import org.jts.ui.kit.LimitThresholds;
import org.jts.ui.kit.LimitWords;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsControlTest {
    private static final Texts T = LimitsView.T;
    private static final int WINDOW = 2;
    private static final int USED = 5;
    private static final int LANES = 6;
    private static final int ALLOWED = 7;
    private static final int PERMITS = 8;
    private static final int SHARE = 3;
    private static final int LEVEL = 4;
    private static final int NEXT = 9;
    private static final int REFUSALS = 10;

    private final LimitsScene scene = new LimitsScene();
    private ViewStage stage;
    private LimitsControl view;

    @AfterEach
    void close() {
        scene.history.close();
        LimitThresholds.use(LimitThresholds.USUAL);
        if (stage != null) {
            Palette.use(stage.display(), false, Palette.Convention.KOREAN);
            stage.close();
        }
    }

    @Test
    void everyWindowOfEveryKeyHasARow() {
        scene.liveTenMinutes();
        scene.press();
        open(705, 430);
        assertEquals(5, table().getItemCount());
        int second = rowOf("req/s");
        assertEquals(List.of("17", "18", "18", "\u200794%", LimitWords.level(LimitLevel.LIMITED)),
                cells(second, USED, ALLOWED, PERMITS, SHARE, LEVEL));
        int minute = rowOf("req/min");
        assertEquals(List.of("955", "970", "1,000", "\u200798%", LimitWords.delay(Duration.ofMillis(420)), "2"),
                cells(minute, USED, ALLOWED, PERMITS, SHARE, NEXT, REFUSALS));
        assertEquals(List.of("%s 12, %s 5".formatted(LimitWords.lane(Lane.HISTORY), LimitWords.lane(Lane.ORDER))),
                cells(second, LANES));
        assertEquals(List.of("%s 940, %s 10, %s 5".formatted(LimitWords.lane(Lane.HISTORY), LimitWords.lane(Lane.ORDER),
                T.get("lane.others"))), cells(minute, LANES));
        int orders = rowOf("req/10 s (" + LimitWords.lane(Lane.ORDER) + ")");
        assertEquals(List.of("12", "100", LimitWords.level(LimitLevel.NORMAL)), cells(orders, USED, PERMITS, LEVEL));
        shots("limits-705x430");
    }

    @Test
    void theSelectedKeyIsShownInDetail() {
        scene.liveTenMinutes();
        scene.press();
        open(705, 430);
        select(rowOf("req/s"));
        assertTrue(text("limits.title").contains("KIS real") && text("limits.title").contains("kis/50012345"));
        assertEquals(T.format("facts", LimitWords.delay(Duration.ofMillis(420)), "3", "2"), text("limits.facts"));
        assertEquals(T.format("lane.waiting", LimitWords.lane(Lane.HISTORY), "87"), text("limits.lane.HISTORY"));
        assertEquals(T.format("lane.waiting", LimitWords.lane(Lane.ORDER), "1"), text("limits.lane.ORDER"));
        assertEquals(T.format("lane.waiting", LimitWords.lane(Lane.CANCEL), "0"), text("limits.lane.CANCEL"));
        assertEquals(T.format("forecast.takes", LimitWords.delay(Duration.ofSeconds(42))), text("limits.forecast"));
        assertEquals(LimitWords.sharing(Sharing.LOCAL), text("limits.sharing"));
        assertEquals("", text("limits.ban"));
        select(rowOf("req/10 s (" + LimitWords.lane(Lane.ORDER) + ")"));
        assertTrue(text("limits.title").contains("Binance Spot"));
        assertEquals(LimitWords.sharing(Sharing.FENCED), text("limits.sharing"));
        assertEquals(T.format("forecast.takes", LimitWords.delay(Duration.ofSeconds(6))), text("limits.forecast"));
    }

    @Test
    void aBanIsCountedDown() {
        scene.kis.state(0, Duration.ofSeconds(42), Duration.ofSeconds(42), 1, Sharing.LOCAL);
        open(1100, 300);
        select(rowOf("req/s"));
        assertEquals(LimitWords.blocked(Duration.ofSeconds(42)), text("limits.ban"));
        assertEquals(LimitWords.level(LimitLevel.LIMITED), table().getItem(rowOf("req/s")).getText(LEVEL));
        scene.kis.state(0, Duration.ofSeconds(41), Duration.ofSeconds(41), 1, Sharing.LOCAL);
        stage.until("the next second", () -> text("limits.ban").equals(LimitWords.blocked(Duration.ofSeconds(41))));
        shots("limits-1100x300");
        scene.kis.state(0, Duration.ZERO, null, 1, Sharing.LOCAL);
        stage.until("the end of the ban", () -> text("limits.ban").isEmpty());
    }

    @Test
    void theKeyClosestToItsLimitIsShownFirst() {
        scene.press();
        open(705, 430);
        stage.until("the detail", () -> text("limits.title").contains("KIS real"));
        assertEquals(rowOf("req/min"), table().getSelectionIndex());
        scene.limiters.release(LimitsScene.KIS);
        stage.until("another key in its place", () -> text("limits.title").contains("Binance Spot"));
    }

    @Test
    void limitsThatNobodyCanTellNowAreSaidToBeUnknownUntilTheyAreTold() {
        record Gone(BrokerId id, Optional<Said> lastSaid, boolean isKnown) implements RemoteLimits {
            @Override
            public Map<String, MeteredLimit> limits() {
                return Map.of();
            }
        }
        BrokerId said = new BrokerId("far");
        BrokerId never = new BrokerId("farther");
        List.of(said, never).forEach(id -> scene.registry.add(new FakeConnection(new FakeGateway(id), scene.time)));
        Gone silent = new Gone(said, Optional.of(new RemoteLimits.Said(scene.time.now(), Map.of())), false);
        scene.history.useRemote(List.of(silent, new Gone(never, Optional.empty(), false)));
        open(705, 430);
        String at = Formats.time(scene.time.now(), Formats.SEOUL, scene.time.now());
        assertEquals(T.format("unknown.said", name(said), at) + "\n" + T.format("unknown.never", name(never)),
                text("limits.unknown"));
        shots("limits-unknown-705x430");
        scene.history.useRemote(List.of(new Gone(said, silent.lastSaid(), true), new Gone(never, Optional.empty(),
                true)));
        stage.until("they are known", () -> text("limits.unknown").isEmpty());
    }

    private String name(BrokerId broker) {
        return scene.registry.broker(broker).orElseThrow().name();
    }

    @Test
    void ofALimitThatAServerKeepsTheUseIsShownAndWhoKeepsIt() {
        BrokerId far = new BrokerId("far");
        LimitUsage used = FakeRequestLimiter.perSecond("Far", 15).used(13).state(0, Duration.ZERO, null, 0,
                Sharing.REMOTE).usage();
        LimitProfile rules = FakeRequestLimiter.perSecond("Far", 15).profile();
        record Kept(LimitProfile profile, LimitUsage usage) implements MeteredLimit {
        }
        record Far(BrokerId id, Map<String, MeteredLimit> limits) implements RemoteLimits {
        }
        scene.registry.add(new FakeConnection(new FakeGateway(far), scene.time));
        scene.history.useRemote(List.of(new Far(far, Map.of("far/creon", new Kept(rules, used)))));
        open(705, 430);
        int row = IntStream.range(0, table().getItemCount()).filter(i -> table().getItem(i).getText(PERMITS)
                .equals("15")).findFirst().orElseThrow();
        assertEquals(List.of("13", "15"), cells(row, USED, ALLOWED));
        select(row);
        assertTrue(text("limits.title").contains("far/creon"), text("limits.title"));
        assertEquals(LimitWords.sharing(Sharing.REMOTE), text("limits.sharing"));
        assertEquals(T.get("forecast.remote"), text("limits.forecast"));
        shots("limits-remote-705x430");
    }

    @Test
    void theForecastIsForTheJobThatIsAskedFor() {
        scene.press();
        open(705, 430);
        select(rowOf("req/s"));
        Spinner count = (Spinner) stage.find("limits.forecast.count").orElseThrow();
        Combo lane = (Combo) stage.find("limits.forecast.lane").orElseThrow();
        assertEquals(1000, count.getSelection());
        assertEquals(Lane.HISTORY.ordinal(), lane.getSelectionIndex());
        scene.kis.forecast(Duration.ofMinutes(3));
        count.setSelection(3000);
        stage.until("the new forecast", () -> text("limits.forecast")
                .equals(T.format("forecast.takes", LimitWords.delay(Duration.ofMinutes(3)))));
    }

    @Test
    void tenMinutesAreChartedWithTheirRefusals() {
        scene.liveTenMinutes();
        scene.press();
        open(705, 430);
        select(rowOf("req/s"));
        HistoryChart chart = (HistoryChart) stage.find("limits.chart").orElseThrow();
        stage.until("ten minutes", () -> Integer.valueOf(Ring.SECONDS).equals(chart.getData(HistoryChart.SAMPLES)));
        assertEquals(T.format("chart.accessible", 94, 2), chart.accessibleName());
        Palette palette = Palette.of(chart);
        assertTrue(count(chart, LimitLevel.NORMAL.bar(palette).getRGB()) > 500, "a quiet time in green");
        assertTrue(count(chart, LimitLevel.LIMITED.bar(palette).getRGB()) > 500, "a full limit in red");
    }

    @Test
    void withoutLimitsTheViewSaysSo() {
        scene.history.use(null);
        open(705, 430);
        assertEquals(0, table().getItemCount());
        assertEquals("", text("limits.title"));
        shots("limits-empty");
        scene.history.use(scene.limiters);
        stage.until("the limits to appear by themselves", () -> table().getItemCount() == 5);
        assertNotEquals("", text("limits.title"));
    }

    @Test
    void rowsFollowWhatIsUsed() {
        open(705, 430);
        scene.kis.used(13);
        stage.until("13 used", () -> cells(rowOf("req/s"), USED, LEVEL)
                .equals(List.of("13", LimitWords.level(LimitLevel.CAUTION))));
    }

    @Test
    void aWideFlatViewHasTheDetailBeside() {
        scene.liveTenMinutes();
        scene.press();
        open(1200, 260);
        select(rowOf("req/s"));
        assertTrue(stage.find("limits.title").map(it -> stage.display().map((Label) it, stage.shell(), 0, 0).x)
                .orElse(0) > 500);
        shots("limits-1200x260");
        stage.shell().setSize(700, 600);
        stage.until("the detail below", () -> stage.find("limits.title")
                .map(it -> stage.display().map((Label) it, stage.shell(), 0, 0).x).orElse(999) < 50);
    }

    @Test
    void aRefreshTakesAFractionOfAFrame() {
        scene.liveTenMinutes();
        scene.press();
        open(1200, 400);
        var threads = ManagementFactory.getThreadMXBean();
        int refreshes = 200;
        long spent = 0;
        for (int i = -refreshes; i < refreshes; i++) {
            scene.kis.used(Math.floorMod(i, 19), 300 + i, 9_000 + i);
            scene.time.advance(Duration.ofSeconds(1));
            long begin = threads.getCurrentThreadCpuTime();
            view.show();
            spent += i < 0 ? 0 : threads.getCurrentThreadCpuTime() - begin;
            stage.settle();
        }
        System.out.printf("rate limits: %.3f ms a refresh%n", spent / 1e6 / refreshes);
        assertTrue(spent / refreshes < 16_000_000, spent / refreshes + " ns a refresh");
    }

    @Test
    void theThresholdsAreChosenInADialog() {
        scene.kis.used(10);
        open(705, 430);
        stage.whenOpen(() -> stage.find("limits.thresholds.ok").isPresent(), () -> {
            stage.shot("limits-thresholds");
            choose("limits.thresholds.caution", 50);
            choose("limits.thresholds.limited", 60);
            Spinner caution = (Spinner) stage.find("limits.thresholds.caution").orElseThrow();
            assertEquals(59, caution.getMaximum());
            stage.click(stage.find("limits.thresholds.ok").orElseThrow());
        });
        ThresholdsDialog.open(stage.shell());
        assertEquals(new LimitThresholds(50, 60), LimitThresholds.current());
        stage.until("the row to follow", () -> cells(rowOf("req/s"), LEVEL)
                .equals(List.of(LimitWords.level(LimitLevel.CAUTION))));
    }

    @Test
    void theUsualThresholdsComeBackByAButton() {
        LimitThresholds.use(new LimitThresholds(10, 20));
        open(300, 300);
        stage.whenOpen(() -> stage.find("limits.thresholds.ok").isPresent(), () -> {
            stage.click(stage.find("limits.thresholds.usual").orElseThrow());
            stage.click(stage.find("limits.thresholds.ok").orElseThrow());
        });
        ThresholdsDialog.open(stage.shell());
        assertEquals(LimitThresholds.USUAL, LimitThresholds.current());
    }

    private void open(int width, int height) {
        stage = new ViewStage(width, height);
        stage.theme(false);
        view = new LimitsControl(stage.shell(), scene.registry, scene.history);
        stage.open();
        boolean any = !scene.history.all().isEmpty();
        stage.until("the first picture", () -> !any || table().getItemCount() > 0);
    }

    /** What has changed is on screen a frame later. */
    private void shots(String name) {
        if (System.getProperty("jts.shots", "").isEmpty()) {
            return;
        }
        long begin = System.nanoTime();
        stage.until("a frame", () -> System.nanoTime() - begin > 600_000_000);
        stage.shot(name + "-light");
        stage.theme(true);
        long again = System.nanoTime();
        stage.until("a frame", () -> System.nanoTime() - again > 600_000_000);
        stage.shot(name + "-dark");
        stage.theme(false);
    }

    private void choose(String id, int value) {
        Spinner spinner = (Spinner) stage.find(id).orElseThrow();
        spinner.setSelection(value);
        stage.click(spinner);
    }

    private void select(int row) {
        table().setSelection(row);
        Event event = new Event();
        event.item = table().getItem(row);
        table().notifyListeners(SWT.Selection, event);
        stage.settle();
    }

    private int rowOf(String window) {
        for (int i = 0; i < table().getItemCount(); i++) {
            if (table().getItem(i).getText(WINDOW).equals(window)) {
                return i;
            }
        }
        throw new AssertionError("expected a row " + window);
    }

    private List<String> cells(int row, int... columns) {
        return IntStream.of(columns).mapToObj(table().getItem(row)::getText).toList();
    }

    private int count(HistoryChart chart, RGB color) {
        Image image = new Image(stage.display(), chart.getSize().x, chart.getSize().y);
        GC gc = new GC(image);
        Event event = new Event();
        event.gc = gc;
        chart.notifyListeners(SWT.Paint, event);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        int count = 0;
        for (int y = 0; y < data.height; y++) {
            for (int x = 0; x < data.width; x++) {
                count += data.palette.getRGB(data.getPixel(x, y)).equals(color) ? 1 : 0;
            }
        }
        return count;
    }

    private Table table() {
        return (Table) stage.find("limits.table").orElseThrow();
    }

    private String text(String id) {
        return ((Label) stage.find(id).orElseThrow()).getText();
    }
}
