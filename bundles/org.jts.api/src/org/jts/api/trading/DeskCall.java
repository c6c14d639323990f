package org.jts.api.trading;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;

/**
 * An order in a broker's own words, as the desk knows it: it was sent once, and what the broker answered is kept. What
 * becomes of it afterwards is followed where the broker lists it among its orders, under the number that it told.
 *
 * @param key       the desk's name for it, never changing
 * @param call      what was called
 * @param outcome   what is known of it; empty while it is on its way
 * @param placedAt  when it was noted, just before it was sent
 * @param updatedAt when the outcome was known
 * @param order     key among {@link OrderDesk#orders} of the order that came of it, which is
 *                  {@link DeskOrder#foreign()}; empty where the broker does not list it; since 1.6
 * @since 1.5
 */
public record DeskCall(String key, OrderCall call, Optional<OrderOutcome> outcome, Instant placedAt,
        Instant updatedAt, Optional<String> order) {
    public DeskCall {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(placedAt, "placed at");
        Objects.requireNonNull(updatedAt, "updated at");
        Objects.requireNonNull(order, "order");
    }

    /** One that the broker does not list. */
    public DeskCall(String key, OrderCall call, Optional<OrderOutcome> outcome, Instant placedAt, Instant updatedAt) {
        this(key, call, outcome, placedAt, updatedAt, Optional.empty());
    }

    /** Whether it may be at the broker, and a person must say what became of it: {@link OrderDesk#settle}. */
    public boolean isUnknown() {
        return outcome.filter(OrderOutcome.Unknown.class::isInstance).isPresent();
    }

    /** What the broker calls it; empty when it has not taken it, or nobody knows. */
    public Optional<BrokerOrderId> number() {
        return outcome.filter(OrderOutcome.Accepted.class::isInstance)
                .map(o -> ((OrderOutcome.Accepted) o).brokerOrderId());
    }

    /** Why it was not taken or is in doubt, with the broker's code where it gave one; empty otherwise. */
    public String reason() {
        return outcome.map(o -> switch (o) {
            case OrderOutcome.Accepted a -> "";
            case OrderOutcome.Rejected r -> r.text().contains(r.brokerCode()) ? r.text() // an empty code, too
                    : r.text() + " [" + r.brokerCode() + "]";
            case OrderOutcome.NotSent n -> n.why();
            case OrderOutcome.Unknown u -> u.why();
        }).orElse("");
    }

    /** The same call with what is known of it now. */
    public DeskCall with(OrderOutcome known, Instant at) {
        return new DeskCall(key, call, Optional.of(known), placedAt, at, order);
    }

    /** The same call, of which an order came. @since 1.6 */
    public DeskCall as(DeskOrder listed) {
        return new DeskCall(key, call, outcome, placedAt, updatedAt, Optional.of(listed.key()));
    }
}
