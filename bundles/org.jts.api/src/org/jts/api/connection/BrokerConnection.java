package org.jts.api.connection;

import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One configured broker under supervision. Thread-safe; nothing here blocks where it does not say so.
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

    /**
     * Runs work on one of the threads that the gateway's code runs on, so that a {@link #placeHere} at the end of it
     * need not wake another one. There are as many of these at once as order calls may be under way. The work may wait;
     * whatever it does, no other broker is held up.
     *
     * @return whether it runs; false when all such threads are taken or the broker is being removed: the work is the
     *         caller's to do elsewhere then
     * @since 1.3
     */
    boolean tryExecute(Runnable work);

    /**
     * {@link BrokerGateway#place} of {@link #gateway()} on the calling thread, when that is one of this connection's
     * {@link #tryExecute}; else on another one, as that does. The time limit holds all the same, but a gateway that
     * does not heed its interruption keeps the thread until it returns. Blocks until then.
     *
     * @param overdue told what is known of the order, {@link OrderOutcome.Unknown} as a rule, when the limit is over
     *                before the gateway has answered, on another thread: what is to be done for the order is done
     *                there. What comes later is told as any late answer is
     * @return what came of it; empty when {@code overdue} is told instead, so that one of the two has it, and once
     * @since 1.3
     */
    Optional<OrderOutcome> placeHere(OrderRequest request, Consumer<OrderOutcome> overdue);

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
