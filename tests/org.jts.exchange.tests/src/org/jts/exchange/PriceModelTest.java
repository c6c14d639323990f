package org.jts.exchange;

import static org.jts.exchange.SessionTest.at;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;
import org.jts.exchange.PriceModel.FlashCrash;
import org.jts.exchange.PriceModel.Gbm;
import org.jts.exchange.PriceModel.MeanReversion;
import org.jts.exchange.PriceModel.NoLiquidity;
import org.jts.exchange.PriceModel.Replay;
import org.jts.exchange.PriceModel.Trend;
import org.junit.jupiter.api.Test;

class PriceModelTest {

    private static final Instant EVENING = at("2026-01-02T16:00");

    @Test
    void brownianMotionSpreadsAsItsVolatilitySays() {
        List<Double> moves = new ArrayList<>();
        for (int seed = 1; seed <= 60; seed++) {
            moves.add(Math.log(close(seed, new Gbm(0, 0.02)) / 71_900));
        }
        double mean = moves.stream().mapToDouble(m -> m).average().orElseThrow();
        double deviation = Math.sqrt(moves.stream().mapToDouble(m -> (m - mean) * (m - mean)).average().orElseThrow());
        assertEquals(0, mean, 0.01);
        assertEquals(0.02, deviation, 0.006);
    }

    @Test
    void aTrendGoesItsWay() {
        assertEquals(71_900 * 1.08, close(1, new Trend(0.08, 0.001)), 500);
        assertEquals(71_900 * 0.92, close(1, new Trend(-0.08, 0.001)), 500);
        assertTrue(close(3, Trend.up()) > 71_900);
        assertTrue(close(3, Trend.down()) < 71_900);
    }

    @Test
    void meanReversionComesBack() {
        Exchange exchange = exchange(2, new MeanReversion(0.005, Duration.ofMinutes(5)));
        exchange.advanceTo(at("2026-01-02T10:00"));
        exchange.control().shock(SAMSUNG, -0.1);
        exchange.advanceTo(at("2026-01-02T10:00:10"));
        assertTrue(last(exchange) < 67_000, () -> "was " + last(exchange));
        exchange.advanceTo(at("2026-01-02T11:00"));
        assertEquals(71_900, last(exchange), 1_500);
    }

    @Test
    void aFlashCrashFallsAndRecovers() {
        Exchange exchange = exchange(4, new FlashCrash(0.2, Duration.ofMinutes(30), Duration.ofMinutes(60),
                Duration.ofMinutes(2), Duration.ofMinutes(20), 0.002));
        exchange.advanceTo(at("2026-01-02T15:30"));
        List<Candle> minutes = minutes(exchange);
        double low = minutes.stream().mapToDouble(c -> c.low().doubleValue()).min().orElseThrow();
        assertEquals(71_900 * 0.8, low, 800);
        Candle bottom = minutes.stream().filter(c -> c.low().doubleValue() == low).findFirst().orElseThrow();
        assertTrue(bottom.openTime().isAfter(at("2026-01-02T09:29")), bottom::toString);
        assertTrue(bottom.openTime().isBefore(at("2026-01-02T10:05")), bottom::toString);
        assertEquals(71_900, last(exchange), 1_200);
    }

    @Test
    void withoutLiquidityNobodyQuotesAndNothingTrades() {
        Exchange exchange = exchange(1, new NoLiquidity());
        exchange.advanceTo(EVENING);
        var quote = exchange.quote(SAMSUNG).orElseThrow();
        assertNumber("71900", quote.last());
        assertNumber("0", quote.volume());
        assertTrue(exchange.orderBook(SAMSUNG).orElseThrow().bids().isEmpty());
        assertEquals(0.0, new NoLiquidity().volatility());
    }

