package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.junit.jupiter.api.BeforeEach;

/** Lists of orders and trades are whole, in order and true, and so are the events. */
abstract class ListRules extends GatewayRules {

    @BeforeEach
    void connected() throws Exception {
        needs(Feature.PLACE_ORDER);
        connect();
    }

    /** Open orders are listed oldest first. */
    @Rule("LST-01")
    void openOrdersAreListedOldestFirst() throws Exception {
        needs(Feature.OPEN_ORDERS);
        BrokerOrderId first = accepted(farLimit()).brokerOrderId();
        harness.pass(Duration.ofSeconds(1));
        BrokerOrderId second = accepted(farLimit()).brokerOrderId();
        harness.pass(Duration.ofSeconds(1));
        BrokerOrderId third = accepted(farLimit()).brokerOrderId();
        await("three open orders in the list", () -> openIds().size() >= 3);
        assertEquals(List.of(first, second, third), openIds(), "open orders, oldest first");
    }

    /** Every open order is listed once, however many pages the broker needs. */
    @Rule("LST-02")
    void everyOpenOrderIsListedHoweverMany() throws Exception {
        needs(Feature.OPEN_ORDERS);
        OrderRequest far = farLimit();
        Set<BrokerOrderId> placed = new HashSet<>();
        for (int i = 0; i < harness.severalPages(); i++) {
            placed.add(accepted(oneLot(far)).brokerOrderId());
        }
        await("each of %d open orders in the list".formatted(placed.size()),
                () -> new HashSet<>(openIds()).equals(placed));
        List<BrokerOrderId> listed = openIds();
        assertEquals(placed.size(), listed.size(), () -> "an order listed twice: " + listed);
    }

    /** Every trade is listed, however many pages the broker needs. */
    @Rule("LST-03")
    void everyTradeIsListedHoweverMany() throws Exception {
        needs(Feature.EXECUTIONS);
        OrderRequest market = market(Side.BUY);
        Set<BrokerOrderId> placed = new HashSet<>();
        for (int i = 0; i < harness.severalPages(); i++) {
            placed.add(accepted(OrderRequest.market(newId(), market.account(), market.symbol(), Side.BUY,
                    symbol().lotSize())).brokerOrderId());
        }
        await("a trade of each of %d orders among the executions".formatted(placed.size()),
                () -> tradedIds().equals(placed));
    }

    /** Times of orders and trades made now are of now, in whatever zone the broker writes them. */
    @Rule("LST-04")
    void timesOfOrdersAndTradesAreOfNow() throws Exception {
        needs(Feature.EXECUTIONS, Feature.OPEN_ORDERS);
        Accepted waiting = accepted(farLimit());
        Accepted traded = accepted(market(Side.BUY));
        await("a trade", () -> tradedIds().contains(traded.brokerOrderId()));
        Instant now = harness.now();
        for (Execution trade : executions()) {
            assertNow("time of " + trade, trade.time(), now);
        }
        open(waiting).forEach(order -> assertNow("creation of " + order, order.createdAt(), now));
    }

