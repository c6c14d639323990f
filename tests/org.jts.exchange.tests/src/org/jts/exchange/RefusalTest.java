package org.jts.exchange;

import static org.jts.exchange.Trader.BTC;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.assertReason;
import static org.jts.exchange.Trader.id;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;

import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

/** Every refusal names what was expected, what was found and what to do; nothing has changed after it. */
class RefusalTest {

    private final Exchange exchange = Trader.quiet(TEN)
            .listing(Trader.listing(BTC, CryptoRules.utcDay()).withModel(new PriceModel.NoLiquidity())).build();
    private final Trader a = new Trader(exchange, "A", SAMSUNG);
    private final Trader bitcoin = new Trader(exchange, "A", BTC);

    @Test
    void aPriceOffTheTickNamesTheStepAndTheNeighbours() {
        assertReason(RejectReason.PRICE_TICK, a.refusedLimit(Side.BUY, "1", "71950"),
                "limit price 71,950 is off the tick: at this price the step is 100; nearest 71,900 or 72,000");
        assertReason(RejectReason.PRICE_TICK, a.refusedLimit(Side.BUY, "1", "71900.5"), "71,900.5");
        assertReason(RejectReason.PRICE_TICK,
                a.refused(Side.BUY, OrderType.STOP, TimeInForce.DAY, "1", null, "71950"), "stop price 71,950");
    }

    @Test
    void aPriceBeyondTheDaysLimitsNamesThem() {
        assertReason(RejectReason.PRICE_LIMIT, a.refusedLimit(Side.BUY, "1", "91100"),
                "expected 49,000 to 91,000 today (previous close 70,000), was 91,100");
        assertReason(RejectReason.PRICE_LIMIT, a.refusedLimit(Side.SELL, "1", "48950"), "was 48,950");
    }

    @Test
    void aCryptoPriceThatCannotBeCountedIsRefused() {
        assertReason(RejectReason.PRICE_LIMIT, bitcoin.refusedLimit(Side.BUY, "1", "1"), "prices of UPBIT:KRW-BTC",
                "expected 142,500");
        assertReason(RejectReason.PRICE_LIMIT, bitcoin.refusedLimit(Side.BUY, "1", "1e30"), "prices of UPBIT:KRW-BTC");
    }

    @Test
    void aQuantityThatIsNoWholeLotIsRefused() {
        assertReason(RejectReason.QUANTITY, a.refusedLimit(Side.BUY, "1.5", "70000"), "multiple of 1", "was 1.5");
        assertReason(RejectReason.QUANTITY, bitcoin.refusedLimit(Side.BUY, "0.000000001", "142500000"),
                "multiple of 0.00000001");
        assertReason(RejectReason.QUANTITY, a.refusedLimit(Side.BUY, "1e40", "70000"), "multiple of 1");
    }

    @Test
    void anOrderBelowTheSmallestValueIsRefused() {
        assertReason(RejectReason.QUANTITY, bitcoin.refusedLimit(Side.BUY, "0.00003508", "142500000"),
                "at least 5,000 KRW", "was 4,998.9");
        bitcoin.buy("0.00003509", "142500000");
    }

    @Test
    void anOrderTooLargeToCountIsRefused() {
        assertReason(RejectReason.QUANTITY, a.refusedLimit(Side.BUY, "9000000000000000", "70000"), "at most");
        assertReason(RejectReason.QUANTITY,
                a.refused(Side.SELL, OrderType.STOP, TimeInForce.DAY, "9000000000000000", null, "70000"), "at most");
    }

    @Test
    void moreThanTheBuyingPowerIsRefused() {
        assertReason(RejectReason.INSUFFICIENT_FUNDS, a.refusedLimit(Side.BUY, "1429", "70000"),
                "expected 100,045,004 KRW with fees", "was 100,000,000");
        a.buy("1000", "70000");
        assertReason(RejectReason.INSUFFICIENT_FUNDS, a.refusedLimit(Side.BUY, "1000", "70000"),
                "was 29,989,500", "cancel other orders");
    }

    @Test
    void nobodySellsWhatHeDoesNotHave() {
        assertReason(RejectReason.INSUFFICIENT_HOLDINGS, a.refusedLimit(Side.SELL, "1001", "70000"),
                "expected 1,001 of KRX:005930", "was 1,000");
        a.sell("600", "71000");
        assertReason(RejectReason.INSUFFICIENT_HOLDINGS, a.refusedLimit(Side.SELL, "401", "71000"), "was 400");
    }

