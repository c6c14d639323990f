package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.kis.catalog.KisEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shares in the United States beside Korean ones. */
class KisUsTest {

    private final Line line = new Line();
    private KisHarness harness;

    @AfterEach
    void close() {
        harness.close();
    }

    private KisGateway connected(KisEnvironment environment, Map<String, Object> settings) throws Exception {
        harness = new KisHarness(environment, settings);
        harness.kis.connect(line);
        return harness.kis;
    }

    private static OrderRequest limit(SymbolId symbol, Side side, int quantity, BigDecimal price) {
        return OrderRequest.limit(new ClientOrderId(UUID.randomUUID().toString()), KisHarness.MAIN, symbol, side,
                BigDecimal.valueOf(quantity), price);
    }

    @Test
    void bothMarketsAreInOneAccount() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        BigDecimal price = kis.quote(KisHarness.APPLE).last().add(BigDecimal.TEN).setScale(2);
        assertInstanceOf(Accepted.class, kis.place(limit(KisHarness.APPLE, Side.BUY, 3, price)));
        assertInstanceOf(Accepted.class, kis.place(OrderRequest.market(new ClientOrderId("k"), KisHarness.MAIN,
                KisHarness.SAMSUNG, Side.BUY, BigDecimal.TWO)));
        List<Position> held = kis.positions(KisHarness.MAIN);
        assertEquals(List.of(KisHarness.SAMSUNG, KisHarness.APPLE), held.stream().map(Position::symbol).toList());
        assertEquals(CurrencyCode.USD, held.getLast().currency());
        assertEquals("애플", held.getLast().name());
        List<Balance> money = kis.balances(KisHarness.MAIN);
        assertEquals(List.of(CurrencyCode.KRW, CurrencyCode.USD), money.stream().map(Balance::currency).toList());
        assertTrue(money.getLast().cash().compareTo(new BigDecimal("100000")) < 0, money::toString);
        List<Execution> trades = kis.executions(KisHarness.MAIN, Instant.EPOCH);
        assertEquals(Set.of(CurrencyCode.KRW, CurrencyCode.USD), Set.copyOf(trades.stream().map(Execution::currency)
                .toList()));
        BigDecimal spent = trades.stream().filter(t -> t.currency().equals(CurrencyCode.USD)).map(
                Execution::cashEffect).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, new BigDecimal("100000").add(spent).compareTo(money.getLast().cash()), trades::toString);
    }

    @Test
    void pricesOfBothMarketsStream() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        Map<SymbolId, Quote> last = new ConcurrentHashMap<>();
        Set<SymbolId> books = ConcurrentHashMap.newKeySet();
        Set<SymbolId> wanted = Set.of(KisHarness.SAMSUNG, KisHarness.APPLE);
        kis.subscribeQuotes(wanted, q -> last.put(q.symbol(), q));
        kis.subscribeOrderBooks(wanted, b -> books.add(b.symbol()));
        Line.await("quotes with a bid and books of both", () -> books.size() == 2 && last.size() == 2
                && last.values().stream().allMatch(q -> q.bid().isPresent()));
        Quote apple = last.get(KisHarness.APPLE);
        assertTrue(apple.last().compareTo(new BigDecimal("150")) > 0 && apple.last().compareTo(new BigDecimal("350"))
                < 0, apple::toString);
        assertEquals(List.of(), line.notices, "everything was read");
        assertTrue(!kis.orderBook(KisHarness.APPLE).bids().isEmpty());
    }

    @Test
    void candlesComeInPagesAndDaysAreThoseOfNewYork() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        Instant now = harness.now();
        List<Candle> days = kis.candles(new CandleQuery(KisHarness.APPLE, Timeframe.DAY_1, now.minus(Duration
                .ofDays(400)), now, 250));
        assertEquals(250, days.size(), "three pages");
        Set<Integer> hours = Set.copyOf(days.stream().map(c -> c.openTime().atZone(Clock.SEOUL).getHour()).toList());
        assertEquals(Set.of(13, 14), hours, "midnight in New York, in summer and in winter");
        List<Candle> minutes = kis.candles(new CandleQuery(KisHarness.APPLE, Timeframe.MINUTE_1, now.minus(Duration
                .ofHours(5)), now, 290));
        assertEquals(290, minutes.size(), "three pages");
        for (int i = 1; i < minutes.size(); i++) {
            assertEquals(Duration.ofMinutes(1), Duration.between(minutes.get(i - 1).openTime(), minutes.get(i)
                    .openTime()));
        }
        List<Candle> fives = kis.candles(new CandleQuery(KisHarness.APPLE, Timeframe.MINUTE_5, now.minus(Duration
                .ofHours(3)), now.minus(Duration.ofHours(1)), 20));
        assertEquals(20, fives.size());
        assertTrue(!kis.candles(new CandleQuery(KisHarness.APPLE, Timeframe.WEEK_1, now.minus(Duration.ofDays(100)),
                now, 10)).isEmpty());
    }

    @Test
    void ordersAreChangedAndCancelledUnderTheirNewNames() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        kis.subscribeOrders(KisHarness.MAIN, events::add);
        BigDecimal far = new BigDecimal("101.25");
        OrderRequest request = limit(KisHarness.APPLE, Side.BUY, 10, far);
        Accepted first = assertInstanceOf(Accepted.class, kis.place(request));
        assertTrue(first.brokerOrderId().value().matches("20261117-U\\d{10}"), "the day is that of New York");
        Line.await("the notice, and the price that the list has", () -> events.stream().anyMatch(e -> e.order()
                .brokerOrderId().equals(Optional.of(first.brokerOrderId())) && e.order().limitPrice().filter(p -> p
                        .compareTo(far) == 0).isPresent()));
        OrderRef ref = new OrderRef(KisHarness.MAIN, KisHarness.APPLE, first.brokerOrderId(), Optional.empty());
        Accepted second = assertInstanceOf(Accepted.class, kis.modify(new OrderChange(ref, BigDecimal.valueOf(6),
                Optional.of(new BigDecimal("100.5")))));
        var open = kis.openOrders(KisHarness.MAIN);
        assertEquals(1, open.size(), open::toString);
        assertEquals(second.brokerOrderId(), open.getFirst().brokerOrderId().orElseThrow());
        assertEquals(0, open.getFirst().quantity().compareTo(BigDecimal.valueOf(6)));
        assertEquals(RejectReason.QUANTITY, assertInstanceOf(Rejected.class, kis.modify(new OrderChange(new OrderRef(
                KisHarness.MAIN, KisHarness.APPLE, second.brokerOrderId(), Optional.empty()), BigDecimal.valueOf(60),
                Optional.empty()))).reason());
        assertInstanceOf(Accepted.class, kis.cancel(new OrderRef(KisHarness.MAIN, KisHarness.APPLE,
                second.brokerOrderId(), Optional.empty())));
        assertEquals(List.of(), kis.openOrders(KisHarness.MAIN));
        KisGateway next = harness.gateway(Map.of(), harness.tokens());
        kis.disconnect();
        next.connect(line);
        Accepted third = assertInstanceOf(Accepted.class, next.place(limit(KisHarness.APPLE, Side.BUY, 1, far)));
        next.disconnect();
        kis.connect(line);
        assertInstanceOf(Accepted.class, kis.cancel(new OrderRef(KisHarness.MAIN, KisHarness.APPLE,
                third.brokerOrderId(), Optional.empty())), "of another start: how it stands is asked for");
    }

    private static OrderRequest auction(String code, Side side, int quantity, String price) {
        OrderType type = price.isEmpty() ? OrderType.MARKET : OrderType.LIMIT;
        return new OrderRequest(new ClientOrderId(UUID.randomUUID().toString()), KisHarness.MAIN, KisHarness.APPLE,
                side, type, TimeInForce.DAY, BigDecimal.valueOf(quantity), Optional.of(price).filter(p -> !p.isEmpty())
                        .map(BigDecimal::new), Optional.empty(), Optional.of(code));
    }

    private static OrderRef ref(Accepted order) {
        return new OrderRef(KisHarness.MAIN, KisHarness.APPLE, order.brokerOrderId(), Optional.empty());
    }

    @Test
    void ordersForAnAuctionWaitForIt() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        kis.subscribeOrders(KisHarness.MAIN, events::add);
        Accepted atOpen = assertInstanceOf(Accepted.class, kis.place(auction("US-32", Side.BUY, 5, "900")));
        Accepted atClose = assertInstanceOf(Accepted.class, kis.place(auction("US-34", Side.BUY, 2, "100")));
        Accepted gone = assertInstanceOf(Accepted.class, kis.place(auction("US-34", Side.BUY, 1, "100")));
        assertInstanceOf(Accepted.class, kis.cancel(ref(gone)));
        Accepted changed = assertInstanceOf(Accepted.class, kis.modify(new OrderChange(ref(atClose),
                BigDecimal.TWO, Optional.of(new BigDecimal("101")))));
        assertEquals(Set.of(atOpen.brokerOrderId(), changed.brokerOrderId()), Set.copyOf(kis.openOrders(KisHarness.MAIN)
                .stream().map(o -> o.brokerOrderId().orElseThrow()).toList()));
        assertEquals(List.of(), kis.positions(KisHarness.MAIN), "however good the price, nothing trades in session");
        harness.broker.holdUsAuction(true);
        Line.await("the trade of the open", () -> events.stream().anyMatch(e -> e instanceof OrderEvent.Filled
                && e.order().brokerOrderId().equals(Optional.of(atOpen.brokerOrderId()))
                && e.order().status() == OrderStatus.FILLED));
        assertEquals(List.of(changed.brokerOrderId()), kis.openOrders(KisHarness.MAIN).stream().map(o -> o
                .brokerOrderId().orElseThrow()).toList());
        Accepted sale = assertInstanceOf(Accepted.class, kis.place(auction("US-33", Side.SELL, 5, "")));
        harness.broker.holdUsAuction(false);
        Line.await("the sale at the close", () -> events.stream().anyMatch(e -> e instanceof OrderEvent.Filled
                && e.order().brokerOrderId().equals(Optional.of(sale.brokerOrderId()))));
        Line.await("what found nobody to end", () -> events.stream().anyMatch(e -> e.order().status()
                == OrderStatus.CANCELLED && e.order().brokerOrderId().equals(Optional.of(changed.brokerOrderId()))));
        assertEquals(List.of(), kis.openOrders(KisHarness.MAIN));
        assertEquals(List.of(), kis.positions(KisHarness.MAIN));
        assertEquals(List.of(), line.notices, "everything was read");
    }

    @Test
    void atMarketInAnAuctionOnlySales() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        long before = harness.broker.rates().requests();
        for (String code : List.of("US-31", "US-33", "US-35", "KRX-03")) {
            Rejected refused = assertInstanceOf(Rejected.class, kis.place(auction(code, Side.BUY, 1, "")));
            assertEquals(RejectReason.UNSUPPORTED, refused.reason());
            assertTrue(refused.text().contains(code), refused.text());
        }
        assertEquals(before, harness.broker.rates().requests(), "said before anything is sent");
    }

    @Test
    void whatTheBrokerHasNotIsSaidBeforeAnythingIsSent() throws Exception {
        KisGateway kis = connected(KisEnvironment.REAL, Map.of());
        long before = harness.broker.rates().requests();
        OrderRequest market = OrderRequest.market(new ClientOrderId("m"), KisHarness.MAIN, KisHarness.APPLE, Side.BUY,
                BigDecimal.ONE);
        assertEquals(RejectReason.UNSUPPORTED, assertInstanceOf(Rejected.class, kis.place(market)).reason());
        assertEquals(RejectReason.PRICE_TICK, assertInstanceOf(Rejected.class, kis.place(limit(KisHarness.APPLE,
                Side.BUY, 1, new BigDecimal("1.00001")))).reason());
        assertEquals(before, harness.broker.rates().requests());
    }

    @Test
    void paperHasNoRealTimePricesOfThem() throws Exception {
        KisGateway kis = connected(KisEnvironment.PAPER, Map.of());
        BrokerException none = assertThrows(BrokerException.class, () -> kis.subscribeQuotes(Set.of(
                KisHarness.APPLE), q -> { }));
        assertEquals(ErrorCategory.UNSUPPORTED, none.category());
        assertEquals(ErrorCategory.UNSUPPORTED, assertThrows(BrokerException.class, () -> kis.orderBook(
                KisHarness.APPLE)).category());
        assertEquals(ErrorCategory.UNSUPPORTED, assertThrows(BrokerException.class, () -> kis.candles(
                new CandleQuery(KisHarness.APPLE, Timeframe.MINUTE_1, RealTime.START, harness.now(), 5))).category());
        assertTrue(kis.quote(KisHarness.APPLE).last().signum() > 0);
        assertInstanceOf(Accepted.class, kis.place(limit(KisHarness.APPLE, Side.BUY, 1, new BigDecimal("100"))));
        assertEquals(1, kis.openOrders(KisHarness.MAIN).size());
    }
}