    /** The average price of a filled order is that of its trades. */
    @Rule("LST-05")
    void averagePriceIsThatOfTheTrades() throws Exception {
        needs(Feature.EXECUTIONS, Feature.ORDER_STREAM);
        Recorder<OrderEvent> events = orderEvents();
        Accepted accepted = accepted(market(Side.BUY));
        await("the order to fill", () -> events.has(e -> concerns(e, accepted)
                && e.order().status() == OrderStatus.FILLED));
        Order filled = events.matching(e -> concerns(e, accepted)
                && e.order().status() == OrderStatus.FILLED).getFirst().order();
        List<Execution> trades = executions().stream()
                .filter(e -> e.brokerOrderId().equals(accepted.brokerOrderId())).toList();
        BigDecimal value = trades.stream().map(Execution::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal exact = value.divide(filled.filledQuantity(), MathContext.DECIMAL64);
        BigDecimal average = filled.averagePrice().orElseThrow(
                () -> new AssertionError("expected an average price of a filled order, was " + filled));
        assertTrue(average.subtract(exact).abs().compareTo(symbol().ticks().tickAt(exact)) < 0,
                () -> "average price: expected %s of the trades %s, was %s".formatted(exact, trades, average));
    }

    /** Orders and trades that another program placed in the account are listed. */
    @Rule("LST-06")
    void ordersPlacedElsewhereAreListed() throws Exception {
        needs(Feature.OPEN_ORDERS, Feature.EXECUTIONS);
        BrokerOrderId waiting = placedElsewhere(farLimit());
        BrokerOrderId traded = placedElsewhere(market(Side.BUY));
        await("an open order that another program placed", () -> openIds().contains(waiting));
        await("a trade of an order that another program placed", () -> tradedIds().contains(traded));
    }

    /** Orders that another program placed in the account are announced. */
    @Rule("LST-07")
    void ordersPlacedElsewhereAreAnnounced() throws Exception {
        needs(Feature.ORDER_STREAM);
        Recorder<OrderEvent> events = orderEvents();
        BrokerOrderId id = placedElsewhere(market(Side.BUY));
        await("an event of an order that another program placed",
                () -> events.has(e -> e.order().brokerOrderId().equals(Optional.of(id))));
    }

    /** A closed subscription to orders calls nobody, another one goes on. */
    @Rule("LST-08")
    void closedOrderSubscriptionStaysSilent() throws Exception {
        needs(Feature.ORDER_STREAM);
        Recorder<OrderEvent> closed = new Recorder<>();
        Subscription subscription = answer("subscribeOrders",
                () -> gateway.subscribeOrders(harness.account(), closed::accept));
        Recorder<OrderEvent> open = orderEvents();
        subscription.close();
        harness.pass(Duration.ofMillis(20)); // a call that was under way may still end
        int before = closed.count();
        Accepted accepted = accepted(market(Side.BUY));
        await("an event for the subscription that is open", () -> open.has(e -> concerns(e, accepted)));
        watch();
        assertEquals(before, closed.count(), "order events to a subscription that was closed");
        subscription.close();
    }

    /** A listener of orders that throws harms neither other listeners nor the line. */
    @Rule("LST-09")
    void throwingOrderListenerHarmsNobodyElse() throws Exception {
        needs(Feature.ORDER_STREAM);
        answer("subscribeOrders", () -> gateway.subscribeOrders(harness.account(), event -> {
            throw new IllegalStateException("thrown on purpose by a listener of the contract kit");
        }));
        Recorder<OrderEvent> events = orderEvents();
        accepted(market(Side.BUY));
        Accepted second = accepted(market(Side.BUY));
        await("order events beside a listener that throws", () -> events.has(e -> concerns(e, second)));
        assertEquals(List.of(), line.losses.all(), "connection losses");
    }

    private BrokerOrderId placedElsewhere(OrderRequest request) throws Exception {
        var outcome = harness.placeElsewhere(request);
        assumeTrue(outcome.isPresent(), "the harness cannot place orders in the account as another program does");
        return assertInstanceOf(Accepted.class, outcome.get(), "an order that another program places").brokerOrderId();
    }

    private OrderRequest oneLot(OrderRequest far) throws Exception {
        return OrderRequest.limit(newId(), far.account(), far.symbol(), far.side(), symbol().lotSize(),
                far.limitPrice().orElseThrow());
    }

    private static void assertNow(String what, Instant time, Instant now) {
        assertFalse(Duration.between(time, now).abs().compareTo(MarketRules.CLOCK_DIFFERENCE.multipliedBy(5)) > 0,
                () -> "%s: expected about %s, was %s; is a local time of the broker read as UTC?".formatted(what, now,
                        time));
    }

    private List<BrokerOrderId> openIds() {
        return list("openOrders", () -> gateway.openOrders(harness.account())).stream()
                .map(order -> order.brokerOrderId().orElseThrow()).toList();
    }

    private Set<BrokerOrderId> tradedIds() {
        Set<BrokerOrderId> ids = new HashSet<>();
        executions().forEach(trade -> ids.add(trade.brokerOrderId()));
        return ids;
    }

    private List<Execution> executions() {
        return list("executions", () -> gateway.executions(harness.account(), Instant.EPOCH));
    }

    /** A read, for conditions that cannot throw. */
    private <T> List<T> list(String what, Read<T> read) {
        try {
            return answer(what, read::all);
        } catch (Exception e) {
            throw new AssertionError(what + " failed: " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Read<T> {
        List<T> all() throws BrokerException, InterruptedException;
    }
}
