package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.junit.jupiter.api.BeforeEach;

/** History. */
abstract class CandleRules extends GatewayRules {

    /** So many that brokers need several pages for them. */
    private static final int SEVERAL_PAGES = 300;
    private static final int MANY = 100;

    @BeforeEach
    void connected() throws Exception {
        needs(Feature.CANDLES);
        connect();
    }

    /** Every timeframe that is offered has candles, and no more than the limit. */
    @Rule("CDL-01")
    void everyOfferedTimeframeHasCandles() throws Exception {
        for (Timeframe frame : gateway.capabilities().timeframes()) {
            assertFalse(recent(frame, 10).isEmpty(), () -> "expected candles of " + frame.code());
        }
    }

    /** Candles ascend in time and lie within the range. */
    @Rule("CDL-02")
    void candlesAscendWithinTheRange() throws Exception {
        for (Timeframe frame : gateway.capabilities().timeframes()) {
            Instant to = harness.now();
            Instant from = to.minus(frame.nominal().multipliedBy(20));
            List<Candle> candles = ask(frame, from, to, 1000);
            Instant before = Instant.MIN;
            for (Candle candle : candles) {
                Instant open = candle.openTime();
                assertTrue(open.isAfter(before), () -> "not ascending: " + candles);
                assertFalse(open.isBefore(from) || open.isAfter(to),
                        () -> "%s: expected %s to %s, was %s".formatted(frame.code(), from, to, open));
                before = open;
            }
        }
    }

    /** Both ends of the range are inclusive. */
    @Rule("CDL-03")
    void bothEndsOfTheRangeAreInclusive() throws Exception {
        Timeframe frame = anyFrame();
        List<Candle> candles = recent(frame, 5);
        List<Instant> times = candles.stream().map(Candle::openTime).toList();
        List<Instant> again = ask(frame, times.getFirst(), times.getLast(), 1000).stream().map(Candle::openTime)
                .toList();
        assertEquals(times, again, "candles from the first to the last open time, both inclusive");
    }

    /** When there are more candles than the limit, the newest are kept. */
    @Rule("CDL-04")
    void theNewestCandlesAreKeptWhenThereAreMoreThanTheLimit() throws Exception {
        Timeframe frame = anyFrame();
        List<Instant> ten = recent(frame, 10).stream().map(Candle::openTime).toList();
        assertTrue(ten.size() > 3, () -> "expected more than 3 candles of " + frame.code() + ", was " + ten);
        List<Instant> three = ask(frame, ten.getFirst(), ten.getLast(), 3).stream().map(Candle::openTime).toList();
        assertEquals(ten.subList(ten.size() - 3, ten.size()), three, "the newest 3 of the range");
    }

    /** A range without candles is empty, no error. */
    @Rule("CDL-05")
    void rangeWithoutCandlesIsEmpty() throws Exception {
        Instant future = harness.now().plus(Duration.ofDays(3650));
        assertEquals(List.of(), ask(anyFrame(), future, future.plus(Duration.ofDays(90)), 10),
                "candles of a range in the future");
    }

    /** Candles begin where their timeframe does in the time zone of the exchange. */
    @Rule("CDL-06")
    void candlesBeginWhereTheTimeframeDoesInTheZoneOfTheExchange() throws Exception {
        ZoneId zone = symbol().zone();
        for (Timeframe frame : gateway.capabilities().timeframes()) {
            for (Candle candle : recent(frame, 10)) {
                assertEquals(frame.openTime(candle.openTime(), zone), candle.openTime(),
                        () -> "open time of a %s candle in %s".formatted(frame.code(), zone));
            }
        }
    }

    /** Finished candles are the same whenever they are asked for. */
    @Rule("CDL-07")
    void finishedCandlesStayTheSame() throws Exception {
        Timeframe frame = anyFrame();
        List<Candle> first = recent(frame, 10);
        List<Candle> finished = first.subList(0, first.size() - 1);
        harness.pass(Duration.ofSeconds(2));
        Instant last = finished.getLast().openTime();
        List<Candle> again = recent(frame, 10).stream().filter(c -> !c.openTime().isAfter(last)).toList();
        assertFalse(again.isEmpty(), () -> "expected candles up to " + last);
        assertEquals(finished.subList(finished.size() - again.size(), finished.size()), again,
                "the same finished candles, asked for twice");
    }

    /** Candles of an unknown symbol are a VALIDATION error. */
    @Rule("CDL-08")
    void candlesOfAnUnknownSymbolAreAValidationError() {
        SymbolId nobody = new SymbolId(harness.symbol().exchange(), "NO-SUCH-SYMBOL");
        Instant now = harness.now();
        fails(ErrorCategory.VALIDATION, "candles of an unknown symbol", () -> gateway
                .candles(new CandleQuery(nobody, anyFrame(), now.minus(Duration.ofDays(30)), now, 10)));
    }

    /** A long range is paged through to its end: it holds every candle that short ranges have. */
    @Rule("CDL-09")
    void manyCandlesAreOneSeries() throws Exception {
        Timeframe frame = anyFrame();
        Instant to = harness.now();
        Instant from = to.minus(frame.nominal().multipliedBy(SEVERAL_PAGES));
        Set<Instant> parts = new TreeSet<>();
        int pieces = SEVERAL_PAGES / (MANY / 2);
        Duration piece = Duration.between(from, to).dividedBy(pieces);
        for (int i = 0; i < pieces; i++) {
            Instant start = from.plus(piece.multipliedBy(i));
            ask(frame, start, start.plus(piece), MANY).forEach(candle -> parts.add(candle.openTime()));
        }
        assumeTrue(parts.size() > MANY, () -> "the broker has no more than %d candles of %s".formatted(parts.size(),
                frame.code()));
        List<Candle> whole = ask(frame, from, to, CandleQuery.MAX_LIMIT);
        Set<Instant> missing = new TreeSet<>(parts);
        whole.forEach(candle -> missing.remove(candle.openTime()));
        assertEquals(Set.of(), missing, "candles of short ranges that the long range of %d lacks".formatted(
                whole.size()));
    }

    private Timeframe anyFrame() {
        return gateway.capabilities().timeframes().contains(Timeframe.DAY_1) ? Timeframe.DAY_1
                : gateway.capabilities().timeframes().iterator().next();
    }

    /** Looks back far enough for {@code limit} candles in spite of nights, weekends and holidays. */
    private List<Candle> recent(Timeframe frame, int limit) throws Exception {
        Duration span = frame.nominal().multipliedBy(limit * 2L).plus(Duration.ofDays(10));
        List<Candle> candles = ask(frame, harness.now().minus(span), harness.now(), limit);
        assertTrue(candles.size() <= limit, () -> "expected at most %d candles, was %d".formatted(limit,
                candles.size()));
        return candles;
    }

    private List<Candle> ask(Timeframe frame, Instant from, Instant to, int limit) throws Exception {
        return answer("candles " + frame.code(),
                () -> gateway.candles(new CandleQuery(harness.symbol(), frame, from, to, limit)));
    }
}
