package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.tck.GatewayHarness.Spending;

/** Nothing goes to the broker without a permit of the request limiter, and every permit ends. */
abstract class LimitRules extends GatewayRules {

    /** Every request to the broker holds a permit of the request limiter. */
    @Rule("LIM-01")
    void everyRequestHoldsAPermit() throws Exception {
        assumeCounted();
        connect();
        callEverything();
        Spending spent = harness.spending().orElseThrow();
        assertEquals(spent.permits(), spent.requests(), "weight of the requests at the broker, by permits taken");
    }

    /** Every permit ends with its request. */
    @Rule("LIM-02")
    void everyPermitEndsWithItsRequest() throws Exception {
        assumeCounted();
        connect();
        callEverything();
        await("every permit to end", () -> harness.spending().orElseThrow().open() == 0);
    }

    /** Without a permit nothing is sent: reads fail as RATE_LIMIT, orders are NotSent. */
    @Rule("LIM-03")
    void withoutAPermitNothingIsSent() throws Exception {
        assumeCounted();
        needs(Fault.NO_PERMIT);
        needs(Feature.QUOTE);
        connect();
        OrderRequest order = farLimit();
        harness.inject(Fault.NO_PERMIT);
        Spending before = harness.spending().orElseThrow();
        fails(ErrorCategory.RATE_LIMIT, "quote without a permit", () -> gateway.quote(harness.symbol()));
        if (gateway.capabilities().has(Feature.PLACE_ORDER)) {
            assertInstanceOf(OrderOutcome.NotSent.class, place(order), "place without a permit");
        }
        assertEquals(before, harness.spending().orElseThrow(), "what was spent");
        harness.clearFaults();
        answer("quote", () -> gateway.quote(harness.symbol()));
    }

    private void assumeCounted() {
        assumeTrue(harness.spending().isPresent(), "the harness cannot count requests and permits");
    }

    private void callEverything() throws Exception {
        AccountId account = harness.account();
        SymbolId symbol = harness.symbol();
        checkHealth();
        answer("accounts", gateway::accounts);
        answer("balances", () -> gateway.balances(account));
        answer("positions", () -> gateway.positions(account));
        if (gateway.capabilities().has(Feature.OPEN_ORDERS)) {
            answer("openOrders", () -> gateway.openOrders(account));
        }
        if (gateway.capabilities().has(Feature.EXECUTIONS)) {
            answer("executions", () -> gateway.executions(account, Instant.EPOCH));
        }
        if (gateway.capabilities().has(Feature.QUOTE)) {
            quote();
        }
        if (gateway.capabilities().has(Feature.ORDER_BOOK)) {
            answer("orderBook", () -> gateway.orderBook(symbol));
        }
        Instant now = harness.now();
        if (gateway.capabilities().has(Feature.CANDLES)) {
            answer("candles", () -> gateway.candles(new CandleQuery(symbol,
                    gateway.capabilities().timeframes().iterator().next(), now.minus(Duration.ofDays(5)), now, 10)));
        }
        subscribe(symbol);
        order();
    }

    /** How healthy it is is another rule's business: here it only has to be counted. */
    private void checkHealth() throws Exception {
        answer("checkHealth", () -> {
            try {
                gateway.checkHealth();
                return true;
            } catch (BrokerException e) {
                return false;
            }
        });
    }

    private void subscribe(SymbolId symbol) throws Exception {
        if (gateway.capabilities().has(Feature.QUOTE_STREAM)) {
            answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(symbol), quote -> { })).close();
        }
        if (gateway.capabilities().has(Feature.ORDER_BOOK_STREAM)) {
            answer("subscribeOrderBooks", () -> gateway.subscribeOrderBooks(Set.of(symbol), book -> { })).close();
        }
        if (gateway.capabilities().has(Feature.ORDER_STREAM)) {
            orderEvents();
        }
    }

    private void order() throws Exception {
        if (!gateway.capabilities().has(Feature.PLACE_ORDER) || !gateway.capabilities().has(Feature.QUOTE)) {
            return;
        }
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        OrderRef ref = ref(request, accepted);
        if (gateway.capabilities().has(Feature.MODIFY_ORDER)) {
            answer("modify", () -> gateway.modify(new OrderChange(ref, request.quantity(), request.limitPrice())));
        }
        if (gateway.capabilities().has(Feature.CANCEL_ORDER)) {
            answer("cancel", () -> gateway.cancel(ref));
        }
    }
}
