package org.jts.api.order;

import java.util.Objects;

/**
 * Something that happened to an order at the broker. The same event may come twice; receivers count it once. @since 1.0
 */
public sealed interface OrderEvent {

    /** The order after the event. */
    Order order();

    /** The order's status, price, quantity or broker order id is now as in {@code order}. */
    record Changed(Order order) implements OrderEvent {
        public Changed {
            Objects.requireNonNull(order, "order");
        }
    }

    /** The order traded. */
    record Filled(Order order, Execution execution) implements OrderEvent {
        public Filled {
            Objects.requireNonNull(order, "order");
            Objects.requireNonNull(execution, "execution");
        }
    }
}
