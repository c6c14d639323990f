package org.jts.trading.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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

    /**
     * An order as a list of the broker shows it.
     *
     * @param order    the desk's picture after it
     * @param reopened why it was taken for ended, when it was and is not
     */
    record Listed(DeskOrder order, Optional<String> reopened) {
    }

    private final Pictures pictures;
    private final KnownOrders orders;
    private final Names names;
    private final Finder finder;

    /**
     * @param changed  told of each new picture
     * @param journal  told of what has to be remembered
     * @param nanoTime tells how much time went by
     */
    Blotter(Consumer<DeskOrder> changed, Consumer<Entry> journal, LongSupplier nanoTime) {
        this.pictures = new Pictures(changed, journal, nanoTime);
        this.orders = pictures.orders();
        this.names = pictures.names();
        this.finder = new Finder(orders, names);
    }

    synchronized List<DeskOrder> orders() {
        return orders.all();
    }

    synchronized List<DeskOrder> orders(AccountKey account) {
        return orders.of(account);
    }

    synchronized Optional<DeskOrder> order(String key) {
        return Optional.ofNullable(orders.get(key));
    }

    /** The order that a broker calls so, or called so before it changed its number; empty when there is none. */
    synchronized Optional<DeskOrder> named(BrokerId broker, BrokerOrderId id) {
        return Optional.ofNullable(names.key(broker, id)).flatMap(this::order);
    }

    synchronized List<DeskOrder> openOrders(BrokerId broker) {
        return orders.open(broker);
    }

    synchronized boolean hasOpen(BrokerId broker) {
        return orders.hasOpen(broker);
    }

    /** When an order of the account last changed, by whatever clock told; empty when none did. */
    synchronized Optional<Instant> touched(AccountKey account) {
        return orders.touched(account);
    }

    /** Changes of orders that are not answered. */
    OpenChanges openChanges() {
        return pictures.openChanges();
    }

    /** Takes an order from the journal. */
    synchronized void restore(Kept kept) {
        pictures.restore(kept);
    }

    /** Lets orders go that ended before a moment: the journal has them. */
    synchronized void forgetEnded(Instant before) {
        pictures.forgetEnded(before);
    }

    /** Everything known, as the journal can write it anew. */
    synchronized List<Entry> everything() {
        return pictures.everything();
    }

    /** Notes an order of our own, which the journal has already; its key is its client order id. */
    synchronized void add(BrokerId broker, Order order) {
        pictures.add(new DeskOrder(order.clientOrderId().orElseThrow().value(), broker, order, List.of(), false));
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
        String earlier = names.give(own, id);
        DeskOrder foreign = earlier == null ? null : orders.get(earlier);
        // Some brokers use a number again on another day: an order of ours that had it stays what it is.
        if (foreign != null && foreign.foreign()) {
            join(own, named, foreign);
        } else {
            pictures.put(own, named);
        }
    }

    /** The journal moves name and trades by itself when it reads that the two are one. */
    private void join(DeskOrder own, Order named, DeskOrder foreign) {
        boolean isByTrades = isByTrades(foreign);
        pictures.join(foreign.key(), own.key());
        pictures.put(own, named);
        if (!isByTrades) {
            report(foreign.broker(), foreign.order());
        }
        foreign.executions().forEach(e -> count(orders.get(own.key()), e));
    }

    /** Our call's outcome moves an order on, unless the broker's reports have moved it further already. */
    synchronized void outcome(String key, OrderStatus status, Instant at, Optional<String> message) {
        DeskOrder known = orders.get(key);
        OrderStatus now = known.order().status();
        boolean early = now == OrderStatus.PENDING || now == OrderStatus.SUBMITTED;
        if (early || (now == OrderStatus.UNKNOWN && status != OrderStatus.UNKNOWN)) {
            pictures.put(known, known.order().withStatus(status, at, message));
        }
    }

    /**
     * The end of an order of which no broker told. A list that shows it open takes it back.
     *
     * @param seen  the picture from which that was concluded; nothing is changed when there is a newer one
     * @param ended the picture after it
     * @return whether that is what is known now
     */
    synchronized boolean conclude(DeskOrder seen, Order ended) {
        boolean isNewest = orders.get(seen.key()) == seen && seen.order().status().isOpen();
        if (isNewest) {
            pictures.conclude(seen.key());
            pictures.put(seen, ended);
        }
        return isNewest;
    }

    /** It is not known which of the broker's orders this one is. @return whether that is new */
    synchronized boolean doubt(String key, String message) {
        DeskOrder known = orders.get(key);
        Order order = known.order();
        boolean isSaid = order.status() == OrderStatus.UNKNOWN && order.message().equals(Optional.of(message));
        if (isSaid || order.status().isFinal()) {
            return false;
        }
        pictures.put(known, order.withStatus(OrderStatus.UNKNOWN, order.updatedAt(), Optional.of(message)));
        return true;
    }

    /** Grows with each change: what was asked for at one number cannot know of later ones. */
    synchronized long changes() {
        return pictures.changes();
    }

    /** An order as the broker reports it. @return the desk's picture after it */
    synchronized DeskOrder report(BrokerId broker, Order reported) {
        return report(broker, reported, -1);
    }

    /**
     * An order as the broker lists it among those that are open: proof that it is, when nobody but this desk said that
     * it is not.
     *
     * @param asked {@link #changes} when the list was asked for
     */
    synchronized Listed listed(BrokerId broker, Order reported, long asked) {
        DeskOrder known = finder.find(broker, reported);
        boolean isTakenBack = known != null && pictures.isConcluded(known.key()) && reported.status().isOpen()
                && !finder.isRetired(broker, reported);
        Order next = isTakenBack ? Fills.apply(Reports.keepOurs(known.order(), reported), known.executions()) : null;
        if (next == null || next.remaining().signum() == 0) {
            return new Listed(report(broker, reported, asked), Optional.empty());
        }
        String why = known.order().message().orElse("");
        reported.brokerOrderId().ifPresent(id -> names.give(known, id));
        pictures.take(known, next);
        return new Listed(orders.get(known.key()), Optional.of(why));
    }

    private DeskOrder report(BrokerId broker, Order reported, long asked) {
        DeskOrder known = finder.find(broker, reported);
        if (known == null) {
            return adopt(broker, reported, false);
        }
        if (finder.isRetired(broker, reported) || !Reports.isNews(known.order(), reported)
                || pictures.terms().isOlder(known, reported, asked)) {
            return known;
        }
        reported.brokerOrderId().ifPresent(id -> names.give(known, id));
        pictures.take(known, Reports.keepOurs(known.order(), reported));
        return orders.get(known.key());
    }

    /** A trade as the broker reports it; one that is known is passed over. @return whether it was new */
    synchronized boolean execution(BrokerId broker, Execution execution) {
        DeskOrder known = finder.find(broker, execution);
        if (known == null || Fills.has(known.executions(), execution)) {
            return false;
        }
        pictures.note(known, execution);
        count(known, execution);
        return true;
    }

    private void count(DeskOrder known, Execution execution) {
        if (!Fills.has(known.executions(), execution)) {
            pictures.put(known, named(known, execution), execution);
        }
    }

    /** Whether an order is known to which the trade belongs. */
    synchronized boolean knows(BrokerId broker, Execution execution) {
        return finder.find(broker, execution) != null;
    }

    /** A trade tells what the broker calls the order now: its answer, or the one to a change, may never have come. */
    private Order named(DeskOrder known, Execution execution) {
        BrokerOrderId id = execution.brokerOrderId();
        boolean isNewName = execution.clientOrderId().isPresent() && !names.isRetired(known.broker(), id);
        if (known.order().brokerOrderId().isPresent() && !isNewName) {
            return known.order();
        }
        names.give(known, id);
        return known.order().withBrokerOrderId(id, known.order().updatedAt());
    }

    /** An order of which only trades were seen, and the broker has told what was ordered. */
    synchronized void adopt(BrokerId broker, Order order, List<Execution> trades) {
        report(broker, order);
        trades.forEach(trade -> execution(broker, trade));
    }

    /** An order that nobody placed here, of which only trades are left to see. */
    synchronized void adopt(BrokerId broker, List<Execution> trades) {
        Order order = Adoption.ofTrades(trades);
        if (finder.find(broker, order) == null) {
            adopt(broker, order, true);
        }
        trades.forEach(e -> execution(broker, e));
    }

    /** Whether only trades are known of it, not what was ordered, and whether that was all. */
    synchronized boolean isByTrades(DeskOrder order) {
        return order.foreign() && pictures.isConcluded(order.key()) && order.order().status() == OrderStatus.FILLED;
    }

    private DeskOrder adopt(BrokerId broker, Order reported, boolean byTrades) {
        String name = reported.brokerOrderId().map(BrokerOrderId::value)
                .orElseGet(() -> reported.clientOrderId().orElseThrow().value());
        String key = broker + ":" + name;
        for (int again = 2; orders.has(key); again++) {
            key = broker + ":" + name + "/" + again;
        }
        DeskOrder adopted = new DeskOrder(key, broker, reported, List.of(), true);
        reported.brokerOrderId().ifPresent(id -> names.give(adopted, id));
        pictures.adopt(adopted, byTrades);
        return adopted;
    }

    /** Whether the broker has had another name for it: then what it lists may be dated from its last change. */
    synchronized boolean isRenamed(DeskOrder order) {
        return names.of(order).size() > 1;
    }

    /** Orders of ours in an account, without those that never left. */
    synchronized List<Order> sent(AccountKey account) {
        return orders.of(account).stream().filter(o -> !o.foreign())
                .filter(o -> o.order().status() != OrderStatus.REJECTED || !pictures.isConcluded(o.key()))
                .map(DeskOrder::order).toList();
    }
}
