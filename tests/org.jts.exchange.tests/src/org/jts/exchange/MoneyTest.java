package org.jts.exchange;

import static org.jts.exchange.Trader.BTC;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private final Exchange exchange = Trader.quiet(TEN).build();
    private final Trader a = new Trader(exchange, "A", SAMSUNG);
    private final Trader b = new Trader(exchange, "B", SAMSUNG);

    @Test
    void aBuyCostsValueAndCommissionToTheWon() {
        b.sell("7", "70100");
        a.buyAtMarket("7");
        // 490,700 at 0.015 % is 73.605, rounded down
        assertNumber("99509227", a.krw().cash());
        assertNumber("73", exchange.executions(a.account, TEN).getFirst().commission());
        assertNumber("0", exchange.executions(a.account, TEN).getFirst().tax());
    }

    @Test
    void aSaleBringsValueLessCommissionAndTax() {
        b.buy("7", "70100");
        Order sale = a.sellAtMarket("7");
        // tax 0.20 % of 490,700 is 981.4
        Execution trade = exchange.executions(a.account, TEN).getFirst();
        assertNumber("73", trade.commission());
        assertNumber("981", trade.tax());
        assertNumber("100489646", a.krw().cash());
        assertNumber("1054", sale.fees());
        var audit = exchange.audit();
        assertNumber("146", audit.commissions().get(CurrencyCode.KRW));
        assertNumber("981", audit.taxes().get(CurrencyCode.KRW));
        assertNumber("200000000", audit.cash().get(CurrencyCode.KRW));
        assertNumber("2000", audit.instruments().get(SAMSUNG));
    }

    @Test
    void inHowManyPiecesAnOrderFillsMakesNoDifferenceToItsFees() {
        Order pieces = a.buy("100", "70000");
        for (int i = 0; i < 100; i++) {
            b.sell("1", "70000");
        }
        // 7,000,000 at 0.015 %; a hundred times 10.5 rounded down would be 1,000
        assertNumber("1050", a.now(pieces).fees());
        BigDecimal sum = exchange.executions(a.account, TEN).stream().map(Execution::cashEffect)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertNumber("-7001050", sum);
        assertEquals(0, a.krw().cash().compareTo(number("100000000").add(sum)));
    }

    @Test
    void openBuysReservePriceTimesQuantityAndFees() {
        Order order = a.buy("10", "70000");
        assertNumber("100000000", a.krw().cash());
        assertNumber("99299895", a.krw().buyingPower());
        b.sell("4", "70000");
        assertNumber("99719958", a.krw().cash());
        assertNumber("99299895", a.krw().buyingPower());
        a.modify(order, "6", null);
        assertNumber("99579937", a.krw().buyingPower());
        a.cancel(order);
        assertNumber("99719958", a.krw().buyingPower());
    }

    @Test
    void aBetterPriceFreesTheDifferenceAtOnce() {
        b.sell("10", "69000");
        a.buy("10", "70000");
        assertEquals(a.krw().cash(), a.krw().buyingPower());
        assertNumber("99309897", a.krw().cash());
    }

    @Test
    void marketBuysReserveAtTheUpperPriceLimit() {
        b.sell("1", "70000");
        // 100,000,000 pay for 1,098 shares at the limit of 91,000, though they would pay for 1,428 at 70,000
        Trader.assertReason(RejectReason.INSUFFICIENT_FUNDS,
                a.refused(Side.BUY, OrderType.MARKET, TimeInForce.DAY, "1099", null, null),
                "100,024,001 KRW with fees at the upper price limit");
        assertNumber("1", a.buyAtMarket("1098").filledQuantity());
        assertEquals(a.krw().cash(), a.krw().buyingPower());
    }

    @Test
    void aBuyStopReservesAtTheUpperPriceLimit() {
        a.place(Side.BUY, OrderType.STOP, TimeInForce.DAY, "10", null, "75000");
        assertNumber("99089864", a.krw().buyingPower());
    }

    @Test
    void openSellsReserveWhatTheySell() {
        a.sell("300", "71000");
        assertNumber("1000", a.position().orElseThrow().quantity());
        assertNumber("700", a.position().orElseThrow().sellable());
    }

    @Test
    void theAveragePriceIsWhatTheHoldingsCostWithoutFees() {
        Exchange fresh = Trader.quiet(TEN).account(Trader.poor("N", "10000000")).build();
        Trader seller = new Trader(fresh, "B", SAMSUNG);
        Trader buyer = new Trader(fresh, "N", SAMSUNG);
        seller.sell("10", "70000");
        buyer.buyAtMarket("10");
        seller.sell("10", "71000");
        buyer.buyAtMarket("10");
        assertNumber("70500", buyer.position().orElseThrow().averagePrice());
        new Trader(fresh, "A", SAMSUNG).buy("5", "69000");
        buyer.sellAtMarket("5");
        assertNumber("70500", buyer.position().orElseThrow().averagePrice());
        assertNumber("15", buyer.position().orElseThrow().quantity());
        assertNumber("69000", buyer.position().orElseThrow().currentPrice());
    }

    @Test
    void aPositionOfNothingIsNotListed() {
        b.buy("1000", "70000");
        a.sellAtMarket("1000");
        assertEquals(Optional.empty(), a.position());
    }

    @Test
    void equityIsCashAndHoldingsAtTheLastPrice() {
        assertNumber("170000000", a.krw().totalEquity());
        b.sell("1", "71000");
        a.buyAtMarket("1");
        // 1,001 shares at 71,000 and the cash less the price and 10 won
        assertNumber("171000000", a.krw().totalEquity().add(BigDecimal.TEN));
    }

    @Test
    void etfsAreFreeOfTax() {
        SymbolId kodex = new SymbolId("KRX", "069500");
        Exchange etf = Exchange.builder().start(TEN).warmUp(false)
                .listing(Trader.listing(kodex, KrxRules.alwaysOpen()).withModel(new PriceModel.NoLiquidity()))
                .account(Trader.poor("A", "100000000").withHoldings(Map.of(kodex, BigDecimal.TEN)))
                .account(Trader.poor("B", "100000000")).build();
        new Trader(etf, "B", kodex).buy("10", "36255");
        new Trader(etf, "A", kodex).sellAtMarket("10");
        Execution sale = etf.executions(new Trader(etf, "A", kodex).account, TEN).getFirst();
        assertNumber("0", sale.tax());
        assertNumber("54", sale.commission());
    }

    @Test
    void cryptoCostsFiveHundredthsOfAPerCentOnBothSides() {
        Exchange crypto = crypto();
        Trader buyer = new Trader(crypto, "A", BTC);
        Trader seller = new Trader(crypto, "B", BTC);
        seller.sell("0.5", "142500000");
        buyer.buyAtMarket("0.12345678");
        Execution bought = crypto.executions(buyer.account, TEN).getFirst();
        assertNumber("17592591.15", bought.value());
        assertNumber("8796", bought.commission());
        assertNumber("0.12345678", buyer.position().orElseThrow().quantity());
        assertEquals(0, buyer.krw().cash().compareTo(number("100000000").add(bought.cashEffect())));
        Execution sold = crypto.executions(seller.account, TEN).getFirst();
        assertNumber("8796", sold.commission());
        assertNumber("0", sold.tax());
        assertEquals(List.of(), crypto.audit().problems());
    }

    @Test
    void cryptoMarketBuysReserveWhatTheBookCosts() {
        Exchange crypto = crypto();
        Trader buyer = new Trader(crypto, "A", BTC);
        Trader seller = new Trader(crypto, "B", BTC);
        seller.sell("0.5", "142500000");
        seller.sell("0.5", "150000000");
        Trader.assertReason(RejectReason.INSUFFICIENT_FUNDS,
                buyer.refused(Side.BUY, OrderType.MARKET, TimeInForce.DAY, "0.7", null, null), "buying power");
        buyer.buyAtMarket("0.69");
        assertEquals(buyer.krw().cash(), buyer.krw().buyingPower());
        assertTrue(buyer.krw().cash().signum() >= 0);
        assertEquals(List.of(), crypto.audit().problems());
    }

    @Test
    void aFiredCryptoStopThatTheMoneyDoesNotCoverIsCancelled() {
        Exchange crypto = crypto();
        Trader buyer = new Trader(crypto, "A", BTC);
        Trader seller = new Trader(crypto, "B", BTC);
        Order stop = buyer.place(Side.BUY, OrderType.STOP, TimeInForce.GTC, "0.69", null, "143000000");
        seller.sell("0.1", "143000000");
        seller.sell("0.9", "190000000");
        new Trader(crypto, "C", BTC).buy("0.05", "143000000");
        Order fired = buyer.now(stop);
        assertEquals(OrderStatus.CANCELLED, fired.status());
        assertTrue(fired.message().orElseThrow().contains("to buy at the market"), fired.toString());
        assertNumber("100000000", buyer.krw().buyingPower());
    }

    @Test
    void aValueWithMoreThanEightDecimalsIsRoundedDownOnBothSides() {
        SymbolId doge = new SymbolId("UPBIT", "KRW-DOGE");
        Exchange coins = Exchange.builder().start(TEN).warmUp(false)
                .listing(new Listing(Trader.listing(doge, CryptoRules.utcDay()).symbol(), CryptoRules.utcDay(),
                        number("47.8"), BigDecimal.TEN, new PriceModel.NoLiquidity(), List.of()))
                .account(Trader.poor("A", "1000000").withHoldings(Map.of(doge, number("5000"))))
                .account(Trader.poor("B", "1000000")).build();
        new Trader(coins, "A", doge).sell("200.00000001", "47.9");
        new Trader(coins, "B", doge).buy("200.00000001", "47.9");
        assertNumber("-9584.00000047", new Trader(coins, "B", doge).krw().cash().subtract(number("1000000")));
        assertEquals(List.of(), coins.audit().problems());
    }

    @Test
    void aTinySaleIsNeverChargedMoreThanItBrings() {
        Exchange crypto = Exchange.builder().start(TEN).warmUp(false)
                .listing(new Listing(Trader.listing(BTC, CryptoRules.utcDay()).symbol(), CryptoRules.utcDay(),
                        number("5120000"), BigDecimal.TEN, new PriceModel.NoLiquidity(), List.of()))
                .account(Trader.poor("A", "100000000"))
                .account(Trader.poor("B", "0").withHoldings(Map.of(BTC, BigDecimal.ONE))).build();
        Trader seller = new Trader(crypto, "B", BTC);
        Trader buyer = new Trader(crypto, "A", BTC);
        seller.sell("0.00117188", "5120000");
        buyer.buy("0.00117187", "5120000");
        // The last lot brings 0.0512 won, but moves the commission on the whole order from 2 to 3.
        buyer.buy("0.001", "5120000");
        var sales = crypto.executions(seller.account, TEN);
        assertNumber("2", sales.get(0).commission());
        assertNumber("0.0512", sales.get(1).value());
        assertNumber("0", sales.get(1).commission());
        assertEquals(List.of(), crypto.audit().problems());
    }

    @Test
    void accountsHoldSeveralCurrenciesHomeFirst() {
        Symbol btc = Trader.listing(BTC, CryptoRules.utcDay()).symbol();
        Symbol usd = new Symbol(new SymbolId("BINANCE", "BTCUSDT"), "BTC/USDT", "CRYPTO", Optional.empty(),
                new CurrencyCode("USDT"), btc.zone(), org.jts.api.market.TickTable.uniform(number("0.01")),
                number("0.00001"), Optional.of(number("5")), true);
        Exchange two = Exchange.builder().start(TEN).warmUp(false)
                .listing(Listing.of(usd, CryptoRules.utcDay(), number("97000"))
                        .withModel(new PriceModel.NoLiquidity()))
                .account(new AccountSetup(Trader.poor("A", "1").account(),
                        Map.of(new CurrencyCode("USDT"), number("1000.5"), CurrencyCode.KRW, number("7")), Map.of()))
                .account(new AccountSetup(Trader.poor("B", "1").account(), Map.of(),
                        Map.of(usd.id(), BigDecimal.ONE))).build();
        new Trader(two, "B", usd.id()).sell("0.01", "97000.01");
        Trader buyer = new Trader(two, "A", usd.id());
        buyer.buyAtMarket("0.01");
        var balances = two.balances(buyer.account);
        assertEquals(CurrencyCode.KRW, balances.getFirst().currency());
        // 970.0001 and 0.05 % of it, rounded down to 10^-8
        assertNumber("30.01489995", balances.get(1).cash());
        assertEquals(2, two.balances(new Trader(two, "B", usd.id()).account).size());
        assertEquals(List.of(), two.balances(new org.jts.api.account.AccountId("Z")));
    }

    @Test
    void aScheduleOfNothingTakesNothing() {
        Exchange free = Trader.quiet(TEN).fees(FeeSchedule.free()).build();
        new Trader(free, "A", SAMSUNG).sell("10", "70000");
        Trader buyer = new Trader(free, "B", SAMSUNG);
        buyer.buy("10", "70000");
        assertNumber("99300000", buyer.krw().cash());
    }

    private static Exchange crypto() {
        return Exchange.builder().start(TEN).warmUp(false)
                .listing(Trader.listing(BTC, CryptoRules.utcDay()).withModel(new PriceModel.NoLiquidity()))
                .account(Trader.poor("A", "100000000"))
                .account(Trader.poor("B", "100000000").withHoldings(Map.of(BTC, BigDecimal.ONE)))
                .account(Trader.poor("C", "100000000")).build();
    }
}
