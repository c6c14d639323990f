package org.jts.trading.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.Entry;
import org.jts.trading.internal.journal.Kept;

/**
 * Every order the desk knows, each as one immutable picture. Reports may come late, twice, out of order, and before the
 * answer that names the order: none of that may move an order back or count a trade twice. Thread-safe; changes are
 * handed on in the order they were made, under the lock, so the receivers only queue them.
 */
final class Blotter {

    /** A broker's name for an order: unique per broker only. */
    private record BrokerKey(BrokerId broker, BrokerOrderId id) {
    }

    private final Map<String, DeskOrder> orders = new LinkedHashMap<>();
    /** Those of the orders that are open: there may be very many that are not. */
    private final Map<String, DeskOrder> open = new LinkedHashMap<>();
    private final Map<BrokerKey, String> byBrokerId = new HashMap<>();
    /** Names that a broker has replaced by another: what it still reports under them is not where the order stands. */
    private final Set<BrokerKey> retired = new HashSet<>();
    private final Map<AccountKey, Instant> touched = new HashMap<>();
    /** Changes that may have been sent and were not answered. */
    private final Map<String, Entry.Changing> changing = new HashMap<>();
    private final Consumer<DeskOrder> changed;
    private final Consumer<Entry> journal;

    /**
     * @param changed told of each new picture
     * @param journal told of what has to be remembered
     */
    Blotter(Consumer<DeskOrder> changed, Consumer<Entry> journal) {
        this.changed = changed;
        this.journal = journal;
    }

    synchronized List<DeskOrder> orders() {
        return List.copyOf(orders.values());
    }

    synchronized List<DeskOrder> orders(AccountKey account) {
        return orders.values().stream().filter(o -> o.account().equals(account)).toList();
    }

    synchronized Optional<DeskOrder> order(String key) {
        return Optional.ofNullable(orders.get(key));
    }

    synchronized List<DeskOrder> openOrders(BrokerId broker) {
        return open.values().stream().filter(o -> o.broker().equals(broker)).toList();
    }

    synchronized boolean hasOpen(BrokerId broker) {
        return open.values().stream().anyMatch(o -> o.broker().equals(broker));
    }

    /** When an order of the account last changed, by whatever clock told; empty when none did. */
    synchronized Optional<Instant> touched(AccountKey account) {
        return Optional.ofNullable(touched.get(account));
    }

    /** The change of an order of which it is not known whether the broker has it. */
    synchronized Optional<Entry.Changing> changing(String key) {
        return Optional.ofNullable(changing.get(key));
    }

    /** @param change null when it is settled */
    synchronized void setChanging(String key, Entry.Changing change) {
        if (change == null) {
            changing.remove(key);
        } else {
            changing.put(key, change);
        }
    }

    /** Takes an order from the journal. */
    synchronized void restore(Kept kept) {
        DeskOrder order = kept.order();
        for (BrokerOrderId name : kept.names()) {
            BrokerKey brokerKey = new BrokerKey(order.broker(), name);
            byBrokerId.put(brokerKey, order.key());
            if (!order.order().brokerOrderId().equals(Optional.of(name))) {
                retired.add(brokerKey);
            }
        }
        keep(order);
        setChanging(order.key(), kept.changing());
    }

    /** Notes an order of our own, which the journal has already; its key is its client order id. */
    synchronized void add(BrokerId broker, Order order) {
        String key = order.clientOrderId().orElseThrow().value();
        DeskOrder added = new DeskOrder(key, broker, order, List.of(), false);
        keep(added);
        changed.accept(added);
    }

    /** The broker has taken our order and named it. */
    synchronized void accepted(String key, BrokerOrderId id, Instant at) {
        DeskOrder own = orders.get(key);
        OrderStatus now = own.order().status();
        boolean early = now == OrderStatus.PENDING || now == OrderStatus.SUBMITTED || now == OrderStatus.UNKNOWN;
        Order named = own.order().withBrokerOrderId(id, at);
        bind(own, id, early ? named.withStatus(OrderStatus.ACCEPTED, at, Optional.empty()) : named);
    }

