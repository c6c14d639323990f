package org.jts.trading.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jts.api.trading.DeskOrder;

/**
 * Orders that changed and are still to be told, in the order of their first change. Bounded by the number of orders: an
 * order that changes again before it was told is told once, as it stands then. A picture holds all that those before it
 * held, its trades among them, so that nothing is lost however slow the listeners are. Thread-safe.
 */
final class OrderNews {

    private final Map<String, DeskOrder> waiting = new LinkedHashMap<>();

    synchronized void put(DeskOrder order) {
        waiting.put(order.key(), order);
    }

    /** @return the order that waits longest, or null */
    synchronized DeskOrder poll() {
        var entry = waiting.entrySet().iterator();
        if (!entry.hasNext()) {
            return null;
        }
        DeskOrder order = entry.next().getValue();
        entry.remove();
        return order;
    }

    synchronized int size() {
        return waiting.size();
    }
}
