package org.jts.exchange;

import static org.jts.exchange.RulesTest.assertText;
import static org.jts.exchange.Trader.BTC;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.CurrencyCode;
import org.jts.api.market.Candle;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.Test;

/** What cannot be built says why. */
class BuilderTest {

    private final Listing samsung = Trader.listing(SAMSUNG, KrxRules.alwaysOpen());

    @Test
    void aStartTimeIsNeeded() {
        assertText("expected a start time", () -> Exchange.builder().build());
    }

    @Test
    void everySymbolAndAccountIsThereOnce() {
        assertText("KRX:005930 twice",
                () -> Exchange.builder().start(TEN).listing(samsung).listing(samsung).build());
        assertText("A twice", () -> Exchange.builder().start(TEN).listing(samsung).account(Trader.poor("A", "1"))
                .account(Trader.poor("A", "1")).build());
    }

    @Test
    void cashMustFitItsCurrency() {
        assertText("cash of A: expected at most 9,223,372,036,854,775,807 KRW with at most 0 decimals",
                () -> Exchange.builder().start(TEN).listing(samsung).account(Trader.poor("A", "0.5")).build());
        assertText("cash of A: expected 0 or more, was -1",
                () -> Exchange.builder().start(TEN).listing(samsung).account(Trader.poor("A", "-1")).build());
        assertText("cash of A: expected at most 92,233,720,368.54775807 KRW",
                () -> Exchange.builder().start(TEN).listing(samsung)
                        .listing(Trader.listing(BTC, CryptoRules.utcDay()))
                        .account(Trader.poor("A", "100000000000")).build());
    }

    @Test
    void holdingsMustBeOfListedSymbols() {
        assertText("holdings of A", () -> Exchange.builder().start(TEN).listing(samsung).account(
                Trader.poor("A", "1").withHoldings(Map.of(new SymbolId("KRX", "000000"), BigDecimal.ONE))).build());
        assertText("holdings of A", () -> Exchange.builder().start(TEN).listing(samsung)
                .account(Trader.poor("A", "1").withHoldings(Map.of(SAMSUNG, number("0.5")))).build());
    }

    @Test
    void numbersMustBeInTheirRange() {
        assertText("step interval", () -> Exchange.builder().stepInterval(Duration.ofNanos(1)));
        assertText("step interval", () -> Exchange.builder().stepInterval(Duration.ofHours(1)));
        assertText("history days", () -> Exchange.builder().historyDays(-1));
        assertText("keep orders", () -> Exchange.builder().keepOrders(0));
        assertText("previous close", () -> Listing.of(samsung.symbol(), samsung.rules(), BigDecimal.ZERO));
        assertText("daily volume", () -> samsung.withDailyVolume(BigDecimal.ZERO));
        assertText("volatility: expected 0.0 to 1.0, was 2.0", () -> new PriceModel.Gbm(0, 2));
        assertText("drift", () -> new PriceModel.Gbm(Double.NaN, 0));
        assertText("half life", () -> new PriceModel.MeanReversion(0.1, Duration.ZERO));
        assertText("growth", () -> new PriceModel.Trend(-1, 0));
        assertText("depth", () -> new PriceModel.FlashCrash(1, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1),
                Duration.ofMinutes(1), 0));
        assertText("earliest <= latest", () -> new PriceModel.FlashCrash(0.1, Duration.ofMinutes(2),
                Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 0));
        assertText("at least one candle", () -> new PriceModel.Replay(List.of(), 0));
    }

    @Test
    void candlesMustAscend() {
        Candle candle = new Candle(Instant.EPOCH, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE,
                BigDecimal.ONE);
        assertText("ascending open times", () -> samsung.withHistory(List.of(candle, candle)));
        assertText("ascending open times", () -> new PriceModel.Replay(List.of(candle, candle), 0));
    }

    @Test
    void whatWasBuiltIsListed() {
        Exchange exchange = Exchange.builder().seed(9).start(TEN).listings(List.of(samsung))
                .account(AccountSetup.paper("MOCK-001", "Mock", CurrencyCode.KRW, number("100000000"), true)).build();
        assertEquals(TEN, exchange.now());
        assertEquals(List.of(samsung.symbol()), exchange.symbols());
        assertEquals(samsung.symbol(), exchange.symbol(SAMSUNG).orElseThrow());
        assertTrue(exchange.symbol(BTC).isEmpty());
        assertTrue(exchange.quote(BTC).isEmpty());
        assertTrue(exchange.orderBook(BTC).isEmpty());
        assertTrue(exchange.accounts().getFirst().isDefault());
        assertTrue(exchange.openOrders(new org.jts.api.account.AccountId("Z")).isEmpty());
        assertTrue(exchange.orders(new org.jts.api.account.AccountId("Z")).isEmpty());
        assertTrue(exchange.positions(new org.jts.api.account.AccountId("Z")).isEmpty());
        assertText("expected 2026-01-02T01:00:00Z or later", () -> exchange.advanceTo(TEN.minusSeconds(1)));
    }

    @Test
    void anExchangeWithinTheSessionHasTodaysMorning() {
        Exchange warm = Exchange.builder().start(TEN)
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of()))).build();
        var quote = warm.quote(SAMSUNG).orElseThrow();
        assertTrue(quote.open().isPresent());
        assertTrue(quote.volume().signum() > 0);
        assertTrue(quote.bid().isPresent() && quote.ask().isPresent(), "there is a book from the start");
        Exchange cold = Exchange.builder().start(TEN).warmUp(false)
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of()))).build();
        assertEquals(number("71900"), cold.quote(SAMSUNG).orElseThrow().last());
        assertEquals(0, cold.quote(SAMSUNG).orElseThrow().volume().signum());
    }
}
