package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;

/** All orders by the broker's numbers, and which of them the exchange's order goes by now. Thread-safe. */
final class OrderLedger {

    /** Told of notices, without a lock. */
    interface Teller {
        void tell(Notice notice);
    }

    private static final int NUMBER_WIDTH = 10;

    private final Map<String, SimOrder> orders = new LinkedHashMap<>();
    /** By the name that the exchange's order was given here. */
    private final Map<String, SimOrder> current = new HashMap<>();
    private long numbers;

    synchronized SimOrder add(SimOrder original, SimOrder.Kind kind, AccountId account, Symbol symbol, Side side,
            String division, BigDecimal quantity, BigDecimal price, BigDecimal stop, Instant time) {
        String number = number();
        SimOrder order = new SimOrder(number, original, kind, account, symbol, side, division, quantity, price, stop,
                time);
        orders.put(number, order);
        return order;
    }

    /** The next number of an order. */
    synchronized String number() {
        return Texts.padded(Long.toString(++numbers), NUMBER_WIDTH);
    }

    /** A new order that is about to go to the exchange, under a name made of its number; {@link #confirm} follows. */
    synchronized SimOrder begin(AccountId account, Symbol symbol, Side side, String division, BigDecimal quantity,
            BigDecimal price, BigDecimal stop, Instant time) {
        SimOrder order = add(null, SimOrder.Kind.NEW, account, symbol, side, division, quantity, price, stop, time);
        order.pending = true;
        bind(nameOf(order), order);
        return order;
    }

    static String nameOf(SimOrder order) {
        return "K" + order.number;
    }

    /** The exchange has it. */
    synchronized void confirm(SimOrder order) {
        order.pending = false;
    }

    /** From now on the exchange's order of that name goes by this number. */
    synchronized void bind(String clientId, SimOrder order) {
        current.put(clientId, order);
    }

    /** It never came to be. */
    synchronized void forget(String clientId, SimOrder order) {
        current.remove(clientId);
        orders.remove(order.number);
    }

    /** What is left of an order goes on under another number, at another price; {@link #confirm} follows. */
    synchronized SimOrder replace(SimOrder order, String clientId, String division, BigDecimal quantity,
            BigDecimal price, Instant time) {
        BigDecimal rest = order.rest();
        SimOrder next = add(order, SimOrder.Kind.MODIFY, order.account, order.symbol, order.side, division, quantity,
                price, order.stop, time);
        next.pending = true;
        next.replaced = rest;
        next.route = order.route;
        next.exchangeId = order.exchangeId;
        order.cancelled = order.cancelled.add(rest);
        current.put(clientId, next);
        return next;
    }

    /** The exchange refused the change. */
    synchronized void takeBack(SimOrder next, String clientId) {
        next.original.cancelled = next.original.cancelled.subtract(next.replaced);
        current.put(clientId, next.original);
        orders.remove(next.number);
    }

    synchronized void cancelPart(SimOrder order, BigDecimal part) {
        order.cancelled = order.cancelled.add(part);
    }

    /** @param number with or without zeros in front */
    synchronized Optional<SimOrder> find(AccountId account, String number) {
        return Optional.ofNullable(orders.get(Texts.padded(number, NUMBER_WIDTH)))
                .filter(o -> o.account.equals(account));
    }

    /** Those that the exchange has, oldest first. */
    synchronized List<SimOrder> of(AccountId account) {
        return orders.values().stream().filter(o -> o.account.equals(account) && !o.pending).toList();
    }

    /** Puts what the exchange says into the books. @return what the customer is told of it */
    synchronized List<Notice> apply(OrderEvent event) {
        Order order = event.order();
        SimOrder sim = order.clientOrderId().map(id -> current.get(id.value())).orElse(null);
        if (sim == null) {
            return List.of();
        }
        sim.exchangeId = order.brokerOrderId().orElse(null);
        sim.pending &= order.status() == OrderStatus.REJECTED || sim.kind == SimOrder.Kind.MODIFY;
        List<Notice> notices = new ArrayList<>();
        switch (event) {
            case OrderEvent.Filled filled -> {
                Execution trade = filled.execution();
                sim.filled = sim.filled.add(trade.quantity());
                sim.value = sim.value.add(trade.value());
                sim.fees = sim.fees.add(trade.commission()).add(trade.tax());
                notices.add(Notice.fill(sim, trade));
            }
            case OrderEvent.Changed changed -> {
                if (order.status() == OrderStatus.ACCEPTED && sim.kind == SimOrder.Kind.NEW && !sim.announced) {
                    sim.announced = true;
                    notices.add(Notice.accepted(sim, order.updatedAt()));
                }
            }
        }
        boolean gone = order.status() == OrderStatus.CANCELLED || order.status() == OrderStatus.EXPIRED;
        if (gone && sim.isOpen()) {
            sim.cancelled = sim.cancelled.add(sim.rest());
            if (sim.division.matches("1[1-6]|01|2[34]|3[1-4]|4[2356]")) {
                notices.add(Notice.killed(sim, order.updatedAt()));
            }
        }
        return notices;
    }
}
