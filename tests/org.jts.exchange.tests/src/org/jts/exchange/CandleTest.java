package org.jts.exchange;

import static org.jts.exchange.SessionTest.at;
import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.assertNumber;
import static org.jts.exchange.Trader.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.junit.jupiter.api.Test;

class CandleTest {

    private static final Instant NOON = at("2026-01-02T12:00");

    private final Exchange exchange = exchange(42);

    @Test
    void theSameSeedHasTheSameHistoryAndAnotherSeedAnother() {
        assertEquals(days(exchange, 500), days(exchange(42), 500));
        assertNotEquals(days(exchange, 500), days(exchange(43), 500));
    }

    @Test
    void historyIsOnTradingDaysOnlyAndEndsAtThePreviousClose() {
        List<Candle> days = days(exchange, 300);
        assertEquals(300, days.size());
        KrxRules rules = KrxRules.regular(Set.of());
        for (Candle day : days) {
            assertTrue(rules.isTradingDay(LocalDate.ofInstant(day.openTime(), KrxRules.SEOUL)), day::toString);
        }
        assertNumber("71900", days.get(298).close());
        assertEquals(at("2026-01-02T00:00"), days.getLast().openTime());
    }

    @Test
    void nobodyWaitsWhileHistoryIsMade() throws Exception {
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MarketRules slow = slowIn("history", KrxRules.regular(Set.of()), making, goOn);
        Exchange slowly = Exchange.builder().seed(42).start(NOON).stepInterval(Duration.ofSeconds(10))
                .listing(Trader.listing(SAMSUNG, slow)).account(Trader.rich("A")).build();
        Trader trader = new Trader(slowly, "A", SAMSUNG);
        FutureTask<List<Candle>> reading = new FutureTask<>(() -> days(slowly, 300));
        Thread.ofPlatform().name("history").start(reading);
        making.await();
        try {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> slowly.quote(SAMSUNG).orElseThrow());
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> trader.buy("10", "70000"));
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> slowly.advanceTo(NOON.plusSeconds(60)));
        } finally {
            goOn.countDown();
        }
        assertEquals(days(exchange, 300), reading.get(), "as it was when it was asked for");
    }

    /** Rules that take their time when a thread of that name asks for trading days. */
    private static MarketRules slowIn(String thread, MarketRules rules, CountDownLatch asked, CountDownLatch goOn) {
        return (MarketRules) Proxy.newProxyInstance(MarketRules.class.getClassLoader(),
                new Class<?>[] {MarketRules.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("isTradingDay") && Thread.currentThread().getName().equals(thread)) {
                        asked.countDown();
                        goOn.await();
                    }
                    return method.invoke(rules, arguments);
                });
    }

    @Test
    void candlesAscendAndAreOnTicksAndWithinTheDaysLimits() {
        var ticks = exchange.symbol(SAMSUNG).orElseThrow().ticks();
        List<Candle> days = days(exchange, 1_000);
        for (int i = 1; i < days.size(); i++) {
            Candle day = days.get(i);
            assertTrue(day.openTime().isAfter(days.get(i - 1).openTime()));
            for (BigDecimal price : List.of(day.open(), day.high(), day.low(), day.close())) {
                assertTrue(ticks.isOnTick(price), day::toString);
            }
            BigDecimal before = days.get(i - 1).close();
            assertTrue(day.high().compareTo(before.multiply(number("1.3"))) <= 0, day::toString);
            assertTrue(day.low().compareTo(before.multiply(number("0.7"))) >= 0, day::toString);
        }
    }

    @Test
    void allFramesAgree() {
        Instant from = at("2025-12-01T00:00");
        List<Candle> minutes = query(Timeframe.MINUTE_1, from, NOON, 100_000);
        List<Candle> days = query(Timeframe.DAY_1, from, NOON, 1_000);
        for (Timeframe frame : Timeframe.values()) {
            List<Candle> candles = query(frame, from, NOON, 100_000);
            assertEquals(sum(minutes), sum(candles), () -> frame + " trades the same");
            assertEquals(minutes.getFirst().open(), candles.getFirst().open());
            assertEquals(minutes.getLast().close(), candles.getLast().close());
            assertEquals(high(minutes), high(candles));
            for (Candle candle : candles) {
                assertEquals(candle.openTime(), frame.openTime(candle.openTime(), KrxRules.SEOUL));
            }
        }
        assertEquals(25, days.size());
        assertEquals(2, query(Timeframe.MONTH_1, from, NOON, 10).size());
    }

    @Test
    void aDayOfMinutesHasItsContinuousSessionAndItsClosingAuction() {
        List<Candle> minutes = query(Timeframe.MINUTE_1, at("2025-12-30T00:00"), at("2025-12-30T23:59"), 1_000);
        assertEquals(381, minutes.size());
        assertEquals(at("2025-12-30T09:00"), minutes.getFirst().openTime());
        assertEquals(at("2025-12-30T15:30"), minutes.getLast().openTime());
    }

    @Test
    void theNewestOfTheRangeAreGivenWhenThereAreMore() {
        List<Candle> all = query(Timeframe.MINUTE_5, at("2025-12-01T00:00"), at("2025-12-10T23:00"), 100_000);
        List<Candle> some = query(Timeframe.MINUTE_5, at("2025-12-01T00:00"), at("2025-12-10T23:00"), 100);
        assertEquals(all.subList(all.size() - 100, all.size()), some);
        List<Candle> weeks = query(Timeframe.WEEK_1, Instant.EPOCH, at("2025-12-10T23:00"), 3);
        assertEquals(3, weeks.size());
        assertEquals(at("2025-12-08T00:00"), weeks.getLast().openTime());
    }

    @Test
    void aRangeWithinTheHistoryIsAnsweredExactly() {
        List<Candle> days = query(Timeframe.DAY_1, at("2025-12-03T00:00"), at("2025-12-05T00:00"), 100);
        assertEquals(List.of(at("2025-12-03T00:00"), at("2025-12-04T00:00"), at("2025-12-05T00:00")),
                days.stream().map(Candle::openTime).toList());
        assertTrue(query(Timeframe.DAY_1, Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 10).isEmpty());
        assertTrue(exchange.candles(new CandleQuery(new SymbolId("KRX", "000000"), Timeframe.DAY_1, Instant.EPOCH,
                NOON, 10)).isEmpty());
    }

    @Test
    void everythingMayBeAskedForFromTheFirstInstantToTheLast() {
        for (Timeframe frame : Timeframe.values()) {
            assertEquals(query(frame, Instant.EPOCH, NOON, 10), query(frame, Instant.MIN, Instant.MAX, 10));
        }
        assertTrue(query(Timeframe.DAY_1, Instant.MAX.minusSeconds(1), Instant.MAX, 10).isEmpty());
        assertTrue(query(Timeframe.MINUTE_1, Instant.MIN, Instant.MIN, 10).isEmpty());
    }

    @Test
    void askingForADayFirstOrLastGivesTheSameDay() {
        Candle late = query(Timeframe.DAY_1, at("2025-11-03T00:00"), at("2025-11-03T00:00"), 1).getFirst();
        Exchange other = exchange(42);
        List<Candle> days = days(other, 300);
        assertTrue(days.contains(late));
    }

    @Test
    void whatTradesLiveContinuesTheSeries() {
        exchange.advanceTo(at("2026-01-02T15:31"));
        List<Candle> today = query(Timeframe.MINUTE_1, at("2026-01-02T00:00"), at("2026-01-02T23:59"), 1_000);
        assertEquals(at("2026-01-02T09:00"), today.getFirst().openTime());
        assertEquals(at("2026-01-02T15:30"), today.getLast().openTime());
        var quote = exchange.quote(SAMSUNG).orElseThrow();
        assertEquals(0, quote.volume().compareTo(sum(today)));
        Candle day = query(Timeframe.DAY_1, at("2026-01-02T00:00"), at("2026-01-02T23:59"), 1).getFirst();
        assertEquals(quote.last(), day.close());
        assertEquals(quote.high().orElseThrow(), day.high());
        exchange.advanceTo(at("2026-01-05T16:00"));
        assertEquals(2, query(Timeframe.DAY_1, at("2026-01-02T00:00"), at("2026-01-05T23:59"), 9).size());
    }

    @Test
    void realCandlesAreTheHistoryAndTheirCloseIsTheStart() {
        List<Candle> real = List.of(
                new Candle(at("2023-12-20T00:00"), number("74200"), number("74900"), number("73800"),
                        number("74800"), number("16870156")),
                new Candle(at("2023-12-21T00:00"), number("74600"), number("75000"), number("74300"),
                        number("75000"), number("13478766")),
                new Candle(at("2023-12-22T00:00"), number("75800"), number("76300"), number("75400"),
                        number("75900"), number("14515608")));
        Exchange continued = Exchange.builder().seed(3).start(at("2026-01-02T08:00"))
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of())).withHistory(real)).build();
        assertNumber("75900", continued.quote(SAMSUNG).orElseThrow().last());
        assertEquals(real, continued.candles(
                new CandleQuery(SAMSUNG, Timeframe.DAY_1, Instant.EPOCH, NOON, 1_000)));
        List<Candle> minutes = continued.candles(new CandleQuery(SAMSUNG, Timeframe.MINUTE_1,
                at("2023-12-22T00:00"), at("2023-12-22T23:00"), 1_000));
        assertEquals(381, minutes.size());
        assertNumber("14515608", sum(minutes));
        assertNumber("76300", high(minutes));
        assertNumber("75800", minutes.getFirst().open());
        assertNumber("75900", minutes.getLast().close());
        assertFalse(continued.candles(new CandleQuery(SAMSUNG, Timeframe.WEEK_1, Instant.EPOCH, NOON, 9)).isEmpty());
    }

    @Test
    void cryptoDaysAreWholeDays() {
        Exchange crypto = Exchange.builder().seed(3).start(Trader.TEN)
                .listing(Trader.listing(Trader.BTC, CryptoRules.utcDay())).build();
        List<Candle> minutes = crypto.candles(new CandleQuery(Trader.BTC, Timeframe.MINUTE_1,
                Instant.parse("2025-12-31T00:00:00Z"), Instant.parse("2025-12-31T23:59:59Z"), 10_000));
        assertEquals(1_440, minutes.size());
        List<Candle> days = crypto.candles(
                new CandleQuery(Trader.BTC, Timeframe.DAY_1, Instant.EPOCH, Trader.TEN, 10));
        assertEquals(Instant.parse("2026-01-02T00:00:00Z"), days.getLast().openTime());
        assertEquals(days.get(8).close(), days.getLast().open(), "no gap over midnight");
    }

    @Test
    void manyThousandCandlesASecondAreMade() {
        Exchange fresh = exchange(77);
        long begin = System.nanoTime();
        int made = fresh.candles(new CandleQuery(SAMSUNG, Timeframe.MINUTE_1, Instant.EPOCH, NOON, 50_000)).size();
        double seconds = (System.nanoTime() - begin) / 1e9;
        assertEquals(50_000, made);
        assertTrue(made / seconds > 1_000, () -> "expected more than 1,000 a second, took " + seconds + " s");
    }

    private static Exchange exchange(long seed) {
        return Exchange.builder().seed(seed).start(NOON).stepInterval(Duration.ofSeconds(10))
                .listing(Trader.listing(SAMSUNG, KrxRules.regular(Set.of()))).build();
    }

    private static List<Candle> days(Exchange exchange, int limit) {
        return exchange.candles(new CandleQuery(SAMSUNG, Timeframe.DAY_1, Instant.EPOCH, NOON, limit));
    }

    private List<Candle> query(Timeframe frame, Instant from, Instant to, int limit) {
        return exchange.candles(new CandleQuery(SAMSUNG, frame, from, to, limit));
    }

    private static BigDecimal sum(List<Candle> candles) {
        return candles.stream().map(Candle::volume).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal high(List<Candle> candles) {
        return candles.stream().map(Candle::high).max(BigDecimal::compareTo).orElseThrow();
    }
}
