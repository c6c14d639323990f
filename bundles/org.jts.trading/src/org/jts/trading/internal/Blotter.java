package org.jts.trading.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;

/**
 * Every order the desk knows, each as one immutable picture. Reports may come late, twice, out of order, and before the
 * answer that names the order: none of that may move an order back or count a trade twice. Thread-safe; changes are
 * handed on in the order they were made, under the lock, so the receiver only queues them.
 */
final class Blotter {

    /** A broker's name for an order: unique per broker only. */
    private record BrokerKey(BrokerId broker, BrokerOrderId id) {
    }

    private final Map<String, DeskOrder> orders = new LinkedHashMap<>();
    private final Map<BrokerKey, String> byBrokerId = new HashMap<>();
    private final Consumer<DeskOrder> changed;

    Blotter(Consumer<DeskOrder> changed) {
        this.changed = changed;
    }

    synchronized List<DeskOrder> orders() {
        return List.copyOf(orders.values());
    }

    synchronized Optional<DeskOrder> order(String key) {
        return Optional.ofNullable(orders.get(key));
    }

    synchronized List<DeskOrder> openOrders(BrokerId broker) {
        return orders.values().stream().filter(o -> o.broker().equals(broker) && o.order().status().isOpen()).toList();
    }

    /** Notes an order of our own; its key is its client order id. */
    synchronized void add(BrokerId broker, Order order) {
        String key = order.clientOrderId().orElseThrow().value();
        put(new DeskOrder(key, broker, order, List.of(), false));
    }

    /** The broker has named our order. Reports under that name may have come before: they were taken for foreign. */
    synchronized void bind(String key, BrokerOrderId id, Instant at) {
        DeskOrder own = orders.get(key);
        String earlier = byBrokerId.put(new BrokerKey(own.broker(), id), key);
        put(with(own, own.order().withBrokerOrderId(id, at)));
        DeskOrder foreign = earlier == null ? null : orders.get(earlier);
        // Some brokers use a number again on another day: an order of ours that had it stays what it is.
        if (foreign != null && foreign.foreign()) {
            orders.remove(earlier);
            report(own.broker(), foreign.order());
            foreign.executions().forEach(e -> execution(own.broker(), e));
        }
    }

    /** Our call's outcome moves an order on, unless the broker's reports have moved it further already. */
    synchronized void outcome(String key, OrderStatus status, Instant at, Optional<String> message) {
        DeskOrder known = orders.get(key);
        OrderStatus now = known.order().status();
        boolean early = now == OrderStatus.PENDING || now == OrderStatus.SUBMITTED;
        if (early || (now == OrderStatus.UNKNOWN && status != OrderStatus.UNKNOWN)) {
            put(with(known, known.order().withStatus(status, at, message)));
        }
    }

    /** An order as the broker reports it. @return the desk's picture after it */
    synchronized DeskOrder report(BrokerId broker, Order reported) {
        DeskOrder known = find(broker, reported);
        if (known == null) {
            return adopt(broker, reported);
        }
        reported.brokerOrderId().ifPresent(id -> byBrokerId.put(new BrokerKey(broker, id), known.key()));
        if (!isNews(known.order(), reported)) {
            return known;
        }
        DeskOrder next = with(known, keepOurId(known.order(), reported));
        put(next);
        return next;
    }

    /** A trade as the broker reports it; one that is known is passed over. @return whether it was new */
    synchronized boolean execution(BrokerId broker, Execution execution) {
        String key = execution.clientOrderId().map(c -> c.value()).filter(orders::containsKey)
                .orElseGet(() -> byBrokerId.get(new BrokerKey(broker, execution.brokerOrderId())));
        DeskOrder known = key == null ? null : orders.get(key);
        if (known == null || known.executions().stream().anyMatch(e -> e.id().equals(execution.id()))) {
            return false;
        }
        List<Execution> all = new ArrayList<>(known.executions());
        all.add(execution);
        put(new DeskOrder(known.key(), broker, named(broker, known, execution), all, known.foreign()));
        return true;
    }

    /** An order whose answer never came may have no name yet: its trade proves that the broker has it, and tells it. */
    private Order named(BrokerId broker, DeskOrder known, Execution execution) {
        Order order = known.order();
        if (order.brokerOrderId().isPresent()) {
            return order;
        }
        byBrokerId.putIfAbsent(new BrokerKey(broker, execution.brokerOrderId()), known.key());
        return order.withBrokerOrderId(execution.brokerOrderId(), order.updatedAt());
    }

    private DeskOrder find(BrokerId broker, Order reported) {
        Optional<String> ours = reported.clientOrderId().map(c -> c.value()).filter(orders::containsKey);
        String key = ours.orElseGet(() -> reported.brokerOrderId()
                .map(id -> byBrokerId.get(new BrokerKey(broker, id))).orElse(null));
        return key == null ? null : orders.get(key);
    }

    private DeskOrder adopt(BrokerId broker, Order reported) {
        String name = reported.brokerOrderId().map(BrokerOrderId::value)
                .orElseGet(() -> reported.clientOrderId().orElseThrow().value());
        DeskOrder adopted = new DeskOrder(broker + ":" + name, broker, reported, List.of(), true);
        reported.brokerOrderId().ifPresent(id -> byBrokerId.put(new BrokerKey(broker, id), adopted.key()));
        put(adopted);
        return adopted;
    }

    /**
     * A report that shows less than is known already is old. Judged by what it shows, not by its time: the broker's clock
     * is not ours.
     */
    private static boolean isNews(Order known, Order reported) {
        int filled = reported.filledQuantity().compareTo(known.filledQuantity());
        if (filled != 0) {
            return filled > 0;
        }
        return !known.status().isFinal() && rank(reported.status()) >= rank(known.status());
    }

    private static int rank(OrderStatus status) {
        return switch (status) {
            case PENDING -> 0;
            case SUBMITTED, UNKNOWN -> 1;
            case ACCEPTED -> 2;
            case PARTIAL -> 3;
            case FILLED, CANCELLED, REJECTED, EXPIRED -> 4;
        };
    }

    private static Order keepOurId(Order known, Order reported) {
        if (Objects.equals(known.clientOrderId(), reported.clientOrderId()) || known.clientOrderId().isEmpty()) {
            return reported;
        }
        return new Order(known.clientOrderId(), reported.brokerOrderId(), reported.account(), reported.symbol(),
                reported.side(), reported.type(), reported.timeInForce(), reported.quantity(), reported.limitPrice(),
                reported.stopPrice(), reported.status(), reported.filledQuantity(), reported.averagePrice(),
                reported.fees(), known.createdAt(), reported.updatedAt(), reported.message());
    }

    private static DeskOrder with(DeskOrder known, Order order) {
        return new DeskOrder(known.key(), known.broker(), order, known.executions(), known.foreign());
    }

    private void put(DeskOrder order) {
        orders.put(order.key(), order);
        changed.accept(order);
    }
}
