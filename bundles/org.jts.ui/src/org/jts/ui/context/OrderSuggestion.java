package org.jts.ui.context;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.order.Side;

/**
 * Something to fill into the order ticket for the instrument of the context: a price that was clicked, the quantity of
 * a position to close. Nothing is sent by it.
 *
 * @since 1.0
 */
public record OrderSuggestion(Optional<Side> side, Optional<BigDecimal> price, Optional<BigDecimal> quantity) {
    public OrderSuggestion {
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(quantity, "quantity");
    }

    public static OrderSuggestion ofPrice(BigDecimal price) {
        return new OrderSuggestion(Optional.empty(), Optional.of(price), Optional.empty());
    }
}
