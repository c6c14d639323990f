package org.jts.api.market;

import java.time.Instant;
import java.util.Objects;

/**
 * Which candles are wanted. The answer is in ascending order of time, without gaps other than those of trading, and
 * holds the newest {@code limit} candles of the range when there are more.
 *
 * @param symbol    which instrument
 * @param timeframe span of one candle
 * @param from      first open time, inclusive
 * @param to        last open time, inclusive; not before {@code from}
 * @param limit     at most so many candles, 1 to 100,000
 * @since 1.0
 */
public record CandleQuery(SymbolId symbol, Timeframe timeframe, Instant from, Instant to, int limit) {

    /** The most candles that one query may ask for. */
    public static final int MAX_LIMIT = 100_000;

    public CandleQuery {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(timeframe, "timeframe");
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("candles: expected from <= to, was from %s, to %s".formatted(from, to));
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("candles: expected a limit of 1 to 100,000, was " + limit);
        }
    }
}
