package org.jts.api.market;

import java.math.BigDecimal;

import org.jts.api.internal.Check;

/**
 * All that rests at one price of an order book.
 *
 * @param price above 0
 * @param size  sum of the open quantities at that price, 0 or more
 * @since 1.0
 */
public record PriceLevel(BigDecimal price, BigDecimal size) {
    public PriceLevel {
        Check.positive(price, "price");
        Check.notNegative(size, "size");
    }
}
