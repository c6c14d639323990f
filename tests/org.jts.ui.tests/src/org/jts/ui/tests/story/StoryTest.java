package org.jts.ui.tests.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotTable;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.junit.jupiter.api.Test;

/** A trader's first minutes: the mock broker connects, a chart is drawn, an order fills, another one is cancelled. */
class StoryTest {
    private static final SymbolId SAMSUNG = new SymbolId("KRX", "005930");
    private static final BigDecimal FAR_BELOW = new BigDecimal("0.85");

    private final Trader trader = Trader.here();
    private final Window window = trader.window();
    private final Words words = trader.words();
    private final OrderDesk desk = trader.desk();
    private final MarketFeed feed = trader.feed();

    @Test
    void aTraderBuysSeesThePositionAndCancelsAnotherOrder() {
        trader.mockIsConnected();
        trader.choose(SAMSUNG);
        chartIsDrawn();

        BigDecimal cashBefore = trader.cash();
        trader.buyAtMarket("10");
        DeskOrder filled = ordersShowsItFilled();
        positionsShowsTen();
        cashFellByPriceTimesQuantityPlusFees(cashBefore, filled);

        placeAFarLimitOrder();
        cancelIt();
        ordersShowsItCancelled();

        String picture = System.getProperty("jts.screenshot", "");
        if (!picture.isEmpty()) {
            window.keepPicture(picture);
        }
    }

    private void chartIsDrawn() {
        Canvas canvas = window.control("chart.canvas", Canvas.class);
        window.until("at least 100 candles", () -> candles(canvas) >= 100, () -> candles(canvas) + " candles");
        Palette palette = UIThreadRunnable.syncExec(() -> Palette.of(canvas));
        window.until("candles in both colours", () -> {
            Map<Integer, Integer> colors = window.colors(canvas);
            return count(colors, palette.up()) > 100 && count(colors, palette.down()) > 100;
        }, () -> "colours " + window.colors(canvas).size());
    }

    private static int candles(Canvas canvas) {
        return UIThreadRunnable.syncExec(() -> canvas.getData("jts.chart.candles") instanceof Integer n ? n : 0);
    }

    private static int count(Map<Integer, Integer> colors, Color color) {
        return colors.getOrDefault(color.getRed() << 16 | color.getGreen() << 8 | color.getBlue(), 0);
    }

    private DeskOrder ordersShowsItFilled() {
        window.show(words.orders());
        DeskOrder order = newestIs(OrderStatus.FILLED, words.filled());
        assertEquals(Side.BUY, order.order().side());
        assertEquals(0, BigDecimal.TEN.compareTo(
                order.executions().stream().map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add)));
        return order;
    }

    private void positionsShowsTen() {
        window.show(words.positions());
        SWTBotTable positions = window.bot().tableWithId("positions.table");
        int row = window.row(positions, SAMSUNG.code(), words.code());
        assertEquals("10", positions.cell(row, words.quantity()));
    }

    private void cashFellByPriceTimesQuantityPlusFees(BigDecimal before, DeskOrder order) {
        assertTrue(Trader.paid(order).signum() > 0, "something was paid");
        trader.cashFalls(before, order);
    }

    private void placeAFarLimitOrder() {
        Symbol symbol = feed.symbol(Trader.MOCK, SAMSUNG).orElseThrow();
        BigDecimal far = symbol.ticks().roundDown(
                feed.latest(Trader.MOCK, SAMSUNG).orElseThrow().quote().last().multiply(FAR_BELOW));
        window.bot().toggleButtonWithId("ticket.type.limit").click();
        window.bot().textWithId("ticket.price").setText(Formats.price(far));
        window.bot().textWithId("ticket.quantity").setText("1");
        trader.send();
    }

    private void cancelIt() {
        window.show(words.orders());
        SWTBotTable orders = window.bot().tableWithId("orders.table");
        orders.select(window.row(orders, words.open(), words.status()));
        window.press("orders.cancel");
    }

    private void ordersShowsItCancelled() {
        DeskOrder cancelled = newestIs(OrderStatus.CANCELLED, words.cancelled());
        assertEquals(0, cancelled.order().filledQuantity().signum());
    }

    /** Waits until the newest order is so, and stands so on top of the list: other stories left theirs below it. */
    private DeskOrder newestIs(OrderStatus status, String word) {
        window.until("the newest order " + status, () -> desk.orders().getLast().order().status() == status,
                () -> desk.orders().getLast().toString());
        SWTBotTable orders = window.bot().tableWithId("orders.table");
        window.until("it on top of Orders as " + word, () -> orders.cell(0, words.status()).equals(word),
                () -> orders.cell(0, words.status()));
        return desk.orders().getLast();
    }
}