    @Test
    void unknownSymbolsAccountsAndOrdersAreRefused() {
        assertReason(RejectReason.UNKNOWN_SYMBOL,
                new Trader(exchange, "A", new SymbolId("KRX", "999999")).refusedLimit(Side.BUY, "1", "70000"),
                "KRX:999999");
        assertReason(RejectReason.UNKNOWN_ACCOUNT,
                new Trader(exchange, "Z", SAMSUNG).refusedLimit(Side.BUY, "1", "70000"), "[A, B]", "was Z");
        assertReason(RejectReason.UNKNOWN_ORDER, assertInstanceOf(Answer.Refused.class,
                exchange.cancel(a.account, new BrokerOrderId("nonsense"))), "nonsense");
        Order other = new Trader(exchange, "B", SAMSUNG).buy("1", "70000");
        assertReason(RejectReason.UNKNOWN_ORDER,
                assertInstanceOf(Answer.Refused.class, exchange.cancel(a.account, id(other))), "account A");
    }

    @Test
    void aClosedMarketSaysWhenItOpens() {
        Exchange closed = Trader.quiet(Instant.parse("2026-01-02T07:00:00Z")).build();
        assertReason(RejectReason.MARKET_CLOSED, new Trader(closed, "A", SAMSUNG).refusedLimit(Side.BUY, "1", "70000"),
                "closed at 2026-01-02 16:00:00 Asia/Seoul", "again from 2026-01-05 08:30:00");
    }

    @Test
    void aHaltedSymbolIsRefusedButCancelsAreTaken() {
        Order order = a.buy("1", "69000");
        exchange.control().halt(SAMSUNG);
        assertReason(RejectReason.NOT_TRADABLE, a.refusedLimit(Side.BUY, "1", "70000"), "halted");
        assertReason(RejectReason.NOT_TRADABLE, assertInstanceOf(Answer.Refused.class,
                exchange.modify(a.account, id(order), number("2"), Optional.empty())), "halted");
        a.cancel(order);
        exchange.control().resume(SAMSUNG);
        a.buy("1", "69000");
    }

    @Test
    void anInactiveSymbolIsRefused() {
        Listing listing = Trader.listing(SAMSUNG, KrxRules.alwaysOpen());
        Symbol s = listing.symbol();
        Symbol inactive = new Symbol(s.id(), s.name(), s.market(), s.sector(), s.currency(), s.zone(), s.ticks(),
                s.lotSize(), s.minOrderValue(), false);
        Exchange one = Exchange.builder().start(TEN).account(Trader.poor("A", "1000000"))
                .listing(Listing.of(inactive, listing.rules(), number("70000"))).build();
        assertReason(RejectReason.NOT_TRADABLE, new Trader(one, "A", SAMSUNG).refusedLimit(Side.BUY, "1", "70000"),
                "inactive");
    }

    @Test
    void aLimitForAnOrderWithoutOneIsUnsupported() {
        Order stop = a.place(Side.SELL, OrderType.STOP, TimeInForce.DAY, "1", null, "60000");
        assertReason(RejectReason.UNSUPPORTED, assertInstanceOf(Answer.Refused.class,
                exchange.modify(a.account, id(stop), number("1"), Optional.of(number("60000")))), "STOP order");
    }

    @Test
    void aRefusalChangesNothing() {
        var before = exchange.balances(a.account);
        var positions = exchange.positions(a.account);
        Order order = a.buy("1", "69000");
        var answer = exchange.modify(a.account, id(order), number("100000"), Optional.empty());
        assertReason(RejectReason.INSUFFICIENT_FUNDS, assertInstanceOf(Answer.Refused.class, answer));
        assertEquals(order, a.now(order));
        a.cancel(order);
        a.refusedLimit(Side.BUY, "1", "1");
        assertEquals(before.getFirst().cash(), a.krw().cash());
        assertEquals(before.getFirst().buyingPower(), a.krw().buyingPower());
        assertEquals(positions, exchange.positions(a.account));
        assertEquals(0, exchange.audit().problems().size());
    }
}
