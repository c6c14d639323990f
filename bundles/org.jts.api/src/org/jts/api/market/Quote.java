package org.jts.api.market;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.internal.Check;

/**
 * The latest price of an instrument and what is known of its trading day. Prices in the symbol's currency.
 *
 * @param symbol        which instrument
 * @param time          of the last trade or change, by the exchange's clock
 * @param last          price of the last trade
 * @param lastSize      quantity of the last trade; 0 when nothing traded today
 * @param open          first price of the day, once there is one
 * @param high          highest of the day
 * @param low           lowest of the day
 * @param previousClose close of the trading day before
 * @param volume        quantity traded today
 * @param bid           best buying price, when someone buys
 * @param bidSize       quantity at it
 * @param ask           best selling price, when someone sells
 * @param askSize       quantity at it
 * @since 1.0
 */
public record Quote(SymbolId symbol, Instant time, BigDecimal last, BigDecimal lastSize, Optional<BigDecimal> open,
        Optional<BigDecimal> high, Optional<BigDecimal> low, Optional<BigDecimal> previousClose, BigDecimal volume,
        Optional<BigDecimal> bid, BigDecimal bidSize, Optional<BigDecimal> ask, BigDecimal askSize) {

    public Quote {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(time, "time");
        Check.positive(last, "last price");
        Check.notNegative(lastSize, "last size");
        Check.positive(open, "open");
        Check.positive(high, "high");
        Check.positive(low, "low");
        Check.positive(previousClose, "previous close");
        Check.notNegative(volume, "volume");
        Check.positive(bid, "bid");
        Check.notNegative(bidSize, "bid size");
        Check.positive(ask, "ask");
        Check.notNegative(askSize, "ask size");
    }

    /** A quote of which only the price is known. */
    public static Quote ofPrice(SymbolId symbol, Instant time, BigDecimal last) {
        return new Quote(symbol, time, last, BigDecimal.ZERO, Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), BigDecimal.ZERO, Optional.empty(), BigDecimal.ZERO, Optional.empty(),
                BigDecimal.ZERO);
    }

    /** @return last minus previous close, when that is known */
    public Optional<BigDecimal> change() {
        return previousClose.map(last::subtract);
    }
}
