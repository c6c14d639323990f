package org.jts.trading.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jts.api.Subscription;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.concurrent.CoalescedSignal;
import org.jts.concurrent.Listeners;

/** Tells whoever listens to the desk, on a thread of its own, what has changed. Thread-safe. */
final class Teller implements AutoCloseable {

    private final OrderNews orders = new OrderNews();
    private final Queue<DeskCall> calls = new ConcurrentLinkedQueue<>();
    private final Listeners<DeskListener> listeners = new Listeners<>();
    private final CoalescedSignal signal = new CoalescedSignal("desk-news", this::tell);

    Subscription listen(DeskListener listener) {
        return listeners.add(listener);
    }

    /** Only queues: may be called under a lock. Who begins to listen later reads what there is first. */
    void changed(DeskOrder order) {
        if (!listeners.isEmpty()) {
            orders.put(order);
            signal.raise();
        }
    }

    /** Only queues: may be called under a lock. */
    void changed(DeskCall call) {
        if (!listeners.isEmpty()) {
            calls.add(call);
            signal.raise();
        }
    }

    /** Trading was stopped or resumed, or an account locked or unlocked: told at once. */
    void state() {
        listeners.tell(DeskListener::onTradingState);
    }

    @Override
    public void close() {
        signal.close();
    }

    private void tell() {
        for (DeskOrder order = orders.poll(); order != null; order = orders.poll()) {
            DeskOrder now = order;
            listeners.tell(l -> l.onOrder(now));
        }
        for (DeskCall call = calls.poll(); call != null; call = calls.poll()) {
            DeskCall now = call;
            listeners.tell(l -> l.onCall(now));
        }
    }
}
