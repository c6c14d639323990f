package org.jts.api.store;

import java.time.Instant;
import java.util.Objects;

import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;

/**
 * What is stored of one source, symbol and timeframe.
 *
 * @param source    {@link MarketStore#IMPORTED} or a broker id
 * @param symbol    which
 * @param timeframe of the candles
 * @param count     how many, 1 or more
 * @param first     open time of the oldest
 * @param last      open time of the newest
 * @since 1.0
 */
public record StoredSeries(String source, SymbolId symbol, Timeframe timeframe, long count, Instant first,
        Instant last) {
    public StoredSeries {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(timeframe, "timeframe");
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
    }
}
