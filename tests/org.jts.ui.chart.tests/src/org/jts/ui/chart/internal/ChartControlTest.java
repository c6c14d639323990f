package org.jts.ui.chart.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolItem;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.Timeframe;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.MemoryStore;
import org.jts.testkit.Samples;
import org.jts.ui.context.Instrument;
import org.jts.ui.testkit.FakeContext;
import org.jts.ui.testkit.ViewStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChartControlTest {
    private static final int DAYS = 8_000;

    private final FakeTime time = new FakeTime();
    private final FakeFeed feed = new FakeFeed(Samples.BROKER);
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeContext context = new FakeContext();
    private final MemoryStore store = new MemoryStore();
    private final FakeConnection connection = new FakeConnection(new FakeGateway(Samples.BROKER), time);
    private ViewStage stage;
    private ChartControl view;

    @BeforeEach
    void open() {
        InstanceScope.INSTANCE.getNode("org.jts.ui.chart").remove("timeframe");
        stage = new ViewStage(900, 500);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        feed.with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
        feed.setCandles(days());
        context.select(new Instrument(Samples.BROKER, Samples.SAMSUNG));
        view = new ChartControl(stage.shell(), null,
                new ChartServices(feed, registry, context, time, Optional.of(store)));
        stage.open();
        stage.until("the candles", () -> count() == DAYS);
        stage.until("them painted", () -> canvas().priceAt(new Point(200, 150)).isPresent());
    }

    @AfterEach
    void close() {
        view.dispose();
        assertEquals(0, feed.open() + context.open(), "subscriptions left open");
        stage.close();
    }

    @Test
    void thirtyYearsOfDaysAreFittedZoomedAndPannedByKey() {
        assertEquals(Viewport.USUAL_SPAN, canvas().view().span(), 1e-9);
        press(SWT.HOME);
        assertEquals(0, canvas().view().firstVisible());
        assertEquals(DAYS, canvas().view().endVisible());
        press('+');
        double span = canvas().view().span();
        assertTrue(span < DAYS, "zoomed in");
        press(SWT.ARROW_LEFT);
        assertTrue(canvas().view().endVisible() < DAYS, "panned");
        press(SWT.END);
        assertEquals(DAYS, canvas().view().endVisible());
        stage.settle();
    }

    @Test
    void theWheelZoomsAroundTheCandleUnderTheMouse() {
        Event wheel = new Event();
        wheel.count = 3;
        wheel.x = 300;
        double before = canvas().view().first();
        canvas().notifyListeners(SWT.MouseVerticalWheel, wheel);

        assertTrue(canvas().view().span() < Viewport.USUAL_SPAN);
        assertTrue(canvas().view().first() > before);
    }

    @Test
    void timeframesThatTheBrokerDoesNotHaveAreGreyed() {
        assertTrue(item(Timeframe.DAY_1).getSelection());
        assertTrue(item(Timeframe.MINUTE_1).isEnabled());
        assertFalse(item(Timeframe.WEEK_1).isEnabled());
    }

    @Test
    void anotherTimeframeIsReadAndRemembered() {
        item(Timeframe.DAY_1).setSelection(false);
        item(Timeframe.MINUTE_1).setSelection(true);
        stage.click(item(Timeframe.MINUTE_1));

        stage.until("the query", () -> feed.queries().getLast().timeframe() == Timeframe.MINUTE_1);
        assertEquals("1m", InstanceScope.INSTANCE.getNode("org.jts.ui.chart").get("timeframe", ""));
    }

    @Test
    void aClickWithCtrlSuggestsATradablePriceToTheTicket() {
        Event click = new Event();
        click.button = 1;
        click.stateMask = SWT.MOD1;
        click.x = 200;
        click.y = 150;
        canvas().notifyListeners(SWT.MouseDown, click);

        BigDecimal price = context.suggestions().getFirst().price().orElseThrow();
        assertEquals(0, price.remainder(Samples.dec(100)).signum(), price.toPlainString());
    }

    @Test
    void aQuoteOfTodayBecomesTodaysCandle() {
        feed.send(Samples.quote(Samples.SAMSUNG, 77_700), Freshness.LIVE, time.now());

        stage.until("one more candle", () -> count() == DAYS + 1);
        stage.until("its price", () -> label("chart.readout").getText().contains("77,700"));
        assertEquals("77,700", label("chart.last").getText());
    }

    @Test
    void whileAnotherSymbolIsReadNoFiguresOfTheLastAreShown() {
        feed.with(Samples.stock(Samples.HYNIX, "SK하이닉스"));
        stage.until("figures", () -> !label("chart.readout").getText().isEmpty());
        context.select(new Instrument(Samples.BROKER, Samples.HYNIX));
        assertEquals("", label("chart.readout").getText());
    }

    @Test
    void whatCannotBeReadIsSaidInPlainWords() {
        feed.failWith(new BrokerException(ErrorCategory.NETWORK, "the line is down and nothing is stored"));
        item(Timeframe.DAY_1).setSelection(false);
        item(Timeframe.MINUTE_1).setSelection(true);
        stage.click(item(Timeframe.MINUTE_1));

        stage.until("no candles", () -> count() == 0);
    }

    @Test
    void importedCandlesAreShownAtOnceAndThoseOfABrokerDoNotLoadAgain() throws Exception {
        int reads = feed.queries().size();
        store.saveCandles("fake", Samples.SAMSUNG, Timeframe.DAY_1, List.of(Samples.candle(Instant.EPOCH, 5)));
        stage.settle();
        assertEquals(reads, feed.queries().size());

        store.saveCandles("import", Samples.SAMSUNG, Timeframe.DAY_1, List.of(Samples.candle(Instant.EPOCH, 5)));
        stage.until("another read", () -> feed.queries().size() == reads + 1);
    }

    private static List<Candle> days() {
        Instant last = Instant.parse("2026-01-01T00:00:00Z").minusSeconds(9 * 3600L);
        List<Candle> candles = new ArrayList<>();
        for (int i = DAYS - 1; i >= 0; i--) {
            long price = 50_000 + (i * 7_919L % 400) * 100;
            BigDecimal open = Samples.dec(price);
            BigDecimal close = Samples.dec(price + (i % 2 == 0 ? 500 : -500));
            candles.add(new Candle(last.minusSeconds(i * 86_400L), open, open.max(close).add(Samples.dec(300)),
                    open.min(close).subtract(Samples.dec(300)), close, Samples.dec(1_000 + i % 77)));
        }
        return candles;
    }

    private int count() {
        return canvas().getData(ChartCanvas.CANDLES) instanceof Integer count ? count : 0;
    }

    private void press(int key) {
        Event event = new Event();
        event.keyCode = key;
        event.widget = canvas();
        canvas().notifyListeners(SWT.KeyDown, event);
        stage.settle();
    }

    private ChartCanvas canvas() {
        return (ChartCanvas) stage.find("chart.canvas").orElseThrow();
    }

    private ToolItem item(Timeframe timeframe) {
        return (ToolItem) stage.find("chart.timeframe." + timeframe.code()).orElseThrow();
    }

    private Label label(String key) {
        return (Label) stage.find(key).orElseThrow();
    }
}
