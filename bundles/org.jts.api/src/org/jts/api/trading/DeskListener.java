package org.jts.api.trading;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of every change of an order, in order per order, on a thread of the desk; it must return at once. Changes that
 * come faster than listeners return are told as one: the order as it stands then, with all its trades.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface DeskListener {
    void onOrder(DeskOrder order);

    /**
     * An order in a broker's own words was noted, or what became of it is known.
     *
     * @since 1.5
     */
    default void onCall(DeskCall call) {
        // Who follows orders only need not know.
    }

    /**
     * Trading was stopped or let go again, or an account was unlocked or locked: ask the desk how it stands.
     *
     * @since 1.2
     */
    default void onTradingState() {
        // Who follows orders only need not know.
    }
}
