package org.jts.exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.market.SymbolId;
import org.jts.api.order.Side;

/**
 * A trade as the whole market sees it.
 *
 * @param symbol   what
 * @param time     when
 * @param price    at which
 * @param quantity how much
 * @param taker    side of the order that came last; empty in an auction
 * @since 1.0
 */
public record MarketTrade(SymbolId symbol, Instant time, BigDecimal price, BigDecimal quantity,
        Optional<Side> taker) {
    public MarketTrade {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(taker, "taker");
    }
}
