package org.jts.api.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MarketValuesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T01:23:45Z");
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");

    @Test
    void aCandleKeepsItsOrderOfPrices() {
        Candle candle = candle(10, 12, 9, 11);
        assertTrue(candle.isBullish());
        assertFalse(candle(10, 12, 9, 10).isBullish());
        refused("high >= low", () -> candle(10, 9, 12, 10));
        refused("open", () -> candle(13, 12, 9, 10));
        refused("close", () -> candle(10, 12, 9, 8));
        refused("open", () -> candle(0, 12, 0, 10));
    }

    @Test
    void aTradeExtendsACandle() {
        Candle grown = candle(10, 12, 9, 11).plus(dec(13), dec(5)).plus(dec(8), dec(1));
        assertEquals(dec(13), grown.high());
        assertEquals(dec(8), grown.low());
        assertEquals(dec(8), grown.close());
        assertEquals(dec(106), grown.volume());
        assertEquals(dec(10), grown.open());
    }

    @Test
    void candlesOpenAtTheirFramesBeginInTheZoneOfTheExchange() {
        assertEquals("2026-01-02T01:23:00Z", open(Timeframe.MINUTE_1));
        assertEquals("2026-01-02T01:15:00Z", open(Timeframe.MINUTE_15));
        assertEquals("2026-01-02T01:00:00Z", open(Timeframe.HOUR_1));
        assertEquals("2026-01-01T23:00:00Z", open(Timeframe.HOUR_4));
        assertEquals("2026-01-01T15:00:00Z", open(Timeframe.DAY_1));
        assertEquals("2025-12-28T15:00:00Z", open(Timeframe.WEEK_1));
        assertEquals("2025-12-31T15:00:00Z", open(Timeframe.MONTH_1));
    }

    @Test
    void timeframesAreFoundByCodeAndCaseMatters() {
        for (Timeframe frame : Timeframe.values()) {
            assertEquals(Optional.of(frame), Timeframe.ofCode(frame.code()));
            assertEquals(frame.nominal().toDays() < 1, frame.isIntraday());
        }
        assertEquals(Optional.empty(), Timeframe.ofCode("1D"));
    }

    @Test
    void aCandleQueryHasARangeAndALimit() {
        refused("from <= to", () -> new CandleQuery(SAMSUNG, Timeframe.DAY_1, NOW, NOW.minusSeconds(1), 1));
        refused("limit", () -> new CandleQuery(SAMSUNG, Timeframe.DAY_1, NOW, NOW, 0));
        refused("limit", () -> new CandleQuery(SAMSUNG, Timeframe.DAY_1, NOW, NOW, CandleQuery.MAX_LIMIT + 1));
    }

    @Test
    void anOrderBookIsSortedBestFirst() {
        OrderBook book = new OrderBook(SAMSUNG, NOW, List.of(level(10), level(9)), List.of(level(11), level(12)));
        assertEquals(dec(10), book.bestBid().orElseThrow().price());
        assertEquals(dec(11), book.bestAsk().orElseThrow().price());
        OrderBook empty = new OrderBook(SAMSUNG, NOW, List.of(), List.of());
        assertEquals(Optional.empty(), empty.bestBid());
        assertEquals(Optional.empty(), empty.bestAsk());
        refused("descending", () -> new OrderBook(SAMSUNG, NOW, List.of(level(9), level(10)), List.of()));
        refused("ascending", () -> new OrderBook(SAMSUNG, NOW, List.of(), List.of(level(12), level(12))));
    }

    @Test
    void aQuoteKnowsItsChangeOnceThereIsAPreviousClose() {
        Quote bare = Quote.ofPrice(SAMSUNG, NOW, dec(100));
        assertEquals(Optional.empty(), bare.change());
        Quote full = new Quote(SAMSUNG, NOW, dec(100), dec(1), Optional.of(dec(98)), Optional.of(dec(101)),
                Optional.of(dec(97)), Optional.of(dec(99)), dec(500), Optional.of(dec(99)), dec(10),
                Optional.of(dec(100)), dec(20));
        assertEquals(Optional.of(dec(1)), full.change());
        refused("last price", () -> Quote.ofPrice(SAMSUNG, NOW, dec(0)));
    }

    @Test
    void aSymbolKnowsItsLots() {
        Symbol coin = new Symbol(SymbolId.parse("UPBIT:KRW-BTC"), "비트코인", "CRYPTO", Optional.empty(),
                CurrencyCode.KRW, SEOUL, TickTable.uniform(dec(1000)), new BigDecimal("0.00000001"),
                Optional.of(dec(5000)), true);
        assertTrue(coin.isOnLot(new BigDecimal("0.12345678")));
        assertFalse(coin.isOnLot(new BigDecimal("0.123456789")));
        assertFalse(coin.isOnLot(dec(0)));
        assertFalse(coin.isOnLot(dec(-1)));
    }

    private static String open(Timeframe frame) {
        return frame.openTime(NOW, SEOUL).toString();
    }

    private static Candle candle(long open, long high, long low, long close) {
        return new Candle(NOW, dec(open), dec(high), dec(low), dec(close), dec(100));
    }

    private static PriceLevel level(long price) {
        return new PriceLevel(dec(price), dec(1));
    }

    private static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }

    private static void refused(String word, Executable making) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, making);
        assertTrue(e.getMessage().contains(word), e.getMessage());
    }
}
