package org.jts.server.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.order.OrderEvent;
import org.jts.concurrent.BoundedMap;
import org.jts.wire.OrderWire;
import org.jts.wire.proto.gateway.OrderUpdate;
import org.jts.wire.proto.trading.OrderData;

/**
 * What happened to the orders of one account, numbered from 1. The newest {@value #CAPACITY} events are kept: a client
 * that was away, or reads slowly, goes on where it was, as long as that is among them.
 */
final class OrderLog {

    static final int CAPACITY = 8_192;
    private static final int MAX_ORDERS = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final OrderUpdate[] ring = new OrderUpdate[CAPACITY];
    private final Map<String, OrderData> orders = BoundedMap.ofLastUsed(MAX_ORDERS);
    private final Set<Runnable> readers = ConcurrentHashMap.newKeySet();
    private long last;

    void append(OrderEvent event) {
        lock.lock();
        try {
            long sequence = last + 1;
            OrderUpdate update = OrderWire.message(event, sequence);
            ring[(int) (sequence % CAPACITY)] = update;
            orders.put(update.getOrder().getOrderId(), update.getOrder());
            last = sequence;
        } finally {
            lock.unlock();
        }
        readers.forEach(Runnable::run);
    }

    /** The number of the newest event, 0 for none. */
    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Whether everything after the event {@code sequence} is still here. */
    boolean has(long sequence) {
        lock.lock();
        try {
            return sequence >= 0 && sequence <= last && last - sequence <= CAPACITY;
        } finally {
            lock.unlock();
        }
    }

    /** @return at most {@code max} events after {@code sequence}, none when there are none; empty when some are gone */
    Optional<List<OrderUpdate>> after(long sequence, int max) {
        lock.lock();
        try {
            if (!has(sequence)) {
                return Optional.empty();
            }
            List<OrderUpdate> updates = new ArrayList<>();
            for (long next = sequence + 1; next <= last && updates.size() < max; next++) {
                updates.add(ring[(int) (next % CAPACITY)]);
            }
            return Optional.of(updates);
        } finally {
            lock.unlock();
        }
    }

    /** How an order stood when something last happened to it. */
    Optional<OrderData> order(String brokerOrderId) {
        lock.lock();
        try {
            return Optional.ofNullable(orders.get(brokerOrderId));
        } finally {
            lock.unlock();
        }
    }

    /** @param reader called after every event; returns at once */
    Subscription listen(Runnable reader) {
        Runnable own = reader::run;
        readers.add(own);
        return () -> readers.remove(own);
    }
}
