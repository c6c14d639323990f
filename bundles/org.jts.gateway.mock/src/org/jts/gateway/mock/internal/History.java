package org.jts.gateway.mock.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;

/** The imported daily candles of all symbols that have some. Immutable. */
record History(Map<SymbolId, List<Candle>> daily) {

    static final History NONE = new History(Map.of());

    private static final Instant LONG_AGO = Instant.parse("1900-01-01T00:00:00Z");

    History {
        daily = Map.copyOf(daily);
    }

    /** All that was imported, up to the day before {@code now}. */
    static History read(MarketStore store, Instant now, ZoneId zone) throws StoreException {
        Instant today = LocalDate.ofInstant(now, zone).atStartOfDay(zone).toInstant();
        Map<SymbolId, List<Candle>> daily = new LinkedHashMap<>();
        for (StoredSeries series : store.series()) {
            if (series.source().equals(MarketStore.IMPORTED) && series.timeframe() == Timeframe.DAY_1
                    && series.first().isBefore(today)) {
                daily.put(series.symbol(), store.candles(MarketStore.IMPORTED, new CandleQuery(series.symbol(),
                        Timeframe.DAY_1, LONG_AGO, today.minusNanos(1), CandleQuery.MAX_LIMIT)));
            }
        }
        return new History(daily);
    }

    List<Candle> of(SymbolId symbol) {
        return daily.getOrDefault(symbol, List.of());
    }

    /** The symbols whose candles are not the same in {@code other}. */
    List<SymbolId> differences(History other) {
        List<SymbolId> changed = new ArrayList<>();
        other.daily.forEach((symbol, candles) -> {
            if (!candles.equals(of(symbol))) {
                changed.add(symbol);
            }
        });
        return changed;
    }
}
