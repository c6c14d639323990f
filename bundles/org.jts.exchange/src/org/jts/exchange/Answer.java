package org.jts.exchange;

import java.util.Objects;

import org.jts.api.order.Order;
import org.jts.api.order.RejectReason;

/** What the exchange says to an order, a change or a cancel. @since 1.0 */
public sealed interface Answer {

    /**
     * It was done.
     *
     * @param order as it stands after that: perhaps filled or ended already
     */
    record Accepted(Order order) implements Answer {
        public Accepted {
            Objects.requireNonNull(order, "order");
        }
    }

    /**
     * It was not done, and nothing has changed.
     *
     * @param reason across brokers
     * @param text   what was expected, what was found, what to do
     */
    record Refused(RejectReason reason, String text) implements Answer {
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(text, "text");
        }
    }
}