    @Test
    void aReplayedDayIsTheRealCandle() {
        Candle real = candle("2023-12-21", "74600", "75000", "74300", "75000");
        Candle next = candle("2023-12-22", "75800", "76300", "75400", "75900");
        Listing listing = Trader.listing(SAMSUNG, KrxRules.regular(Set.of()));
        Exchange exchange = Exchange.builder().seed(11).start(at("2026-01-02T08:00"))
                .listing(new Listing(listing.symbol(), listing.rules(), number("74800"), listing.dailyVolume(),
                        new Replay(List.of(real, next), 0.02), List.of())).build();
        exchange.advanceTo(EVENING);
        assertCandle(real, today(exchange).getLast());
        exchange.advanceTo(at("2026-01-05T16:00"));
        assertCandle(next, today(exchange).getLast());
        exchange.advanceTo(at("2026-01-06T16:00"));
        Candle after = today(exchange).getLast();
        assertEquals(75_900, after.open().doubleValue(), 76_000 * 0.08);
        assertTrue(after.high().compareTo(after.low()) > 0, "goes on by itself");
    }

    @Test
    void aReplayIsHeldWithinTheDaysLimits() {
        Listing listing = Trader.listing(SAMSUNG, KrxRules.regular(Set.of()));
        Exchange exchange = Exchange.builder().seed(11).start(at("2026-01-02T08:00"))
                .listing(listing.withModel(new Replay(List.of(candle("2023-12-21", "70000", "150000", "69000",
                        "71000")), 0.02))).build();
        exchange.advanceTo(EVENING);
        assertNumber("93400", today(exchange).getLast().high());
        assertNumber("71000", today(exchange).getLast().close());
    }

    @Test
    void pricesStayWithinTheDaysLimits() {
        Exchange exchange = exchange(1, new Trend(3, 0.01));
        exchange.advanceTo(EVENING);
        assertNumber("93400", last(exchange) == 93_400 ? number("93400") : number("0"));
        exchange.advanceTo(at("2026-01-05T10:00"));
        assertTrue(last(exchange) > 93_400);
    }

    @Test
    void aFallingCoinNeverReachesNothing() {
        Exchange coin = Exchange.builder().seed(1).start(Trader.TEN).warmUp(false).stepInterval(Duration.ofMinutes(1))
                .listing(Trader.listing(Trader.BTC, CryptoRules.utcDay()).withModel(new Trend(-0.9, 0.05))).build();
        coin.advanceTo(Trader.TEN.plus(Duration.ofDays(6)));
        assertNumber("142500", coin.quote(Trader.BTC).orElseThrow().last());
        assertTrue(coin.quote(Trader.BTC).orElseThrow().ask().isPresent());
    }

    @Test
    void theUsualModelIsBrownianMotion() {
        assertEquals(new Gbm(0, 0.02), PriceModel.usual());
        assertNotEquals(close(1, PriceModel.usual()), close(2, PriceModel.usual()));
    }

    private static void assertCandle(Candle expected, Candle found) {
        String text = "expected the prices of %s, was %s".formatted(expected, found);
        assertEquals(0, expected.open().compareTo(found.open()), text);
        assertEquals(0, expected.high().compareTo(found.high()), text);
        assertEquals(0, expected.low().compareTo(found.low()), text);
        assertEquals(0, expected.close().compareTo(found.close()), text);
    }

    private static Candle candle(String day, String open, String high, String low, String close) {
        return new Candle(at(day + "T00:00"), number(open), number(high), number(low), number(close),
                BigDecimal.valueOf(10_000_000));
    }

    private static Exchange exchange(long seed, PriceModel model) {
        return Exchange.builder().seed(seed).start(at("2026-01-02T08:00")).stepInterval(Duration.ofSeconds(5))
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of())).withModel(model)).build();
    }

    private static double close(long seed, PriceModel model) {
        // From nine o'clock, so that what moves overnight is not part of it.
        Exchange exchange = Exchange.builder().seed(seed).start(at("2026-01-02T09:00"))
                .stepInterval(Duration.ofSeconds(30)).warmUp(false)
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of())).withModel(model)).build();
        exchange.advanceTo(EVENING);
        return last(exchange);
    }

    private static double last(Exchange exchange) {
        return exchange.quote(SAMSUNG).orElseThrow().last().doubleValue();
    }

    private static List<Candle> minutes(Exchange exchange) {
        return exchange.candles(new CandleQuery(SAMSUNG, Timeframe.MINUTE_1, at("2026-01-02T09:00"), EVENING, 1_000));
    }

    private static List<Candle> today(Exchange exchange) {
        return exchange.candles(
                new CandleQuery(SAMSUNG, Timeframe.DAY_1, at("2026-01-02T00:00"), exchange.now(), 10));
    }
}
