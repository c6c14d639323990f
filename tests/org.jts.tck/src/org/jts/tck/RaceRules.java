package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.junit.jupiter.api.BeforeEach;

/** Calls that meet each other, or meet a trade. */
abstract class RaceRules extends GatewayRules {

    private static final int AT_ONCE = 6;
    private static final Set<RejectReason> TOO_LATE = Set.of(RejectReason.ORDER_CLOSED, RejectReason.UNKNOWN_ORDER);

    @BeforeEach
    void connected() throws Exception {
        needs(Feature.PLACE_ORDER);
        connect();
    }

    /** A cancel that comes after the fill is Rejected as closed or unknown. */
    @Rule("RAC-01")
    void cancelOfAFilledOrderIsRefused() throws Exception {
        needs(Feature.CANCEL_ORDER, Feature.EXECUTIONS);
        OrderRequest request = market(Side.BUY);
        Accepted accepted = accepted(request);
        await("the order to fill", () -> filled(accepted).compareTo(request.quantity()) >= 0);
        assertTooLate("cancel of a filled order", answer("cancel", () -> gateway.cancel(ref(request, accepted))));
    }

    /** A change that comes after the fill is Rejected as closed or unknown. */
    @Rule("RAC-02")
    void modifyOfAFilledOrderIsRefused() throws Exception {
        needs(Feature.MODIFY_ORDER, Feature.EXECUTIONS, Feature.QUOTE);
        OrderRequest request = market(Side.BUY);
        Accepted accepted = accepted(request);
        await("the order to fill", () -> filled(accepted).compareTo(request.quantity()) >= 0);
        BigDecimal price = farPrice();
        assertTooLate("change of a filled order", answer("modify", () -> gateway
                .modify(new OrderChange(ref(request, accepted), request.quantity(), Optional.of(price)))));
    }

    /** A cancel that meets a trade leaves one end of the order, filled by exactly its trades. */
    @Rule("RAC-03")
    void cancelThatMeetsATradeEndsTheOrderOnce() throws Exception {
        needs(Feature.CANCEL_ORDER, Feature.ORDER_STREAM, Feature.EXECUTIONS, Feature.QUOTE);
        Recorder<OrderEvent> events = orderEvents();
        for (int i = 0; i < AT_ONCE; i++) {
            OrderRequest request = nearLimit();
            Accepted accepted = accepted(request);
            harness.pass(Duration.ofMillis(30L * i)); // a trade may come before the cancel, under way, or after it
            OrderOutcome outcome = answer("cancel", () -> gateway.cancel(ref(request, accepted)));
            if (!(outcome instanceof Accepted)) {
                assertTooLate("cancel of an order that may trade", outcome);
            }
            await("the order to end", () -> events.has(e -> concerns(e, accepted) && e.order().status().isFinal()));
            watch();
            assertEndedOnce(events.matching(e -> concerns(e, accepted)), accepted);
        }
    }

    /** Two cancels at once end the order once; one is accepted. */
    @Rule("RAC-04")
    void twoCancelsAtOnceEndTheOrderOnce() throws Exception {
        needs(Feature.CANCEL_ORDER, Feature.OPEN_ORDERS);
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        Call<OrderOutcome> one = Call.start(() -> gateway.cancel(ref(request, accepted)));
        Call<OrderOutcome> two = Call.start(() -> gateway.cancel(ref(request, accepted)));
        one.awaitUnderWay();
        two.awaitUnderWay();
        awaitDone("the first of two cancels", one);
        awaitDone("the second of two cancels", two);
        List<OrderOutcome> outcomes = List.of(one.get(), two.get());
        assertTrue(outcomes.stream().anyMatch(Accepted.class::isInstance),
                () -> "expected one of two cancels at once to be accepted, was " + outcomes);
        outcomes.stream().filter(o -> !(o instanceof Accepted))
                .forEach(o -> assertInstanceOf(Rejected.class, o, "the other of two cancels"));
        await("the order to end after two cancels", () -> isGone(accepted)); // accepted is taken, not ended
    }

    /** Calls at the same time get their own answers. */
    @Rule("RAC-05")
    void callsAtOnceGetTheirOwnAnswers() throws Exception {
        needs(Feature.OPEN_ORDERS);
        List<OrderRequest> requests = new ArrayList<>();
        OrderRequest far = farLimit();
        BigDecimal lot = symbol().lotSize();
        for (int i = 1; i <= AT_ONCE; i++) {
            requests.add(OrderRequest.limit(newId(), far.account(), far.symbol(), Side.BUY,
                    lot.multiply(BigDecimal.valueOf(i)), far.limitPrice().orElseThrow()));
        }
        List<Call<OrderOutcome>> calls = requests.stream().map(r -> Call.start(() -> gateway.place(r))).toList();
        for (Call<OrderOutcome> call : calls) {
            call.awaitUnderWay(); // else a busy machine would make them one after the other
        }
        Map<BrokerOrderId, BigDecimal> expected = new HashMap<>();
        for (int i = 0; i < AT_ONCE; i++) {
            awaitDone("one of several order calls at once", calls.get(i));
            Accepted accepted = assertInstanceOf(Accepted.class, calls.get(i).get(), "an order among several at once");
            expected.put(accepted.brokerOrderId(), requests.get(i).quantity());
        }
        assertEquals(AT_ONCE, expected.size(), () -> "broker order ids of different orders: " + expected.keySet());
        for (Order order : answer("openOrders", () -> gateway.openOrders(far.account()))) {
            BigDecimal asked = expected.get(order.brokerOrderId().orElseThrow());
            assertTrue(asked != null && asked.compareTo(order.quantity()) == 0,
                    () -> "expected the quantity asked for under this id, %s, was %s".formatted(asked, order));
        }
    }

    private boolean isGone(Accepted accepted) {
        try {
            return open(accepted).isEmpty();
        } catch (Exception e) {
            throw new AssertionError("openOrders failed: " + e.getMessage(), e);
        }
    }

    private void assertEndedOnce(List<OrderEvent> events, Accepted accepted) {
        Order last = events.getLast().order();
        boolean ended = false;
        for (OrderEvent event : events) {
            assertTrue(!ended || event.order().status().isFinal(), () -> "an open order after its end: " + events);
            assertTrue(!ended || event.order().status() == last.status(), () -> "two different ends: " + events);
            ended |= event.order().status().isFinal();
        }
        assertEquals(0, last.filledQuantity().compareTo(filled(accepted)),
                () -> "filled quantity of the ended order, by its trades: " + last);
    }

    private static void assertTooLate(String what, OrderOutcome outcome) {
        Rejected refusal = assertInstanceOf(Rejected.class, outcome, what);
        assertTrue(TOO_LATE.contains(refusal.reason()), () -> what + ": expected one of " + TOO_LATE + ", was "
                + refusal);
    }

    /** A purchase at the best price of the buyers: it may trade at any moment. */
    private OrderRequest nearLimit() throws Exception {
        var quote = quote();
        BigDecimal price = quote.bid().orElse(quote.last());
        return OrderRequest.limit(newId(), harness.account(), harness.symbol(), Side.BUY,
                harness.quantity(symbol()), price);
    }

    private BigDecimal filled(Accepted accepted) {
        try {
            return answer("executions", () -> gateway.executions(harness.account(), Instant.EPOCH)).stream()
                    .filter(e -> e.brokerOrderId().equals(accepted.brokerOrderId())).map(Execution::quantity)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        } catch (Exception e) {
            throw new AssertionError("executions failed: " + e.getMessage(), e);
        }
    }
}
