package org.jts.ui.chart.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jts.api.market.Candle;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.junit.jupiter.api.Test;

class LiveCandlesTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Instant NINE = LocalDate.of(2024, 3, 15).atTime(9, 0).atZone(SEOUL).toInstant();

    @Test
    void everyExtremeBetweenTwoRepaintsIsKept() {
        LiveCandles live = new LiveCandles(Timeframe.MINUTE_1, SEOUL, Optional.of(candle(NINE, 100, 100, 100, 100, 5)));
        live.add(quote(NINE.plusSeconds(1), 101, 1000));
        live.add(quote(NINE.plusSeconds(2), 120, 1003));
        live.add(quote(NINE.plusSeconds(3), 90, 1004));
        live.add(quote(NINE.plusSeconds(4), 99, 1010));

        assertEquals(List.of(candle(NINE, 100, 120, 90, 99, 15)), live.drain());
        assertEquals(List.of(), live.drain());
    }

    @Test
    void theNextMinuteBeginsANewCandleAndTheOneBeforeIsHandedOverToo() {
        LiveCandles live = new LiveCandles(Timeframe.MINUTE_1, SEOUL, Optional.of(candle(NINE, 100, 100, 100, 100, 5)));
        live.add(quote(NINE.plusSeconds(59), 105, 1000));
        live.add(quote(NINE.plusSeconds(60), 110, 1002));

        assertEquals(List.of(candle(NINE, 100, 105, 100, 105, 5),
                candle(NINE.plusSeconds(60), 110, 110, 110, 110, 2)), live.drain());
    }

    @Test
    void aDayTakesItsNumbersFromTheQuoteOfTheDay() {
        Instant midnight = LocalDate.of(2024, 3, 15).atStartOfDay(SEOUL).toInstant();
        LiveCandles live = new LiveCandles(Timeframe.DAY_1, SEOUL,
                Optional.of(candle(midnight.minusSeconds(86_400), 100, 100, 100, 100, 5)));
        live.add(new Quote(new SymbolId("KRX", "005930"), NINE, dec(104), dec(1), Optional.of(dec(101)),
                Optional.of(dec(109)), Optional.of(dec(99)), Optional.empty(), dec(7_000), Optional.empty(), dec(0),
                Optional.empty(), dec(0)));

        assertEquals(List.of(candle(midnight, 101, 109, 99, 104, 7_000)), live.drain());
    }

    @Test
    void aQuoteFromBeforeTheLastCandleChangesNothing() {
        LiveCandles live = new LiveCandles(Timeframe.MINUTE_1, SEOUL, Optional.of(candle(NINE, 100, 100, 100, 100, 5)));
        live.add(quote(NINE.minusSeconds(1), 50, 1000));

        assertEquals(List.of(), live.drain());
    }

    @Test
    void theDaysVolumeThatStartsAgainDoesNotCountBackwards() {
        LiveCandles live = new LiveCandles(Timeframe.WEEK_1, SEOUL, Optional.empty());
        live.add(quote(NINE, 100, 5_000));
        live.add(quote(NINE.plusSeconds(1), 100, 5_010));
        live.add(quote(NINE.plusSeconds(86_400), 100, 3));

        assertEquals(dec(10), live.drain().getLast().volume());
    }

    @Test
    void aDataSeriesReplacesItsLastCandleAndAppendsNewerOnes() {
        ChartData data = new ChartData(SEOUL, List.of(candle(NINE, 100, 100, 100, 100, 5)));
        data.put(candle(NINE, 100, 130, 90, 120, 9));
        data.put(candle(NINE.plusSeconds(60), 120, 121, 119, 119, 1));
        data.put(candle(NINE, 1, 1, 1, 1, 1));

        assertEquals(2, data.size());
        assertEquals(130, data.high(0));
        assertEquals(119, data.close(1));
        assertEquals(dec(120), data.closeBefore(1));
    }

    private static Quote quote(Instant time, long last, long volume) {
        return new Quote(new SymbolId("KRX", "005930"), time, dec(last), dec(1), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), dec(volume), Optional.empty(), dec(0), Optional.empty(), dec(0));
    }

    private static Candle candle(Instant time, long open, long high, long low, long close, long volume) {
        return new Candle(time, dec(open), dec(high), dec(low), dec(close), dec(volume));
    }

    private static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }
}
