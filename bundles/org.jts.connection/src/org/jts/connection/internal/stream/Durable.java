package org.jts.connection.internal.stream;

import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;

/**
 * A subscription that outlives the connections it is served by.
 *
 * @param <E> what is streamed
 */
final class Durable<E> {

    /** Opens the subscription at the gateway. */
    @FunctionalInterface
    interface Opener<E> {
        Subscription open(BrokerGateway gateway, Consumer<E> sink) throws BrokerException, InterruptedException;
    }

    private static final Subscription NONE = () -> {
    };

    private final String what;
    private final boolean everything;
    private final Opener<E> opener;
    private final Outlet<E> outlet;
    private final Predicate<E> offer;
    private final Runnable onFull;
    /** The session it is, or is being, opened in; 0 for none. Written under the lock. */
    private volatile long session;
    private Subscription atGateway = NONE;
    private Subscription timer = NONE;
    private int failures;

    private Durable(String what, boolean everything, Opener<E> opener, Outlet<E> outlet, Predicate<E> offer,
            Runnable onFull) {
        this.what = what;
        this.everything = everything;
        this.opener = opener;
        this.outlet = outlet;
        this.offer = offer;
        this.onFull = onFull;
    }

    static <E> Durable<E> latest(String what, LatestOutlet<E> outlet, Opener<E> opener) {
        return new Durable<>(what, false, opener, outlet, item -> {
            outlet.offer(item);
            return true;
        }, () -> {
        });
    }

    static <E> Durable<E> every(String what, EveryOutlet<E> outlet, Opener<E> opener, Runnable onFull) {
        return new Durable<>(what, true, opener, outlet, outlet::offer, onFull);
    }

    String what() {
        return what;
    }

    /** Whether nothing of it may be skipped: such streams are there before the connection is announced. */
    boolean isEverything() {
        return everything;
    }

    boolean isClosed() {
        return outlet.isClosed();
    }

    Subscription open(BrokerGateway gateway, long forSession) throws BrokerException, InterruptedException {
        return opener.open(gateway, item -> take(item, forSession));
    }

    private void take(E item, long from) {
        // An old connection's late price must not replace a new one; a late order event still happened.
        if (item == null || !everything && session != from) {
            return;
        }
        if (!offer.test(item)) {
            onFull.run();
        }
    }

    /** @return whether the caller shall open it for the session; false when it is closed or somebody else does */
    synchronized boolean claim(long forSession) {
        if (isClosed() || session == forSession) {
            return false;
        }
        session = forSession;
        return true;
    }

    /** @return false when it is not wanted any more and the caller shall close it again */
    synchronized boolean opened(long forSession, Subscription subscription) {
        if (isClosed() || session != forSession) {
            return false;
        }
        atGateway = subscription == null ? NONE : subscription;
        return true;
    }

    /** @return how often in a row opening it failed, this time included */
    synchronized int failed(long forSession) {
        if (session == forSession) {
            session = 0;
        }
        return ++failures;
    }

    /** @return how often opening it had failed before it succeeded */
    synchronized int takeFailures() {
        int before = failures;
        failures = 0;
        return before;
    }

    synchronized void retryBy(Subscription newTimer) {
        timer = newTimer;
        if (isClosed()) {
            newTimer.close();
        }
    }

    /** The connection is gone, and the gateway's subscription with it. */
    synchronized void detach() {
        session = 0;
        atGateway = NONE;
        timer.close();
    }

    /** @return the gateway's subscription, to be closed in the background */
    synchronized Subscription close() {
        outlet.close();
        timer.close();
        Subscription last = atGateway;
        atGateway = NONE;
        return last;
    }
}
