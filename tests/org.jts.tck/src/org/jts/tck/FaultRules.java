package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Quote;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;

/** What a gateway makes of silence, lost answers and broken lines. */
abstract class FaultRules extends GatewayRules {

    /** A refused connection is said, and can be tried again. */
    @Rule("FLT-01")
    void refusedConnectionIsSaidAndCanBeTriedAgain() throws Exception {
        needs(Fault.CONNECT_REFUSED);
        harness.inject(Fault.CONNECT_REFUSED);
        BrokerException failure =
                assertThrows(BrokerException.class, this::connect, "connect to a broker that refuses");
        assertTrue(failure.getMessage().length() >= 10, () -> "expected a helpful message, was " + failure);
        fails(ErrorCategory.NETWORK, "accounts after a refused connection", gateway::accounts);
        harness.clearFaults();
        connect();
        answer("accounts", gateway::accounts);
    }

    /** A lost connection is reported once, as NETWORK. */
    @Rule("FLT-02")
    void lostConnectionIsReportedOnce() throws Exception {
        needs(Fault.CONNECTION_LOSS);
        connect();
        harness.inject(Fault.CONNECTION_LOSS);
        await("the loss to be reported", () -> line.losses.count() > 0);
        watch();
        assertEquals(1, line.losses.count(), () -> "reports of one loss: " + line.losses.all());
        assertEquals(ErrorCategory.NETWORK, line.losses.all().getFirst().category(), "category of the loss");
    }

    /** After a loss everything fails until somebody connects: the gateway does not by itself. */
    @Rule("FLT-03")
    void afterALossEverythingFailsUntilSomebodyConnects() throws Exception {
        needs(Fault.CONNECTION_LOSS);
        connect();
        harness.inject(Fault.CONNECTION_LOSS);
        await("the loss to be reported", () -> line.losses.count() > 0);
        watch();
        fails(ErrorCategory.NETWORK, "accounts after a loss", gateway::accounts);
        fails(ErrorCategory.NETWORK, "balances after a loss", () -> gateway.balances(harness.account()));
        if (gateway.capabilities().has(Feature.PLACE_ORDER)) {
            OrderRequest order = OrderRequest.market(newId(), harness.account(), harness.symbol(), Side.BUY,
                    BigDecimal.ONE);
            assertInstanceOf(OrderOutcome.NotSent.class, place(order), "place after a loss");
        }
        harness.clearFaults();
        connect();
        answer("accounts", gateway::accounts);
    }

    /** A loss ends subscriptions to quotes. */
    @Rule("FLT-04")
    void lossEndsSubscriptions() throws Exception {
        needs(Fault.CONNECTION_LOSS);
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        harness.inject(Fault.CONNECTION_LOSS);
        await("the loss to be reported", () -> line.losses.count() > 0);
        harness.clearFaults();
        connect();
        int before = quotes.count();
        watch();
        assertEquals(before, quotes.count(), "quotes to a subscription of the lost connection");
    }

    /** Open orders outlive a lost connection. */
    @Rule("FLT-05")
    void ordersOutliveALostConnection() throws Exception {
        needs(Fault.CONNECTION_LOSS);
        needs(Feature.PLACE_ORDER, Feature.OPEN_ORDERS);
        connect();
        Accepted accepted = accepted(farLimit());
        harness.inject(Fault.CONNECTION_LOSS);
        await("the loss to be reported", () -> line.losses.count() > 0);
        harness.clearFaults();
        connect();
        assertEquals(1, open(accepted).size(), "open orders of the time before the loss");
    }

