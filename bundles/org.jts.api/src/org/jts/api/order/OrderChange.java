package org.jts.api.order;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.internal.Check;

/**
 * What an open order is to become.
 *
 * @param order      which
 * @param quantity   its new total quantity, what is filled already included; above 0
 * @param limitPrice its new limit price; empty leaves the price as it is
 * @since 1.0
 */
public record OrderChange(OrderRef order, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
    public OrderChange {
        Objects.requireNonNull(order, "order");
        Check.positive(quantity, "quantity");
        Check.positive(limitPrice, "limit price");
    }
}
