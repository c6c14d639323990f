package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.market.Candle;
import org.jts.api.market.Quote;
import org.jts.api.market.Timeframe;

/**
 * Grows the last candle of a series out of quotes. Feed threads add quotes, the UI thread takes what became of them, so
 * that no extreme between two repaints is lost. Thread-safe.
 */
final class LiveCandles {
    private final Timeframe timeframe;
    private final ZoneId zone;
    private final List<Candle> finished = new ArrayList<>();
    private Candle tail;
    private boolean changed;
    private Quote before;

    /** @param last of the loaded candles, when there are some */
    LiveCandles(Timeframe timeframe, ZoneId zone, Optional<Candle> last) {
        this.timeframe = timeframe;
        this.zone = zone;
        this.tail = last.orElse(null);
    }

    synchronized void add(Quote quote) {
        Instant openTime = timeframe.openTime(quote.time(), zone);
        Candle candle = tail;
        if (candle != null && openTime.isBefore(candle.openTime())) {
            return;
        }
        if (candle == null || openTime.isAfter(candle.openTime())) {
            if (candle != null && changed) {
                finished.add(candle);
            }
            candle = first(openTime, quote);
        } else {
            candle = next(candle, quote);
        }
        before = quote;
        changed |= !candle.equals(tail);
        tail = candle;
    }

    /** @return the candles that changed since the last call, oldest first */
    synchronized List<Candle> drain() {
        if (!changed) {
            return List.of();
        }
        List<Candle> result = new ArrayList<>(finished);
        result.add(tail);
        finished.clear();
        changed = false;
        return result;
    }

    private Candle first(Instant openTime, Quote quote) {
        BigDecimal price = quote.last();
        if (timeframe != Timeframe.DAY_1) {
            return new Candle(openTime, price, price, price, price, traded(quote));
        }
        BigDecimal open = quote.open().orElse(price);
        return new Candle(openTime, open, quote.high().orElse(price).max(price).max(open),
                quote.low().orElse(price).min(price).min(open), price, quote.volume());
    }

    private Candle next(Candle candle, Quote quote) {
        BigDecimal price = quote.last();
        BigDecimal high = candle.high().max(price);
        BigDecimal low = candle.low().min(price);
        BigDecimal volume = candle.volume().add(traded(quote));
        if (timeframe == Timeframe.DAY_1) {
            high = quote.high().orElse(price).max(high);
            low = quote.low().orElse(price).min(low);
            volume = candle.volume().max(quote.volume());
        }
        return new Candle(candle.openTime(), candle.open(), high, low, price, volume);
    }

    /** What was traded since the quote before: the day's volume counts up, and starts again on another day. */
    private BigDecimal traded(Quote quote) {
        if (before == null) {
            return BigDecimal.ZERO;
        }
        return quote.volume().subtract(before.volume()).max(BigDecimal.ZERO);
    }
}
