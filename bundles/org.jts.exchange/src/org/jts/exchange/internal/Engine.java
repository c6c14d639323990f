package org.jts.exchange.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.order.OrderStatus;
import org.jts.exchange.internal.Journal.Kind;

/** What all markets share: time, numbers, ledger, journal, listeners, and the orders of accounts. */
final class Engine {

    final Journal journal = new Journal();
    final Outbox outbox = new Outbox();
    final Timers timers = new Timers();
    final Ledger ledger;
    long now;

    private final int keepOrders;
    private final Map<Long, OrderEntry> orders = new HashMap<>();
    private final ArrayDeque<OrderEntry> ended = new ArrayDeque<>();
    private final List<Market> dirty = new ArrayList<>();
    private long lastOrder;
    private long lastTrade;

    Engine(Ledger ledger, long start, int keepOrders) {
        this.ledger = ledger;
        this.keepOrders = keepOrders;
        now = start;
    }

    long nextOrder() {
        return ++lastOrder;
    }

    long nextTrade() {
        return ++lastTrade;
    }

    OrderEntry order(long id) {
        return orders.get(id);
    }

    /** An account's order comes to life. */
    void accept(OrderEntry order) {
        orders.put(order.id, order);
        order.account.orders.put(order.clientId, order);
        order.account.addOpen(order);
        int kind = order.type.ordinal() * 8 + order.timeInForce.ordinal() * 2 + (order.buy ? 1 : 0);
        journal.note(Kind.ACCEPTED, now, order.market.instrument.index, order.id, kind, order.quantity,
                order.limit * 31 + order.stop);
        outbox.changed(order);
    }

    /** An account's order ends; what it reserved is free again. */
    void end(OrderEntry order, OrderStatus status, String message) {
        order.status = status;
        order.message = message;
        order.updatedAt = now;
        ledger.reserve(order, 0);
        order.account.removeOpen(order);
        journal.note(Kind.ENDED, now, order.market.instrument.index, order.id, status.ordinal(), order.filled, 0);
        if (status != OrderStatus.FILLED) {
            outbox.changed(order);
        }
        ended.add(order);
        if (ended.size() > keepOrders) {
            forget(ended.poll());
        }
    }

    private void forget(OrderEntry order) {
        order.forgotten = true;
        orders.remove(order.id);
        order.account.orders.remove(order.clientId);
        ArrayDeque<Fill> fills = order.account.fills;
        while (!fills.isEmpty() && fills.peek().order().forgotten) {
            fills.poll();
        }
    }

    /** Notes that quotes and books of a market are to be told once this step is over. */
    void touch(Market market) {
        market.changedAt = now;
        if (!market.dirty) {
            market.dirty = true;
            dirty.add(market);
        }
    }

    /** The step is over: tells what it changed. */
    void flush() {
        for (int i = 0; i < dirty.size(); i++) {
            Market market = dirty.get(i);
            market.dirty = false;
            outbox.market(this, market);
        }
        dirty.clear();
    }
}
