package org.jts.api.connection;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerGateway;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One configured broker under supervision. Thread-safe; nothing here blocks.
 *
 * @since 1.0
 */
@ProviderType
public interface BrokerConnection {

    BrokerId id();

    /** The kind of broker, the gateway's {@link BrokerGateway#BROKER_TYPE}. */
    String type();

    /** What to call it on screen. */
    String name();

    ConnectionState state();

    /**
     * The gateway behind guards: every call has a time limit and cannot hold up another broker; while there is no
     * connection reads fail at once and orders are {@code NotSent}; a call that overruns its limit is given up
     * (an order then is {@code Unknown}); subscriptions outlive reconnects. {@code connect} and {@code disconnect} on
     * it fail with {@link UnsupportedOperationException}: use those of this interface.
     */
    BrokerGateway gateway();

    /** Wants it connected, from now on; returns at once. Starts over after {@link ConnectionPhase#FAILED}. */
    void connect();

    /** Wants it off, until {@link #connect()}; returns at once. */
    void disconnect();

    /**
     * Keeps new orders and changes from the broker, whose gateway is about to go: from now on they are {@code NotSent}
     * with this reason, while cancels and reads go on. Blocks until the order calls that were under way are answered,
     * each of which has a time limit; not for the UI thread. Holds of several callers add up.
     *
     * @param why for whoever places an order meanwhile, one sentence
     * @return closes to let orders through again
     * @throws InterruptedException when the wait was interrupted; then nothing is held
     * @since 1.1
     */
    Subscription holdOrders(String why) throws InterruptedException;
}
