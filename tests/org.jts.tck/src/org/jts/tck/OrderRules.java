package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jts.api.gateway.Feature;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.BeforeEach;

/** The life of an order. */
abstract class OrderRules extends GatewayRules {

    @BeforeEach
    void connected() throws Exception {
        needs(Feature.PLACE_ORDER);
        connect();
    }

    /** A limit order far from the market stays open, as it was asked for. */
    @Rule("ORD-01")
    void farLimitOrderStaysOpen() throws Exception {
        needs(Feature.OPEN_ORDERS);
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        watch();
        Order order = onlyOne(open(accepted));
        assertEquals(OrderStatus.ACCEPTED, order.status(), "status of an order that waits");
        assertEquals(request.symbol(), order.symbol(), "symbol");
        assertEquals(request.side(), order.side(), "side");
        assertEquals(0, request.quantity().compareTo(order.quantity()), () -> "quantity of " + order);
        assertEquals(0, request.limitPrice().orElseThrow().compareTo(order.limitPrice().orElseThrow()),
                () -> "limit price of " + order);
        if (gateway.capabilities().has(Feature.CLIENT_ORDER_ID)) {
            assertEquals(Optional.of(request.clientOrderId()), order.clientOrderId(), "client order id");
        }
    }

    /** An order that was accepted is announced. */
    @Rule("ORD-02")
    void acceptedOrderIsAnnounced() throws Exception {
        needs(Feature.ORDER_STREAM);
        Recorder<OrderEvent> events = orderEvents();
        Accepted accepted = accepted(farLimit());
        await("an event that the order is accepted", () -> events.has(e -> concerns(e, accepted)
                && e.order().status() == OrderStatus.ACCEPTED));
    }

