package org.jts.api.order;

import org.osgi.annotation.versioning.ConsumerType;

/** Receives order events, in order per order, on a thread of the sender: it must return at once. @since 1.0 */
@ConsumerType
@FunctionalInterface
public interface OrderListener {
    void onOrderEvent(OrderEvent event);
}
