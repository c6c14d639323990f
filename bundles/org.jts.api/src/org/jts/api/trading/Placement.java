package org.jts.api.trading;

import java.util.Objects;

import org.jts.api.order.OrderOutcome;

/**
 * What came of placing an order.
 *
 * @param key     the desk's name for the order; it is in {@link OrderDesk#orders()} whatever the outcome
 * @param outcome what is known
 * @since 1.0
 */
public record Placement(String key, OrderOutcome outcome) {
    public Placement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(outcome, "outcome");
    }
}