    /** A market order fills, and every trade of it is announced. */
    @Rule("ORD-03")
    void marketOrderFillsAndEveryTradeIsAnnounced() throws Exception {
        needs(Feature.ORDER_STREAM);
        Recorder<OrderEvent> events = orderEvents();
        OrderRequest request = market(Side.BUY);
        Accepted accepted = accepted(request);
        await("an event that the order is filled", () -> events.has(e -> concerns(e, accepted)
                && e.order().status() == OrderStatus.FILLED));
        BigDecimal traded = events.all().stream().filter(e -> concerns(e, accepted))
                .mapMulti((OrderEvent e, Consumer<Execution> sink) -> {
                    if (e instanceof OrderEvent.Filled filled) {
                        sink.accept(filled.execution());
                    }
                }).map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, request.quantity().compareTo(traded), () -> "sum of the announced trades, " + events.all());
    }

    /** Events of an order never go back: no less filled, nothing after its end. */
    @Rule("ORD-04")
    void eventsOfAnOrderNeverGoBack() throws Exception {
        needs(Feature.ORDER_STREAM);
        Recorder<OrderEvent> events = orderEvents();
        Accepted accepted = accepted(market(Side.BUY));
        await("the order to end", () -> events.has(e -> concerns(e, accepted) && e.order().status().isFinal()));
        watch();
        Order before = null;
        for (OrderEvent event : events.matching(e -> concerns(e, accepted))) {
            Order now = event.order();
            if (before != null) {
                assertFalse(before.status().isFinal(), "an event after the order's end: " + events.all());
                assertTrue(now.filledQuantity().compareTo(before.filledQuantity()) >= 0,
                        "filled quantity fell: " + events.all());
            }
            before = now;
        }
    }

    /** A cancel ends an open order, and its end is announced. */
    @Rule("ORD-05")
    void cancelEndsAnOpenOrder() throws Exception {
        needs(Feature.CANCEL_ORDER, Feature.ORDER_STREAM, Feature.OPEN_ORDERS);
        Recorder<OrderEvent> events = orderEvents();
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        assertInstanceOf(Accepted.class, cancel(request, accepted), "outcome of cancel");
        await("an event that the order is cancelled", () -> events.has(e -> concerns(e, accepted)
                && e.order().status() == OrderStatus.CANCELLED));
        assertEquals(List.of(), open(accepted), "open orders after the cancel");
    }

    /** A second cancel of the same order is Rejected. */
    @Rule("ORD-06")
    void secondCancelIsRefused() throws Exception {
        needs(Feature.CANCEL_ORDER, Feature.OPEN_ORDERS);
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        cancel(request, accepted);
        await("the order to end", () -> isGone(accepted));
        Rejected refusal = assertInstanceOf(Rejected.class, cancel(request, accepted), "outcome of a second cancel");
        assertTrue(Set.of(RejectReason.ORDER_CLOSED, RejectReason.UNKNOWN_ORDER).contains(refusal.reason()),
                () -> "expected ORDER_CLOSED or UNKNOWN_ORDER, was " + refusal);
    }

    /** A change changes price and quantity, and leaves one order. */
    @Rule("ORD-07")
    void modifyChangesPriceAndQuantity() throws Exception {
        needs(Feature.MODIFY_ORDER, Feature.OPEN_ORDERS);
        OrderRequest request = farLimit();
        Accepted first = accepted(request);
        BigDecimal half = request.quantity().subtract(symbol().lotSize());
        BigDecimal lower = symbol().ticks().below(request.limitPrice().orElseThrow());
        Accepted second = assertInstanceOf(Accepted.class, answer("modify",
                () -> gateway.modify(new OrderChange(ref(request, first), half, Optional.of(lower)))), "outcome");
        await("the changed order among the open ones", () -> !isGone(second));
        Order order = onlyOne(open(second));
        assertEquals(0, half.compareTo(order.quantity()), () -> "quantity of " + order);
        assertEquals(0, lower.compareTo(order.limitPrice().orElseThrow()), () -> "limit price of " + order);
        if (!second.brokerOrderId().equals(first.brokerOrderId())) {
            assertEquals(List.of(), open(first), "open orders under the old id");
        }
    }

    /** An order that must trade at once (IOC, FOK) and finds nobody ends. */
    @Rule("ORD-08")
    void orderThatMustTradeAtOnceEndsAtOnce() throws Exception {
        needs(Feature.OPEN_ORDERS);
        OrderRequest limit = farLimit();
        for (TimeInForce time : Set.of(TimeInForce.IOC, TimeInForce.FOK)) {
            if (gateway.capabilities().takes(OrderType.LIMIT, time)) {
                Accepted accepted = accepted(new OrderRequest(newId(), limit.account(), limit.symbol(), limit.side(),
                        OrderType.LIMIT, time, limit.quantity(), limit.limitPrice(), Optional.empty()));
                await(time + " order that finds nobody to end", () -> isGone(accepted));
            }
        }
    }

    /** The same client order id sent twice is one order. */
    @Rule("ORD-09")
    void sameClientOrderIdIsTheSameOrder() throws Exception {
        needs(Feature.CLIENT_ORDER_ID, Feature.OPEN_ORDERS);
        OrderRequest request = farLimit();
        Accepted first = accepted(request);
        OrderOutcome again = place(request);
        switch (again) {
            case Accepted second -> assertEquals(first.brokerOrderId(), second.brokerOrderId(),
                    "broker order id of the same order, sent twice");
            case Rejected refusal -> assertEquals(RejectReason.DUPLICATE, refusal.reason(), refusal::text);
            default -> throw new AssertionError("expected Accepted with the same id, or DUPLICATE, was " + again);
        }
        long open = answer("openOrders", () -> gateway.openOrders(harness.account())).stream()
                .filter(o -> o.clientOrderId().equals(Optional.of(request.clientOrderId()))).count();
        assertEquals(1, open, "open orders with the client order id that was sent twice");
    }

    /** Executions have ids of their own and are in order of time. */
    @Rule("ORD-10")
    void executionsAreUniqueAndInOrderOfTime() throws Exception {
        needs(Feature.EXECUTIONS);
        List<Execution> all = afterTwoTrades();
        Set<ExecutionId> ids = new HashSet<>();
        Instant before = Instant.MIN;
        for (Execution trade : all) {
            assertTrue(ids.add(trade.id()), () -> "execution id used twice: " + all);
            assertFalse(trade.time().isBefore(before), () -> "executions out of order: " + all);
            before = trade.time();
        }
    }

    /** Executions begin with the moment asked for, inclusive. */
    @Rule("ORD-11")
    void executionsBeginWithTheMomentAskedForInclusive() throws Exception {
        needs(Feature.EXECUTIONS);
        Instant last = afterTwoTrades().getLast().time();
        assertTrue(executions(last).stream().allMatch(e -> !e.time().isBefore(last)) && !executions(last).isEmpty(),
                () -> "executions from " + last + " on: " + readExecutions(last));
        assertEquals(List.of(), executions(last.plusSeconds(1)), "executions after the last one");
    }

    /** Listeners of orders are called without a lock. */
    @Rule("ORD-12")
    void orderListenersAreCalledWithoutALock() throws Exception {
        needs(Feature.ORDER_STREAM);
        Recorder<Boolean> answered = new Recorder<>();
        answer("subscribeOrders", () -> gateway.subscribeOrders(harness.account(), event -> {
            if (answered.count() == 0) {
                answered.accept(endsBesides(() -> gateway.balances(harness.account())));
            }
        }));
        accepted(market(Side.BUY));
        await("an order event", () -> answered.count() > 0);
        assertTrue(answered.all().getFirst(),
                "expected the gateway to answer another thread while a listener runs: it holds a lock");
    }

    private OrderOutcome cancel(OrderRequest request, Accepted accepted) throws Exception {
        return answer("cancel", () -> gateway.cancel(ref(request, accepted)));
    }

    private boolean isGone(Accepted accepted) {
        try {
            return open(accepted).isEmpty();
        } catch (Exception e) {
            throw new AssertionError("openOrders failed: " + e.getMessage(), e);
        }
    }

    private List<Execution> afterTwoTrades() throws Exception {
        OrderRequest one = market(Side.BUY);
        accepted(one);
        await("the first order to trade", () -> !readExecutions(Instant.EPOCH).isEmpty());
        harness.pass(Duration.ofSeconds(1));
        int before = executions(Instant.EPOCH).size();
        accepted(market(Side.BUY));
        await("the second order to trade", () -> readExecutions(Instant.EPOCH).size() > before);
        return executions(Instant.EPOCH);
    }

    private List<Execution> executions(Instant since) throws Exception {
        return answer("executions", () -> gateway.executions(harness.account(), since));
    }

    private List<Execution> readExecutions(Instant since) {
        try {
            return executions(since);
        } catch (Exception e) {
            throw new AssertionError("executions failed: " + e.getMessage(), e);
        }
    }

    private static <T> T onlyOne(List<T> list) {
        assertEquals(1, list.size(), () -> "expected exactly one, was " + list);
        return list.getFirst();
    }
}
