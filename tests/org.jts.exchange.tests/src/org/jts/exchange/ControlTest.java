package org.jts.exchange;

import static org.jts.exchange.RulesTest.assertText;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.exchange.PriceModel.FlashCrash;
import org.jts.exchange.PriceModel.NoLiquidity;
import org.jts.exchange.PriceModel.Replay;
import org.junit.jupiter.api.Test;

class ControlTest {

    private final Exchange exchange = Exchange.builder().seed(2).start(TEN).warmUp(false)
            .listing(Trader.listing(SAMSUNG, KrxRules.alwaysOpen()))
            .account(Trader.poor("A", "100000000").withHoldings(java.util.Map.of(SAMSUNG, number("500")))).build();
    private final Trader trader = new Trader(exchange, "A", SAMSUNG);

    @Test
    void aSetPriceMovesTheQuotesAtOnce() {
        exchange.control().setPrice(SAMSUNG, number("80050"));
        var book = exchange.orderBook(SAMSUNG).orElseThrow();
        assertTrue(book.bestBid().orElseThrow().price().compareTo(number("79900")) >= 0, book::toString);
        assertTrue(book.bestAsk().orElseThrow().price().compareTo(number("80200")) <= 0, book::toString);
        exchange.advanceTo(TEN.plusSeconds(3));
        assertEquals(80_000, exchange.quote(SAMSUNG).orElseThrow().last().doubleValue(), 300);
    }

    @Test
    void aSetPriceIsHeldWithinTheDaysLimits() {
        exchange.control().setPrice(SAMSUNG, number("500000"));
        exchange.advanceTo(TEN.plusSeconds(3));
        assertNumber("93400", exchange.quote(SAMSUNG).orElseThrow().last());
    }

    @Test
    void aShockFiresStops() {
        Order stop = trader.place(Side.SELL, OrderType.STOP, TimeInForce.GTC, "100", null, "68000");
        exchange.advanceTo(TEN.plusSeconds(2));
        assertEquals(OrderStatus.ACCEPTED, trader.now(stop).status());
        exchange.control().shock(SAMSUNG, -0.1);
        exchange.advanceTo(TEN.plusSeconds(4));
        assertEquals(OrderStatus.FILLED, trader.now(stop).status());
        assertTrue(trader.now(stop).averagePrice().orElseThrow().compareTo(number("66000")) < 0);
    }

    @Test
    void aRestingOrderFillsInPartsWhenTheMarketComesToIt() {
        Order buy = trader.buy("100", "71000");
        exchange.control().setPrice(SAMSUNG, number("70900"));
        exchange.advanceTo(TEN.plusSeconds(5));
        assertEquals(OrderStatus.FILLED, trader.now(buy).status());
        assertNumber("71000", trader.now(buy).averagePrice().orElseThrow());
        assertEquals(List.of(), exchange.audit().problems());
    }

    @Test
    void aLargeMarketOrderWalksTheSimulatedBook() {
        exchange.control().deposit(trader.account, CurrencyCode.KRW, number("50000000000"));
        Order buy = trader.buyAtMarket("90000");
        assertEquals(OrderStatus.FILLED, buy.status());
        assertTrue(exchange.executions(trader.account, TEN).size() > 1, "several fills");
        assertTrue(buy.averagePrice().orElseThrow().compareTo(number("71900")) > 0);
        assertEquals(List.of(), exchange.audit().problems());
    }

    @Test
    void withoutLiquidityTheBookEmptiesAndComesBackWithAnotherModel() {
        exchange.control().scenario(SAMSUNG, new NoLiquidity());
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().bids().isEmpty());
        exchange.advanceTo(TEN.plusSeconds(60));
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().asks().isEmpty());
        exchange.control().scenario(SAMSUNG, PriceModel.usual());
        exchange.advanceTo(TEN.plusSeconds(62));
        assertEquals(10, exchange.orderBook(SAMSUNG).orElseThrow().asks().size());
    }

    @Test
    void aFlashCrashCanBeSwitchedOn() {
        exchange.control().scenario(SAMSUNG, new FlashCrash(0.15, Duration.ofSeconds(5), Duration.ofSeconds(10),
                Duration.ofSeconds(20), Duration.ofHours(1), 0));
        exchange.advanceTo(TEN.plusSeconds(31));
        assertEquals(71_900 * 0.85, exchange.quote(SAMSUNG).orElseThrow().last().doubleValue(), 800);
    }

    @Test
    void aReplaySwitchedOnBeginsWithTheNextDay() {
        var candle = new org.jts.api.market.Candle(TEN, number("72000"), number("73000"), number("71000"),
                number("72500"), number("1000"));
        exchange.control().scenario(SAMSUNG, new Replay(List.of(candle), 0));
        exchange.advanceTo(SessionTest.at("2026-01-04T00:00"));
        var days = exchange.candles(new org.jts.api.market.CandleQuery(SAMSUNG, org.jts.api.market.Timeframe.DAY_1,
                SessionTest.at("2026-01-03T00:00"), SessionTest.at("2026-01-03T23:00"), 5));
        assertNumber("73000", days.getFirst().high());
        assertNumber("71000", days.getFirst().low());
        assertNumber("72500", days.getFirst().close());
    }

    @Test
    void clearedLiquidityComesBackWithTheNextStep() {
        exchange.control().clearLiquidity(SAMSUNG);
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().bids().isEmpty());
        exchange.advanceTo(TEN.plusSeconds(2));
        assertFalse(exchange.orderBook(SAMSUNG).orElseThrow().bids().isEmpty());
    }

    @Test
    void aHaltedMarketStandsStill() {
        exchange.control().halt(SAMSUNG);
        var before = exchange.orderBook(SAMSUNG).orElseThrow();
        exchange.advanceTo(TEN.plusSeconds(60));
        assertEquals(before.bids(), exchange.orderBook(SAMSUNG).orElseThrow().bids());
        exchange.control().resume(SAMSUNG);
        exchange.advanceTo(TEN.plusSeconds(120));
        assertTrue(exchange.quote(SAMSUNG).orElseThrow().time().isAfter(TEN.plusSeconds(60)));
    }

    @Test
    void aDepositIsCountedAsBroughtIn() {
        exchange.control().deposit(trader.account, CurrencyCode.KRW, number("1000"));
        assertNumber("100001000", trader.krw().cash());
        exchange.control().deposit(trader.account, CurrencyCode.KRW, number("-100001000"));
        assertNumber("0", trader.krw().cash());
        assertNumber("0", exchange.audit().cash().get(CurrencyCode.KRW));
        assertTrue(exchange.audit().isClean());
    }

    @Test
    void whatCannotBeDoneSaysWhy() {
        MarketControl control = exchange.control();
        assertText("expected one of the 1 listed here", () -> control.halt(new SymbolId("KRX", "1")));
        assertText("above 0", () -> control.setPrice(SAMSUNG, number("0")));
        assertText("above -1", () -> control.shock(SAMSUNG, -1));
        assertText("account", () -> control.deposit(new AccountId("Z"), CurrencyCode.KRW, number("1")));
        assertText("currency: expected one of [KRW]",
                () -> control.deposit(trader.account, CurrencyCode.USD, number("1")));
        assertText("at most 100,000,000 KRW",
                () -> control.deposit(trader.account, CurrencyCode.KRW, number("-100000001")));
        assertText("expected one of the 1 listed here", () -> exchange.phase(new SymbolId("KRX", "1")));
    }
}
