package org.jts.api.trading;

import java.util.Objects;
import java.util.Optional;

import org.jts.api.order.OrderOutcome;

/**
 * What came of placing an order.
 *
 * @param key     the desk's name for the order, with which it is in {@link OrderDesk#orders()}; empty when the draft
 *                broke a rule and so never became an order (the outcome is then {@link OrderOutcome.NotSent} with the
 *                rules)
 * @param outcome what is known
 * @since 1.0
 */
public record Placement(Optional<String> key, OrderOutcome outcome) {
    public Placement {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(outcome, "outcome");
    }
}
