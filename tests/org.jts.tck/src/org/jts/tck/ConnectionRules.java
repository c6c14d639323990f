package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;

/** Connecting, disconnecting, and what holds before and after. */
abstract class ConnectionRules extends GatewayRules {

    /** Before connecting, every read fails as NETWORK; it neither invents an empty answer nor connects by itself. */
    @Rule("CON-01")
    void readsBeforeConnectFailAsNetwork() {
        reads().forEach((name, read) -> fails(ErrorCategory.NETWORK, name + " before connect", read));
    }

    /** Before connecting, orders, changes and cancels are NotSent: they may be sent again. */
    @Rule("CON-02")
    void ordersBeforeConnectAreNotSent() throws Exception {
        assertOrdersAreNotSent();
    }

    /** When connect returns, accounts can be read and the health check succeeds. */
    @Rule("CON-03")
    void connectReturnsWhenRequestsCanBeMade() throws Exception {
        connect();
        assertFalse(answer("accounts", gateway::accounts).isEmpty(), "expected accounts right after connect");
        answer("checkHealth", this::checkHealth);
    }

    /** Connecting while connected changes nothing: subscriptions go on and no loss is reported. */
    @Rule("CON-04")
    void connectingTwiceDoesNothing() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        connect();
        int before = quotes.count();
        await("quotes to go on after a second connect", () -> quotes.count() > before);
        assertEquals(List.of(), line.losses.all(), "connection losses");
    }

    /** Disconnecting without a connection, even twice, does no harm: one can connect afterwards. */
    @Rule("CON-05")
    void disconnectWithoutConnectIsHarmless() throws Exception {
        disconnect();
        disconnect();
        connect();
        answer("accounts", gateway::accounts);
    }

    /** After disconnecting, every read fails as NETWORK. */
    @Rule("CON-06")
    void readsAfterDisconnectFailAsNetwork() throws Exception {
        connect();
        disconnect();
        reads().forEach((name, read) -> fails(ErrorCategory.NETWORK, name + " after disconnect", read));
    }

    /** After disconnecting, orders, changes and cancels are NotSent. */
    @Rule("CON-07")
    void ordersAfterDisconnectAreNotSent() throws Exception {
        connect();
        disconnect();
        assertOrdersAreNotSent();
    }

    /** A gateway that was disconnected connects again and streams as the first time. */
    @Rule("CON-08")
    void aGatewayConnectsAgainAfterDisconnect() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        disconnect();
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        await("quotes on the second connection", () -> quotes.count() > 0);
    }

    /** Disconnecting ends every subscription; a later connection does not revive it. */
    @Rule("CON-09")
    void disconnectEndsSubscriptions() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        await("a first quote", () -> quotes.count() > 0);
        disconnect();
        connect();
        harness.pass(Duration.ofMillis(20));
        int after = quotes.count();
        watch();
        assertEquals(after, quotes.count(), "quotes to the subscription that disconnect ended");
    }

    /** A disconnect that was asked for is not reported as a loss. */
    @Rule("CON-10")
    void disconnectByHandIsNoLoss() throws Exception {
        connect();
        disconnect();
        watch();
        assertEquals(List.of(), line.losses.all(), "losses reported after a disconnect by hand");
    }

    /** After disconnecting, no thread and no timer of the gateway is left. */
    @Rule("CON-11")
    void disconnectLeavesNoThread() throws Exception {
        connect();
        if (gateway.capabilities().has(Feature.QUOTE_STREAM)) {
            quotes(new Recorder<>());
        }
        watch();
        disconnect();
        await("no thread of the gateway after disconnect", () -> Threads.named(harness.threadPrefix()).isEmpty());
        assertEquals(0, harness.plannedTasks(), "tasks of the gateway on the clock after disconnect");
    }

    private Object checkHealth() throws Exception {
        gateway.checkHealth();
        return null;
    }

    private void disconnect() throws Exception {
        answer("disconnect", () -> {
            gateway.disconnect();
            return null;
        });
    }

    private Map<String, Callable<?>> reads() {
        SymbolId symbol = harness.symbol();
        AccountId account = harness.account();
        Instant now = harness.now();
        Map<String, Callable<?>> reads = new LinkedHashMap<>();
        reads.put("checkHealth", this::checkHealth);
        reads.put("accounts", gateway::accounts);
        reads.put("symbols", gateway::symbols);
        reads.put("balances", () -> gateway.balances(account));
        reads.put("positions", () -> gateway.positions(account));
        offered(reads, Feature.QUOTE, "quote", () -> gateway.quote(symbol));
        offered(reads, Feature.ORDER_BOOK, "orderBook", () -> gateway.orderBook(symbol));
        offered(reads, Feature.OPEN_ORDERS, "openOrders", () -> gateway.openOrders(account));
        offered(reads, Feature.EXECUTIONS, "executions", () -> gateway.executions(account, now));
        offered(reads, Feature.QUOTE_STREAM, "subscribeQuotes",
                () -> gateway.subscribeQuotes(Set.of(symbol), q -> { }));
        offered(reads, Feature.ORDER_BOOK_STREAM, "subscribeOrderBooks",
                () -> gateway.subscribeOrderBooks(Set.of(symbol), b -> { }));
        offered(reads, Feature.ORDER_STREAM, "subscribeOrders", () -> gateway.subscribeOrders(account, e -> { }));
        for (Timeframe frame : gateway.capabilities().timeframes()) {
            offered(reads, Feature.CANDLES, "candles " + frame.code(), () -> gateway
                    .candles(new CandleQuery(symbol, frame, now.minus(Duration.ofDays(2)), now, 10)));
        }
        return reads;
    }

    private void offered(Map<String, Callable<?>> reads, Feature feature, String name, Callable<?> read) {
        if (gateway.capabilities().has(feature)) {
            reads.put(name, read);
        }
    }

    private void assertOrdersAreNotSent() throws Exception {
        OrderRequest request = OrderRequest.market(newId(), harness.account(), harness.symbol(), Side.BUY,
                BigDecimal.ONE);
        OrderRef order = new OrderRef(harness.account(), harness.symbol(), new BrokerOrderId("1"), Optional.empty());
        OrderChange change = new OrderChange(order, BigDecimal.ONE, Optional.empty());
        if (gateway.capabilities().has(Feature.PLACE_ORDER)) {
            assertInstanceOf(OrderOutcome.NotSent.class, place(request), "place without a connection");
        }
        if (gateway.capabilities().has(Feature.MODIFY_ORDER)) {
            assertInstanceOf(OrderOutcome.NotSent.class, answer("modify", () -> gateway.modify(change)),
                    "modify without a connection");
        }
        if (gateway.capabilities().has(Feature.CANCEL_ORDER)) {
            assertInstanceOf(OrderOutcome.NotSent.class, answer("cancel", () -> gateway.cancel(order)),
                    "cancel without a connection");
        }
    }
}
