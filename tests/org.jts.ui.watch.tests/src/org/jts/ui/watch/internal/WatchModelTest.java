package org.jts.ui.watch.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.ui.context.Instrument;
import org.junit.jupiter.api.Test;

class WatchModelTest {
    private static final BrokerId MOCK = new BrokerId("mock");
    private static final Instrument SAMSUNG = new Instrument(MOCK, new SymbolId("KRX", "005930"));
    private static final Instrument NAVER = new Instrument(MOCK, new SymbolId("KRX", "035420"));

    private final AtomicLong nanos = new AtomicLong();
    private final WatchModel model = new WatchModel(nanos::get);

    @Test
    void onlyRowsWithANewerQuoteAreMadeAnew() {
        model.watch(both());
        model.put(SAMSUNG, quote(SAMSUNG, 71_000, Freshness.LIVE));
        List<WatchRow> before = model.rows();
        model.put(NAVER, quote(NAVER, 187_000, Freshness.LIVE));
        List<WatchRow> after = model.rows();

        assertSame(before.get(0), after.get(0));
        assertEquals(new BigDecimal(187_000), after.get(1).of(Quote::last).orElseThrow());
    }

    @Test
    void aMovedPriceFlashesInItsDirectionAndCalmsDown() {
        model.watch(both());
        model.put(SAMSUNG, quote(SAMSUNG, 71_000, Freshness.LIVE));
        assertEquals(0, model.rows().getFirst().flash());
        model.put(SAMSUNG, quote(SAMSUNG, 71_100, Freshness.LIVE));
        assertEquals(1, model.rows().getFirst().flash());
        assertTrue(model.isFlashing());

        nanos.addAndGet(1_000_000_000);

        assertEquals(0, model.rows().getFirst().flash());
        assertFalse(model.isFlashing());
    }

    @Test
    void aQuoteWithoutAMoveDoesNotEndAFlashEarly() {
        model.watch(both());
        model.put(SAMSUNG, quote(SAMSUNG, 71_100, Freshness.LIVE));
        model.rows();
        model.put(SAMSUNG, quote(SAMSUNG, 71_000, Freshness.LIVE));
        model.rows();
        nanos.addAndGet(100_000_000);
        model.put(SAMSUNG, quote(SAMSUNG, 71_000, Freshness.LIVE));

        assertEquals(-1, model.rows().getFirst().flash());
    }

    @Test
    void aPriceThatWentStaleDoesNotFlashAndIsNotTrusted() {
        model.watch(both());
        model.put(SAMSUNG, quote(SAMSUNG, 71_000, Freshness.LIVE));
        assertTrue(model.rows().getFirst().trusted());
        model.put(SAMSUNG, quote(SAMSUNG, 71_500, Freshness.STALE));

        assertEquals(0, model.rows().getFirst().flash());
        assertFalse(model.rows().getFirst().trusted());
    }

    @Test
    void whatIsNoLongerWatchedIsForgottenAndTheRestKept() {
        model.watch(both());
        model.put(SAMSUNG, quote(SAMSUNG, 71_000, Freshness.LIVE));
        WatchRow before = model.rows().getFirst();
        model.watch(Map.of(SAMSUNG, symbol(SAMSUNG)));

        assertEquals(1, model.rows().size());
        assertSame(before, model.rows().getFirst());
    }

    @Test
    void changeIsMeasuredFromThePreviousClose() {
        WatchRow row = WatchRow.empty(SAMSUNG, symbol(SAMSUNG)).with(quote(SAMSUNG, 71_000, Freshness.LIVE));

        assertEquals(new BigDecimal(1_000), row.change().orElseThrow());
        assertEquals(1, row.direction());
        assertEquals(0, new BigDecimal("1.428571428571429").compareTo(row.changePercent().orElseThrow()));
        assertEquals(0, WatchRow.empty(SAMSUNG, symbol(SAMSUNG)).direction());
    }

    private static Map<Instrument, Symbol> both() {
        Map<Instrument, Symbol> both = new LinkedHashMap<>();
        both.put(SAMSUNG, symbol(SAMSUNG));
        both.put(NAVER, symbol(NAVER));
        return both;
    }

    private static Symbol symbol(Instrument instrument) {
        return new Symbol(instrument.symbol(), "name", "KOSPI", Optional.empty(), CurrencyCode.KRW,
                ZoneId.of("Asia/Seoul"), TickTable.uniform(new BigDecimal(100)), BigDecimal.ONE, Optional.empty(),
                true);
    }

    private static LiveQuote quote(Instrument instrument, long last, Freshness freshness) {
        Quote quote = new Quote(instrument.symbol(), Instant.EPOCH, BigDecimal.valueOf(last), BigDecimal.ONE,
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(new BigDecimal(70_000)),
                BigDecimal.TEN, Optional.empty(), BigDecimal.ZERO, Optional.empty(), BigDecimal.ZERO);
        return new LiveQuote(MOCK, quote, Instant.EPOCH, freshness);
    }
}