    /** An order whose answer was lost is Unknown, never Rejected or NotSent. */
    @Rule("FLT-06")
    void lostAnswerIsUnknownNeverRejected() throws Exception {
        needs(Fault.LOST_ANSWER);
        needs(Feature.PLACE_ORDER);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.LOST_ANSWER);
        assertInstanceOf(Unknown.class, placeImpatiently(request), "an order whose answer was lost");
    }

    /** An order whose answer was lost is found by its client order id. */
    @Rule("FLT-07")
    void orderWithALostAnswerIsFoundByItsClientOrderId() throws Exception {
        needs(Fault.LOST_ANSWER);
        needs(Feature.PLACE_ORDER, Feature.CLIENT_ORDER_ID, Feature.OPEN_ORDERS);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.LOST_ANSWER);
        placeImpatiently(request);
        harness.clearFaults();
        assertTrue(answer("openOrders", () -> gateway.openOrders(harness.account())).stream()
                .anyMatch(o -> o.clientOrderId().equals(Optional.of(request.clientOrderId()))),
                "expected the order among the open ones, by the client order id it was sent with");
    }

    /** An order to a broker that stays silent is Unknown. */
    @Rule("FLT-08")
    void silenceAfterSendingIsUnknownNeverRejected() throws Exception {
        needs(Fault.SILENCE);
        needs(Feature.PLACE_ORDER);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.SILENCE);
        assertInstanceOf(Unknown.class, placeImpatiently(request), "an order that was never answered");
    }

    /** An order under which the connection is lost is Unknown. */
    @Rule("FLT-09")
    void connectionLostUnderAnOrderIsUnknownNeverRejected() throws Exception {
        needs(Fault.SILENCE);
        needs(Fault.CONNECTION_LOSS);
        needs(Feature.PLACE_ORDER);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.SILENCE);
        Call<OrderOutcome> call = unanswered(() -> gateway.place(request));
        harness.inject(Fault.CONNECTION_LOSS);
        awaitDone("the order call under which the line broke", call);
        assertInstanceOf(Unknown.class, call.get(), "an order under which the connection was lost");
    }

    /** A read that is interrupted ends at once. */
    @Rule("FLT-10")
    void interruptedReadEndsAtOnce() throws Exception {
        needs(Fault.SILENCE);
        connect();
        harness.inject(Fault.SILENCE);
        Call<?> call = unanswered(() -> gateway.balances(harness.account()));
        call.interrupt();
        awaitDone("the interrupted read", call);
        assertThrows(Exception.class, call::get, "balances of a silent broker");
    }

    /** When a silent broker answers again, so does the gateway. */
    @Rule("FLT-11")
    void silenceEndsWhenTheBrokerAnswersAgain() throws Exception {
        needs(Fault.SILENCE);
        connect();
        harness.inject(Fault.SILENCE);
        Call<?> call = unanswered(gateway::accounts);
        call.interrupt();
        awaitDone("the interrupted read", call);
        harness.clearFaults();
        balance();
    }

    /** A refusal of the broker is Rejected, and leaves no money reserved. */
    @Rule("FLT-12")
    void brokersRefusalIsRejectedAndLeavesNothing() throws Exception {
        needs(Fault.REFUSAL);
        needs(Feature.PLACE_ORDER);
        connect();
        OrderRequest request = farLimit();
        BigDecimal power = balance().buyingPower();
        harness.inject(Fault.REFUSAL);
        Rejected refusal = assertInstanceOf(Rejected.class, place(request), "an order that the broker refuses");
        assertTrue(refusal.text().length() >= 10, () -> "expected a text that helps, was " + refusal);
        assertEquals(0, power.compareTo(balance().buyingPower()), "buying power after a refusal is as before");
    }

    /** An event that comes twice carries the same execution id. */
    @Rule("FLT-13")
    void eventThatComesTwiceCarriesTheSameExecutionId() throws Exception {
        needs(Fault.DUPLICATE_EVENTS);
        needs(Feature.PLACE_ORDER, Feature.ORDER_STREAM);
        connect();
        harness.inject(Fault.DUPLICATE_EVENTS);
        Recorder<OrderEvent> events = orderEvents();
        OrderRequest request = market(Side.BUY);
        Accepted accepted = accepted(request);
        await("the order to fill", () -> events.has(e -> concerns(e, accepted)
                && e.order().status() == OrderStatus.FILLED));
        watch();
        Map<ExecutionId, Execution> once = new HashMap<>();
        for (OrderEvent event : events.matching(e -> concerns(e, accepted))) {
            if (event instanceof OrderEvent.Filled filled) {
                once.put(filled.execution().id(), filled.execution());
            }
        }
        BigDecimal traded = once.values().stream().map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, request.quantity().compareTo(traded),
                () -> "sum of the trades, each execution id counted once: " + events.all());
    }

    /** A trade whose event was lost is found by asking. */
    @Rule("FLT-14")
    void tradeWhoseEventWasLostIsFoundByAsking() throws Exception {
        needs(Fault.DROPPED_EVENTS);
        needs(Feature.PLACE_ORDER, Feature.EXECUTIONS);
        connect();
        harness.inject(Fault.DROPPED_EVENTS);
        Accepted accepted = accepted(market(Side.BUY));
        watch();
        List<Execution> trades = answer("executions", () -> gateway.executions(harness.account(), Instant.EPOCH));
        assertTrue(trades.stream().anyMatch(e -> e.brokerOrderId().equals(accepted.brokerOrderId())),
                () -> "expected the trades of " + accepted + " among " + trades);
    }

    /** A loss ends subscriptions to orders; a new connection does not revive them. */
    @Rule("FLT-15")
    void lossEndsOrderSubscriptions() throws Exception {
        needs(Fault.CONNECTION_LOSS);
        needs(Feature.ORDER_STREAM, Feature.PLACE_ORDER);
        connect();
        Recorder<OrderEvent> old = orderEvents();
        harness.inject(Fault.CONNECTION_LOSS);
        await("the loss to be reported", () -> line.losses.count() > 0);
        harness.clearFaults();
        connect();
        Recorder<OrderEvent> fresh = orderEvents();
        int before = old.count();
        Accepted accepted = accepted(market(Side.BUY));
        await("an event on the new connection", () -> fresh.has(e -> concerns(e, accepted)));
        watch();
        assertEquals(before, old.count(), "order events to a subscription of the lost connection");
    }

    /** Trades that happened without a line are found after it. */
    @Rule("FLT-16")
    void tradesDuringALossAreFoundAfterIt() throws Exception {
        needs(Fault.CONNECTION_LOSS);
        needs(Feature.EXECUTIONS, Feature.PLACE_ORDER);
        connect();
        OrderRequest request = market(Side.BUY);
        harness.inject(Fault.CONNECTION_LOSS);
        await("the loss to be reported", () -> line.losses.count() > 0);
        Optional<OrderOutcome> elsewhere = harness.placeElsewhere(request);
        assumeTrue(elsewhere.isPresent(), "the harness cannot place orders in the account as another program does");
        Accepted placed = assertInstanceOf(Accepted.class, elsewhere.get(), "an order that another program places");
        harness.clearFaults();
        connect();
        await("the trade that happened without a line", () -> traded(placed));
    }

    /** A cancel whose answer was lost is Unknown. */
    @Rule("FLT-17")
    void lostAnswerOfACancelIsUnknown() throws Exception {
        needs(Fault.LOST_ANSWER);
        needs(Feature.PLACE_ORDER, Feature.CANCEL_ORDER);
        connect();
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        harness.inject(Fault.LOST_ANSWER);
        assertInstanceOf(Unknown.class, impatiently(() -> gateway.cancel(ref(request, accepted))),
                "a cancel whose answer was lost");
    }

    /** A change whose answer was lost is Unknown. */
    @Rule("FLT-18")
    void lostAnswerOfAChangeIsUnknown() throws Exception {
        needs(Fault.LOST_ANSWER);
        needs(Feature.PLACE_ORDER, Feature.MODIFY_ORDER);
        connect();
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        BigDecimal lower = symbol().ticks().below(request.limitPrice().orElseThrow());
        harness.inject(Fault.LOST_ANSWER);
        assertInstanceOf(Unknown.class, impatiently(() -> gateway.modify(
                new OrderChange(ref(request, accepted), request.quantity(), Optional.of(lower)))),
                "a change whose answer was lost");
    }

    /** An answer that cannot be read is a DATA error, and the next request works. */
    @Rule("FLT-19")
    void answerThatCannotBeReadIsDataAndHarmsNothingElse() throws Exception {
        needs(Fault.GARBLED_ANSWER);
        connect();
        harness.inject(Fault.GARBLED_ANSWER);
        fails(ErrorCategory.DATA, "balances that cannot be read", () -> gateway.balances(harness.account()));
        harness.clearFaults();
        balance();
    }

    /** An order whose answer cannot be read is Unknown. */
    @Rule("FLT-20")
    void orderWhoseAnswerCannotBeReadIsUnknown() throws Exception {
        needs(Fault.GARBLED_ANSWER);
        needs(Feature.PLACE_ORDER);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.GARBLED_ANSWER);
        assertInstanceOf(Unknown.class, place(request), "an order whose answer cannot be read");
        harness.clearFaults();
        balance();
    }

    private boolean traded(Accepted order) {
        try {
            return answer("executions", () -> gateway.executions(harness.account(), Instant.EPOCH)).stream()
                    .anyMatch(e -> e.brokerOrderId().equals(order.brokerOrderId()));
        } catch (Exception e) {
            throw new AssertionError("executions failed: " + e.getMessage(), e);
        }
    }

    /** Places an order and, when no answer comes, interrupts the call as a caller does whose time limit is over. */
    private OrderOutcome placeImpatiently(OrderRequest request) throws Exception {
        return impatiently(() -> gateway.place(request));
    }
}
