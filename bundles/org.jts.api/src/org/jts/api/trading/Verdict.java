package org.jts.api.trading;

import java.util.Objects;

import org.jts.api.order.BrokerOrderId;

/** What a person found out about an order of which the desk does not know whether the broker has it. @since 1.1 */
public sealed interface Verdict {

    /** The broker never had it. */
    record NeverArrived() implements Verdict {
    }

    /** The broker has it under this name. */
    record Arrived(BrokerOrderId brokerOrderId) implements Verdict {
        public Arrived {
            Objects.requireNonNull(brokerOrderId, "broker order id");
        }
    }
}
