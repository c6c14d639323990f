package org.jts.api.market;

import org.osgi.annotation.versioning.ConsumerType;

/** Receives order books, in order per symbol, on a thread of the sender: it must return at once. @since 1.0 */
@ConsumerType
@FunctionalInterface
public interface OrderBookListener {
    void onOrderBook(OrderBook book);
}
