package org.jts.api.trading;

import java.util.Objects;

import org.jts.api.order.OrderOutcome;

/**
 * What came of the cancel of one order when everything was stopped.
 *
 * @param order   as it was before
 * @param outcome of its cancel
 * @since 1.1
 */
public record StopResult(DeskOrder order, OrderOutcome outcome) {
    public StopResult {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(outcome, "outcome");
    }
}
