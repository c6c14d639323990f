package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;

import org.jts.api.Subscription;
import org.jts.api.account.Balance;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the groups of rules share: a gateway of their own, calls under a time limit, waiting on the harness's clock. */
abstract class GatewayRules {

    /** How finely waiting is sliced. */
    private static final Duration SLICE = Duration.ofMillis(20);
    /** In real time, for work: a virtual clock runs ahead of a machine that has much to do. */
    private static final Duration WORK_GRACE = Duration.ofSeconds(60);

    GatewayHarness harness;
    BrokerGateway gateway;
    Line line;

    protected abstract GatewayHarness newHarness();

    @BeforeEach
    void open() {
        harness = newHarness();
        gateway = harness.gateway();
        line = new Line();
    }

    @AfterEach
    void close() {
        try {
            gateway.disconnect();
        } finally {
            harness.close();
        }
    }

    void needs(Feature... features) {
        for (Feature feature : features) {
            assumeTrue(gateway.capabilities().has(feature), () -> "the gateway does not offer " + feature);
        }
    }

    void needs(Fault fault) {
        assumeTrue(harness.faults().contains(fault), () -> "the harness cannot cause " + fault);
    }

    void connect() throws Exception {
        answer("connect", () -> {
            gateway.connect(line);
            return null;
        });
    }

    /** Runs a call as the workstation does, on a virtual thread under a time limit; gives its result or exception. */
    <T> T answer(String what, Callable<T> call) throws Exception {
        Call<T> running = Call.start(call);
        if (!(harness.waitsByTheClockAlone() ? running.isDoneOrWaits() : running.isDoneAtOnce())) {
            awaitDone(what, running, WORK_GRACE);
        }
        return running.get();
    }

    /** Waits for the end of a call; a virtual clock may run ahead of the thread, which gets its time too. */
    void awaitDone(String what, Call<?> call) throws InterruptedException {
        awaitDone(what, call, harness.grace());
    }

    private void awaitDone(String what, Call<?> call, Duration grace) throws InterruptedException {
        if (!reached(call::isDone) && !call.isDoneWithin(grace)) {
            call.interrupt();
            fail("%s: expected an answer within %s, found none".formatted(what, harness.patience()));
        }
    }

    /** A call that must not end, since the broker is silent. */
    <T> Call<T> unanswered(Callable<T> call) throws InterruptedException {
        Call<T> running = Call.start(call);
        running.awaitUnderWay();
        assertFalse(running.isDoneAtOnce(), "expected no answer of a silent broker");
        return running;
    }

    /** Waits until {@code condition} holds. */
    void await(String what, BooleanSupplier condition) throws InterruptedException {
        assertTrue(reached(condition), () -> "expected %s within %s, which did not happen".formatted(what,
                harness.patience()));
    }

    boolean reached(BooleanSupplier condition) throws InterruptedException {
        Duration left = harness.patience();
        while (!condition.getAsBoolean()) {
            if (!left.isPositive()) {
                return false;
            }
            harness.pass(SLICE);
            left = left.minus(SLICE);
        }
        return true;
    }

    /** Lets the time pass in which nothing may come. */
    void watch() throws InterruptedException {
        for (Duration left = harness.watch(); left.isPositive(); left = left.minus(SLICE)) {
            harness.pass(SLICE);
        }
    }

    /** Whether a call ends while the listener that asks is still running; measured in real time. */
    boolean endsBesides(Callable<?> call) {
        Call<?> besides = Call.start(call);
        try {
            return besides.isDoneWithin(harness.grace());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A read that must fail, with a message that a trader can read. */
    void fails(ErrorCategory expected, String what, Callable<?> call) {
        BrokerException failure = assertThrows(BrokerException.class, () -> answer(what, call),
                () -> what + ": expected a BrokerException of category " + expected);
        assertEquals(expected, failure.category(), () -> what + ": category of \"" + failure.getMessage() + "\"");
        assertTrue(failure.getMessage().length() >= 10,
                () -> what + ": expected a message that says what to do, was \"" + failure.getMessage() + "\"");
    }

    Symbol symbol() throws Exception {
        SymbolId wanted = harness.symbol();
        return answer("symbols", gateway::symbols).stream().filter(s -> s.id().equals(wanted)).findFirst()
                .orElseThrow(() -> new AssertionError("expected the symbols to hold " + wanted));
    }

    Quote quote() throws Exception {
        return answer("quote", () -> gateway.quote(harness.symbol()));
    }

    /** The account's balance in its home currency. */
    Balance balance() throws Exception {
        return answer("balances", () -> gateway.balances(harness.account())).getFirst();
    }

    OrderOutcome place(OrderRequest request) throws Exception {
        return answer("place", () -> gateway.place(request));
    }

    /** An order call that, when no answer comes, is interrupted as by a caller whose time limit is over. */
    OrderOutcome impatiently(Callable<OrderOutcome> order) throws Exception {
        Call<OrderOutcome> call = Call.start(order);
        call.awaitUnderWay();
        if (!call.isDoneAtOnce()) {
            watch();
            call.interrupt();
            awaitDone("the interrupted order call", call);
        }
        return call.get();
    }

    Accepted accepted(OrderRequest request) throws Exception {
        OrderOutcome outcome = place(request);
        return assertInstanceOf(Accepted.class, outcome, () -> "outcome of " + request);
    }

    OrderRequest market(Side side) throws Exception {
        return OrderRequest.market(newId(), harness.account(), harness.symbol(), side, harness.quantity(symbol()));
    }

    OrderRequest farLimit() throws Exception {
        Symbol symbol = symbol();
        return OrderRequest.limit(newId(), harness.account(), symbol.id(), Side.BUY, harness.quantity(symbol),
                farPrice());
    }

    BigDecimal farPrice() throws Exception {
        return harness.farBuyPrice(symbol(), quote());
    }

    OrderRef ref(OrderRequest request, Accepted accepted) {
        return new OrderRef(request.account(), request.symbol(), accepted.brokerOrderId(),
                Optional.of(request.clientOrderId()));
    }

    Recorder<OrderEvent> orderEvents() throws Exception {
        Recorder<OrderEvent> events = new Recorder<>();
        answer("subscribeOrders", () -> gateway.subscribeOrders(harness.account(), events::accept));
        return events;
    }

    Subscription quotes(Recorder<Quote> into) throws Exception {
        return answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), into::accept));
    }

    /** The orders that are open at the broker under the name of this one. */
    List<Order> open(Accepted order) throws Exception {
        return answer("openOrders", () -> gateway.openOrders(harness.account())).stream()
                .filter(o -> o.brokerOrderId().equals(Optional.of(order.brokerOrderId()))).toList();
    }

    static boolean concerns(OrderEvent event, Accepted order) {
        return event.order().brokerOrderId().equals(Optional.of(order.brokerOrderId()));
    }

    static ClientOrderId newId() {
        return new ClientOrderId(UUID.randomUUID().toString());
    }
}
