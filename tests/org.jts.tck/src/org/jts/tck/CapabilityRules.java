package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** What a gateway says it can do, and what it says of the rest. */
abstract class CapabilityRules extends GatewayRules {

    /** Id and capabilities are the same before, during and after a connection. */
    @Rule("CAP-01")
    void idAndCapabilitiesStayTheSame() throws Exception {
        Capabilities before = gateway.capabilities();
        var id = gateway.id();
        connect();
        if (harness.learnsCapabilities()) {
            before = gateway.capabilities();
        }
        assertEquals(before, gateway.capabilities(), "capabilities while connected");
        assertEquals(id, gateway.id(), "id while connected");
        gateway.disconnect();
        assertEquals(before, gateway.capabilities(), "capabilities after disconnect");
    }

    /** Capabilities agree with each other: candles with timeframes, orders with types, placing with cancelling. */
    @Rule("CAP-02")
    void capabilitiesAgreeWithEachOther() {
        Capabilities offered = gateway.capabilities();
        assertEquals(offered.has(Feature.CANDLES), !offered.timeframes().isEmpty(),
                () -> "CANDLES offered exactly when there are timeframes: " + offered);
        assertEquals(offered.has(Feature.PLACE_ORDER), !offered.orders().isEmpty(),
                () -> "PLACE_ORDER offered exactly when there are order types: " + offered);
        offered.orders().forEach((type, times) -> assertFalse(times.isEmpty(), () -> type + ": no time in force"));
        assertTrue(offered.has(Feature.CANCEL_ORDER) || !offered.has(Feature.PLACE_ORDER),
                "who can place an order can cancel it");
        assertTrue(offered.maxStreamedSymbols().orElse(1) >= 1, () -> "symbols to be streamed: " + offered);
    }

    /** A read or stream that is not offered fails as UNSUPPORTED. */
    @Rule("CAP-03")
    void whatIsNotOfferedSaysUnsupported() throws Exception {
        Map<Feature, Callable<?>> calls = reads();
        calls.keySet().removeAll(gateway.capabilities().features());
        assumeFalse(calls.isEmpty(), "the gateway offers every read");
        connect();
        calls.forEach((feature, call) -> fails(ErrorCategory.UNSUPPORTED, feature + ", which is not offered", call));
    }

    /** Candles of a timeframe that is not offered fail as UNSUPPORTED. */
    @Rule("CAP-04")
    void timeframesThatAreNotOfferedSayUnsupported() throws Exception {
        needs(Feature.CANDLES);
        List<Timeframe> others = Arrays.stream(Timeframe.values())
                .filter(t -> !gateway.capabilities().timeframes().contains(t)).toList();
        assumeFalse(others.isEmpty(), "the gateway offers every timeframe");
        connect();
        for (Timeframe frame : others) {
            fails(ErrorCategory.UNSUPPORTED, "candles of " + frame.code(), () -> gateway.candles(query(frame)));
        }
    }

    /** Order types and times in force that are not offered are Rejected as UNSUPPORTED. */
    @Rule("CAP-05")
    void orderTypesThatAreNotOfferedSayUnsupported() throws Exception {
        needs(Feature.PLACE_ORDER);
        connect();
        List<OrderRequest> others = everyKind().stream()
                .filter(o -> !gateway.capabilities().takes(o.type(), o.timeInForce())).toList();
        assumeFalse(others.isEmpty(), "the gateway offers every order type with every time in force");
        for (OrderRequest order : others) {
            assertUnsupported(order.type() + " " + order.timeInForce(), place(order));
        }
    }

    /** Order calls that are not offered are Rejected as UNSUPPORTED. */
    @Rule("CAP-06")
    void orderCallsThatAreNotOfferedSayUnsupported() throws Exception {
        OrderRef order = new OrderRef(harness.account(), harness.symbol(), new BrokerOrderId("1"), Optional.empty());
        Map<Feature, Callable<OrderOutcome>> calls = new LinkedHashMap<>();
        calls.put(Feature.MODIFY_ORDER,
                () -> gateway.modify(new OrderChange(order, BigDecimal.ONE, Optional.empty())));
        calls.put(Feature.CANCEL_ORDER, () -> gateway.cancel(order));
        calls.put(Feature.PLACE_ORDER, () -> gateway.place(OrderRequest.market(newId(), harness.account(),
                harness.symbol(), Side.BUY, BigDecimal.ONE)));
        calls.keySet().removeAll(gateway.capabilities().features());
        assumeFalse(calls.isEmpty(), "the gateway offers every order call");
        connect();
        for (var call : calls.entrySet()) {
            assertUnsupported(call.getKey().name(), answer(call.getKey().name(), call.getValue()));
        }
    }

    /** Every order type and time in force that is offered is taken. */
    @Rule("CAP-07")
    void everyOfferedKindOfOrderIsTaken() throws Exception {
        needs(Feature.PLACE_ORDER, Feature.QUOTE);
        connect();
        for (OrderRequest order : everyKind()) {
            if (gateway.capabilities().takes(order.type(), order.timeInForce())) {
                accepted(order);
            }
        }
    }

    private static void assertUnsupported(String what, OrderOutcome outcome) {
        var refusal = assertInstanceOf(OrderOutcome.Rejected.class, outcome, what + ", which is not offered");
        assertEquals(RejectReason.UNSUPPORTED, refusal.reason(), () -> what + ": " + refusal.text());
    }

    /** A small order of every type and time in force; those with a limit do not trade, stops do not trigger. */
    private List<OrderRequest> everyKind() throws Exception {
        var symbol = symbol();
        BigDecimal far = farPrice();
        BigDecimal last = quote().last();
        BigDecimal above = symbol.ticks().roundUp(last.add(last.subtract(far)));
        List<OrderRequest> all = new ArrayList<>();
        for (OrderType type : OrderType.values()) {
            for (TimeInForce time : EnumSet.allOf(TimeInForce.class)) {
                all.add(new OrderRequest(newId(), harness.account(), symbol.id(), Side.BUY, type, time,
                        harness.quantity(symbol), Optional.of(type.hasStopPrice() ? above : far)
                                .filter(p -> type.hasLimitPrice()),
                        Optional.of(above).filter(p -> type.hasStopPrice())));
            }
        }
        return all;
    }

    private CandleQuery query(Timeframe frame) {
        return new CandleQuery(harness.symbol(), frame, harness.now().minus(Duration.ofDays(40)), harness.now(), 10);
    }

    private Map<Feature, Callable<?>> reads() {
        var symbol = harness.symbol();
        var account = harness.account();
        Map<Feature, Callable<?>> reads = new LinkedHashMap<>();
        reads.put(Feature.QUOTE, () -> gateway.quote(symbol));
        reads.put(Feature.ORDER_BOOK, () -> gateway.orderBook(symbol));
        reads.put(Feature.CANDLES, () -> gateway.candles(query(Timeframe.DAY_1)));
        reads.put(Feature.OPEN_ORDERS, () -> gateway.openOrders(account));
        reads.put(Feature.EXECUTIONS, () -> gateway.executions(account, harness.now()));
        reads.put(Feature.QUOTE_STREAM, () -> gateway.subscribeQuotes(Set.of(symbol), q -> { }));
        reads.put(Feature.ORDER_BOOK_STREAM, () -> gateway.subscribeOrderBooks(Set.of(symbol), b -> { }));
        reads.put(Feature.ORDER_STREAM, () -> gateway.subscribeOrders(account, e -> { }));
        return reads;
    }
}
