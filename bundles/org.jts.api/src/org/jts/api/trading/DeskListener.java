package org.jts.api.trading;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of every change of an order, in order per order, on a thread of the desk; it must return at once. @since 1.0 */
@ConsumerType
@FunctionalInterface
public interface DeskListener {
    void onOrder(DeskOrder order);
}
