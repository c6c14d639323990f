package org.jts.sample.broker.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;

/** One connection: what was subscribed to on it, and the thread that tells. Nothing of it outlives {@link #close}. */
final class Session implements AutoCloseable {

    private final List<OrderListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService teller;

    Session(BrokerId broker) {
        teller = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("sample-broker-" + broker + "-events").factory());
    }

    Subscription subscribe(OrderListener listener) {
        OrderListener own = listener::onOrderEvent; // the same listener may subscribe twice
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** Called wherever events come from, even under a lock: one thread tells them, in the order in which they came. */
    void tell(OrderEvent event) {
        try {
            teller.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException e) {
            // closed meanwhile: who connects again reads the orders again
        }
    }

    private static void tell(OrderListener listener, OrderEvent event) {
        try {
            listener.onOrderEvent(event);
        } catch (RuntimeException e) {
            System.getLogger(Session.class.getName()).log(System.Logger.Level.WARNING,
                    "expected a listener to take " + event + ", found that it throws", e);
        }
    }

    @Override
    public void close() {
        listeners.clear();
        teller.shutdownNow();
    }
}