    /** The broker has named our order, or named it anew. Reports under that name may have come before. */
    synchronized void bind(String key, BrokerOrderId id, Instant at) {
        DeskOrder own = orders.get(key);
        bind(own, id, own.order().withBrokerOrderId(id, at));
    }

    private void bind(DeskOrder own, BrokerOrderId id, Order named) {
        String earlier = name(own, id);
        DeskOrder foreign = earlier == null ? null : orders.get(earlier);
        // Some brokers use a number again on another day: an order of ours that had it stays what it is.
        boolean isJoined = foreign != null && foreign.foreign();
        if (isJoined) {
            // First of all, and whole: a program that ends behind it has neither two orders nor a trade without one.
            journal.accept(new Entry.Joined(earlier, own.key()));
            orders.remove(earlier);
            open.remove(earlier);
        }
        put(with(own, named));
        if (isJoined) {
            join(own.key(), foreign);
        }
    }

    /** The journal moves name and trades by itself when it reads that the two are one. */
    private void join(String key, DeskOrder foreign) {
        if (!Adoption.isByTrades(foreign.order())) {
            report(foreign.broker(), foreign.order());
        }
        foreign.executions().forEach(e -> count(orders.get(key), e));
    }

    /** @return the key of the order that had the name before, else null */
    private String name(DeskOrder order, BrokerOrderId id) {
        BrokerKey name = new BrokerKey(order.broker(), id);
        order.order().brokerOrderId().filter(old -> !old.equals(id))
                .ifPresent(old -> retired.add(new BrokerKey(order.broker(), old)));
        retired.remove(name);
        return byBrokerId.put(name, order.key());
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

    /** It is not known which of the broker's orders this one is. @return whether that is new */
    synchronized boolean doubt(String key, String message) {
        DeskOrder known = orders.get(key);
        Order order = known.order();
        boolean isSaid = order.status() == OrderStatus.UNKNOWN && order.message().equals(Optional.of(message));
        if (isSaid || order.status().isFinal()) {
            return false;
        }
        put(with(known, order.withStatus(OrderStatus.UNKNOWN, order.updatedAt(), Optional.of(message))));
        return true;
    }

    /** An order as the broker reports it. @return the desk's picture after it */
    synchronized DeskOrder report(BrokerId broker, Order reported) {
        DeskOrder known = find(broker, reported);
        if (known == null) {
            return adopt(broker, reported);
        }
        if (reported.brokerOrderId().filter(id -> retired.contains(new BrokerKey(broker, id))).isPresent()
                || !isNews(known.order(), reported)) {
            return known;
        }
        reported.brokerOrderId().ifPresent(id -> name(known, id));
        DeskOrder next = with(known, keepOurId(known.order(), reported));
        put(next);
        return next;
    }

    /** A trade as the broker reports it; one that is known is passed over. @return whether it was new */
    synchronized boolean execution(BrokerId broker, Execution execution) {
        DeskOrder known = find(broker, execution);
        if (known == null || has(known, execution)) {
            return false;
        }
        journal.accept(new Entry.Traded(known.key(), execution));
        count(known, execution);
        return true;
    }

    private void count(DeskOrder known, Execution execution) {
        if (!has(known, execution)) {
            List<Execution> all = new ArrayList<>(known.executions());
            all.add(execution);
            put(new DeskOrder(known.key(), known.broker(), corrected(named(known, execution), all), all,
                    known.foreign()));
        }
    }

    /** A trade that comes after the end was concluded is proof of more than was known then. */
    private static Order corrected(Order order, List<Execution> executions) {
        if (order.status().isOpen() || Fills.quantity(executions).compareTo(order.filledQuantity()) <= 0) {
            return order;
        }
        Order more = Fills.apply(order, executions);
        return more.remaining().signum() > 0 ? more
                : more.withStatus(OrderStatus.FILLED, order.updatedAt(), Optional.empty());
    }

    private static boolean has(DeskOrder known, Execution execution) {
        return known.executions().stream().anyMatch(e -> e.id().equals(execution.id()));
    }

    /** Whether an order is known to which the trade belongs. */
    synchronized boolean knows(BrokerId broker, Execution execution) {
        return find(broker, execution) != null;
    }

    /** A trade tells what the broker calls the order now: its answer, or the one to a change, may never have come. */
    private Order named(DeskOrder known, Execution execution) {
        BrokerKey name = new BrokerKey(known.broker(), execution.brokerOrderId());
        boolean isNewName = execution.clientOrderId().isPresent() && !retired.contains(name);
        if (known.order().brokerOrderId().isPresent() && !isNewName) {
            return known.order();
        }
        name(known, execution.brokerOrderId());
        return known.order().withBrokerOrderId(execution.brokerOrderId(), known.order().updatedAt());
    }

    private DeskOrder find(BrokerId broker, Execution e) {
        Optional<String> ours = e.clientOrderId().map(c -> c.value()).filter(orders::containsKey);
        DeskOrder found = ours.map(orders::get).orElseGet(() -> byName(broker, Optional.of(e.brokerOrderId())));
        return found != null && isSame(found.order(), e.symbol().equals(found.order().symbol())
                && e.side() == found.order().side(), e.clientOrderId().map(c -> c.value())) ? found : null;
    }

    private DeskOrder find(BrokerId broker, Order reported) {
        Optional<String> ours = reported.clientOrderId().map(c -> c.value()).filter(orders::containsKey);
        DeskOrder found = ours.map(orders::get).orElseGet(() -> byName(broker, reported.brokerOrderId()));
        return found != null && isSame(found.order(), reported.symbol().equals(found.order().symbol())
                && reported.side() == found.order().side(), reported.clientOrderId().map(c -> c.value())) ? found
                : null;
    }

    private DeskOrder byName(BrokerId broker, Optional<BrokerOrderId> id) {
        return id.map(i -> byBrokerId.get(new BrokerKey(broker, i))).map(orders::get).orElse(null);
    }

    /** A number that the broker uses again, on another day or after its own restart, is no order that had it before. */
    private static boolean isSame(Order known, boolean sameTrade, Optional<String> clientId) {
        Optional<String> ours = known.clientOrderId().map(c -> c.value());
        return sameTrade && (ours.isEmpty() || clientId.isEmpty() || ours.equals(clientId));
    }

    private DeskOrder adopt(BrokerId broker, Order reported) {
        String name = reported.brokerOrderId().map(BrokerOrderId::value)
                .orElseGet(() -> reported.clientOrderId().orElseThrow().value());
        String key = broker + ":" + name;
        for (int again = 2; orders.containsKey(key); again++) {
            key = broker + ":" + name + "/" + again;
        }
        DeskOrder adopted = new DeskOrder(key, broker, reported, List.of(), true);
        reported.brokerOrderId().ifPresent(id -> byBrokerId.put(new BrokerKey(broker, id), adopted.key()));
        journal.accept(new Entry.Seen(key, broker, true, reported));
        keep(adopted);
        changed.accept(adopted);
        return adopted;
    }

    /**
     * A report that shows less than is known already is old. Judged by what it shows, not by its time: the broker's
     * clock is not ours.
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
        DeskOrder before = keep(order);
        if (!isSaid(before.order(), order.order())) {
            journal.accept(new Entry.Moved(order.key(), order.order()));
        }
        changed.accept(order);
    }

    private DeskOrder keep(DeskOrder order) {
        if (order.order().status().isOpen()) {
            open.put(order.key(), order);
        } else {
            open.remove(order.key());
            changing.remove(order.key());
        }
        touched.merge(order.account(), order.order().updatedAt(), (a, b) -> a.isAfter(b) ? a : b);
        return orders.put(order.key(), order);
    }

    /** Being told the same again is no news for the journal. That an order is about to be sent it knows already. */
    private static boolean isSaid(Order before, Order now) {
        return now.status() == OrderStatus.SUBMITTED && now.brokerOrderId().isEmpty()
                || before.withStatus(now.status(), now.updatedAt(), now.message()).equals(now)
                && before.status() == now.status() && before.message().equals(now.message());
    }
}
