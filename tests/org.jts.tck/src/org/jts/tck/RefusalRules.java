package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.junit.jupiter.api.BeforeEach;

/** Orders that must be refused, with the reason that fits and a text that helps; nothing of them remains. */
abstract class RefusalRules extends GatewayRules {

    @BeforeEach
    void connected() throws Exception {
        needs(Feature.PLACE_ORDER);
        connect();
    }

    /** A price off the tick table is refused as PRICE_TICK. */
    @Rule("REF-01")
    void priceOffTheTickTableIsRefused() throws Exception {
        BigDecimal price = farPrice();
        BigDecimal off = price.add(symbol().ticks().tickAt(price).divide(BigDecimal.TWO));
        refused(RejectReason.PRICE_TICK, limit(harness.account(), harness.symbol(), harness.quantity(symbol()), off));
    }

    /** A quantity off the lot is refused as QUANTITY. */
    @Rule("REF-02")
    void quantityOffTheLotIsRefused() throws Exception {
        BigDecimal half = symbol().lotSize().divide(BigDecimal.TWO);
        refused(RejectReason.QUANTITY, limit(harness.account(), harness.symbol(),
                harness.quantity(symbol()).add(half), farPrice()));
    }

    /** An order in an unknown account is refused as UNKNOWN_ACCOUNT. */
    @Rule("REF-03")
    void unknownAccountIsRefused() throws Exception {
        refused(RejectReason.UNKNOWN_ACCOUNT, limit(new AccountId("NO-SUCH-ACCOUNT"), harness.symbol(),
                harness.quantity(symbol()), farPrice()));
    }

    /** An order for an unknown symbol is refused as UNKNOWN_SYMBOL. */
    @Rule("REF-04")
    void unknownSymbolIsRefused() throws Exception {
        refused(RejectReason.UNKNOWN_SYMBOL, limit(harness.account(),
                new SymbolId(harness.symbol().exchange(), "NO-SUCH-SYMBOL"), harness.quantity(symbol()), farPrice()));
    }

    /** A purchase beyond the buying power is refused as INSUFFICIENT_FUNDS. */
    @Rule("REF-05")
    void orderBeyondTheBuyingPowerIsRefused() throws Exception {
        Symbol symbol = symbol();
        BigDecimal price = farPrice();
        BigDecimal lots = balance().buyingPower().multiply(BigDecimal.valueOf(3))
                .divide(price.multiply(symbol.lotSize()), 0, RoundingMode.CEILING);
        refused(RejectReason.INSUFFICIENT_FUNDS,
                limit(harness.account(), symbol.id(), lots.multiply(symbol.lotSize()), price));
    }

    /** Selling what is not held is refused as INSUFFICIENT_HOLDINGS. */
    @Rule("REF-06")
    void sellingWhatIsNotHeldIsRefused() throws Exception {
        refused(RejectReason.INSUFFICIENT_HOLDINGS, market(Side.SELL));
    }

    /** A cancel of an unknown order is refused as UNKNOWN_ORDER. */
    @Rule("REF-07")
    void cancelOfAnUnknownOrderIsRefused() throws Exception {
        needs(Feature.CANCEL_ORDER);
        assertRefused(RejectReason.UNKNOWN_ORDER, "cancel of an unknown order",
                answer("cancel", () -> gateway.cancel(nobodysOrder())));
    }

    /** A change of an unknown order is refused as UNKNOWN_ORDER. */
    @Rule("REF-08")
    void modifyOfAnUnknownOrderIsRefused() throws Exception {
        needs(Feature.MODIFY_ORDER);
        BigDecimal quantity = harness.quantity(symbol());
        BigDecimal price = farPrice();
        assertRefused(RejectReason.UNKNOWN_ORDER, "modify of an unknown order", answer("modify",
                () -> gateway.modify(new OrderChange(nobodysOrder(), quantity, Optional.of(price)))));
    }

    /** A change to a price off the tick table is refused and leaves the order as it was. */
    @Rule("REF-09")
    void modifyToAPriceOffTheTickTableLeavesTheOrderAsItWas() throws Exception {
        needs(Feature.MODIFY_ORDER, Feature.OPEN_ORDERS);
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        BigDecimal price = request.limitPrice().orElseThrow();
        BigDecimal off = price.add(symbol().ticks().tickAt(price).divide(BigDecimal.TWO));
        assertRefused(RejectReason.PRICE_TICK, "modify to a price off the tick table", answer("modify", () -> gateway
                .modify(new OrderChange(ref(request, accepted), request.quantity(), Optional.of(off)))));
        assertTrue(open(accepted).stream().anyMatch(o -> o.limitPrice().orElseThrow().compareTo(price) == 0),
                "expected the order with the price it had");
    }

    /** An order of another account is unknown in this one. */
    @Rule("REF-10")
    void orderOfAnotherAccountIsUnknown() throws Exception {
        needs(Feature.CANCEL_ORDER);
        assumeTrue(harness.otherAccount().isPresent(), "the harness has one account only");
        OrderRequest request = farLimit();
        Accepted accepted = accepted(request);
        OrderRef stolen = new OrderRef(harness.otherAccount().orElseThrow(), request.symbol(),
                accepted.brokerOrderId(), Optional.of(request.clientOrderId()));
        assertRefused(RejectReason.UNKNOWN_ORDER, "cancel of another account's order",
                answer("cancel", () -> gateway.cancel(stolen)));
    }

    private void refused(RejectReason reason, OrderRequest request) throws Exception {
        BigDecimal power = balance().buyingPower();
        assertRefused(reason, request.toString(), place(request));
        assertEquals(0, power.compareTo(balance().buyingPower()), "buying power after a refusal is as before");
        if (gateway.capabilities().has(Feature.OPEN_ORDERS)) {
            assertEquals(List.of(), answer("openOrders", () -> gateway.openOrders(harness.account())),
                    "open orders after a refusal");
        }
    }

    private static void assertRefused(RejectReason reason, String what, OrderOutcome outcome) {
        Rejected refusal = assertInstanceOf(Rejected.class, outcome, what);
        assertEquals(reason, refusal.reason(), () -> "%s: %s".formatted(what, refusal.text()));
        assertTrue(refusal.text().length() >= 15, () -> what + ": expected a text that helps, was " + refusal.text());
    }

    private OrderRef nobodysOrder() {
        return new OrderRef(harness.account(), harness.symbol(), new BrokerOrderId("999999999999"), Optional.empty());
    }

    private OrderRequest limit(AccountId account, SymbolId symbol, BigDecimal quantity, BigDecimal price) {
        return OrderRequest.limit(newId(), account, symbol, Side.BUY, quantity, price);
    }
}
