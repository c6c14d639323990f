package org.jts.api.order;

import java.time.Instant;
import java.util.Objects;

import org.jts.api.internal.Check;

/**
 * What is known after an order call. Not an exception: each case is expected and asks for something else.
 *
 * @since 1.0
 */
public sealed interface OrderOutcome {

    /**
     * The broker took it.
     *
     * @param brokerOrderId its name from now on (a change may have given a new one)
     * @param at            when, by the broker's clock where it tells
     */
    record Accepted(BrokerOrderId brokerOrderId, Instant at) implements OrderOutcome {
        public Accepted {
            Objects.requireNonNull(brokerOrderId, "broker order id");
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The broker refused it, and said so: nothing of it is working.
     *
     * @param reason     across brokers
     * @param brokerCode the broker's own code, empty text when it has none
     * @param text       what was expected, what was found, what to do; the broker's words where it has some
     */
    record Rejected(RejectReason reason, String brokerCode, String text) implements OrderOutcome {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(brokerCode, "broker code");
            Check.text(text, "text", 2000);
        }
    }

    /** Nothing left this machine: sending again is safe. */
    record NotSent(String why) implements OrderOutcome {
        public NotSent {
            Check.text(why, "why", 2000);
        }
    }

    /** It was sent, or may have been, and no answer can be trusted: ask the broker before anything else is done. */
    record Unknown(String why) implements OrderOutcome {
        public Unknown {
            Check.text(why, "why", 2000);
        }
    }
}
