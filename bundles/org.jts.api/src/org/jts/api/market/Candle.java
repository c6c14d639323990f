package org.jts.api.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

import org.jts.api.internal.Check;

/**
 * Open, high, low, close and volume of one span of time.
 *
 * @param openTime when the span began; for days and longer, local midnight of the exchange
 * @param open     first price
 * @param high     highest price, not below any other
 * @param low      lowest price, not above any other
 * @param close    last price
 * @param volume   quantity traded, 0 or more
 * @since 1.0
 */
public record Candle(Instant openTime, BigDecimal open, BigDecimal high, BigDecimal low, BigDecimal close,
        BigDecimal volume) {

    public Candle {
        Objects.requireNonNull(openTime, "open time");
        Check.positive(open, "open");
        Check.positive(high, "high");
        Check.positive(low, "low");
        Check.positive(close, "close");
        Check.notNegative(volume, "volume");
        if (high.compareTo(low) < 0) {
            throw new IllegalArgumentException("candle: expected high >= low, was high %s, low %s"
                    .formatted(high.toPlainString(), low.toPlainString()));
        }
        between(open, "open", low, high);
        between(close, "close", low, high);
    }

    public boolean isBullish() {
        return close.compareTo(open) > 0;
    }

    /** @return this candle with a trade of {@code size} at {@code price} added */
    public Candle plus(BigDecimal price, BigDecimal size) {
        return new Candle(openTime, open, high.max(price), low.min(price), price, volume.add(size));
    }

    private static void between(BigDecimal value, String name, BigDecimal low, BigDecimal high) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new IllegalArgumentException("candle: expected %s within low %s and high %s, was %s".formatted(name,
                    low.toPlainString(), high.toPlainString(), value.toPlainString()));
        }
    }
}
