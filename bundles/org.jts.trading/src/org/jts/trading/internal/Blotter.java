package org.jts.trading.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private final KnownOrders orders = new KnownOrders();
    private final Names names = new Names();
    private final Finder finder = new Finder(orders, names);
    /** Ends of which no broker told: concluded here, or said by a person. */
    private final Set<String> concluded = new HashSet<>();
    private final ToldTerms terms = new ToldTerms();
    /** What was taken for an order of its own, and which order it is part of. */
    private final Map<String, String> joined = new HashMap<>();
    private long changes;
    private final OpenChanges openChanges = new OpenChanges();
    private final Retelling retelling;
    private final Consumer<DeskOrder> changed;
    private final Consumer<Entry> journal;

    /**
     * @param changed  told of each new picture
     * @param journal  told of what has to be remembered
     * @param nanoTime tells how much time went by
     */
    Blotter(Consumer<DeskOrder> changed, Consumer<Entry> journal, LongSupplier nanoTime) {
        this.changed = changed;
        this.journal = journal;
        this.retelling = new Retelling(nanoTime);
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
        return openChanges;
    }

    /** Takes an order from the journal. */
    synchronized void restore(Kept kept) {
        names.restore(kept);
        keep(kept.order());
        if (kept.changing() != null) {
            openChanges.restore(kept.changing());
        }
        if (kept.concluded()) {
            concluded.add(kept.order().key());
        }
    }

    /** Lets orders go that ended before a moment: the journal has them. */
    synchronized void forgetEnded(Instant before) {
        Set<String> gone = orders.forgetEnded(before);
        concluded.removeAll(gone);
        terms.forget(gone);
        retelling.forget(gone);
        joined.values().removeAll(gone);
        names.forget(gone);
    }

    /** Everything known, as the journal can write it anew. */
    synchronized List<Entry> everything() {
        List<Entry> all = new ArrayList<>();
        Map<String, Set<BrokerOrderId>> called = names.all();
        orders.all().forEach(o -> all.addAll(whole(o, called.getOrDefault(o.key(), Set.of()))));
        all.addAll(openChanges.all());
        joined.forEach((key, into) -> all.add(new Entry.Joined(key, into)));
        return all;
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

    private List<Entry> whole(DeskOrder order, Set<BrokerOrderId> called) {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.Seen(order.key(), order.broker(), order.foreign(), order.order(), called,
                concluded.contains(order.key())));
        order.executions().forEach(e -> all.add(new Entry.Traded(order.key(), e)));
        return all;
    }

    private void recall(DeskOrder known) {
        if (retelling.isDue(known)) {
            whole(known, names.of(known)).forEach(journal);
        }
    }

    private void bind(DeskOrder own, BrokerOrderId id, Order named) {
        String earlier = names.give(own, id);
        DeskOrder foreign = earlier == null ? null : orders.get(earlier);
        // Some brokers use a number again on another day: an order of ours that had it stays what it is.
        boolean isJoined = foreign != null && foreign.foreign();
        if (isJoined) {
            // First of all, and whole: a program that ends behind it has neither two orders nor a trade without one.
            journal.accept(new Entry.Joined(earlier, own.key()));
            joined.put(earlier, own.key());
            orders.remove(earlier);
        }
        put(with(own, named));
        if (isJoined) {
            join(own.key(), foreign);
        }
    }

    /** The journal moves name and trades by itself when it reads that the two are one. */
    private void join(String key, DeskOrder foreign) {
        if (!isByTrades(foreign)) {
            report(foreign.broker(), foreign.order());
        }
        concluded.remove(foreign.key());
        foreign.executions().forEach(e -> count(orders.get(key), e));
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
            concluded.add(seen.key());
            put(with(seen, ended));
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
        put(with(known, order.withStatus(OrderStatus.UNKNOWN, order.updatedAt(), Optional.of(message))));
        return true;
    }

    /** Grows with each change: what was asked for at one number cannot know of later ones. */
    synchronized long changes() {
        return changes;
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
        boolean isTakenBack = known != null && concluded.contains(known.key()) && reported.status().isOpen()
                && !finder.isRetired(broker, reported);
        Order next = isTakenBack ? Fills.apply(Reports.keepOurId(known.order(), reported), known.executions()) : null;
        if (next == null || next.remaining().signum() == 0) {
            return new Listed(report(broker, reported, asked), Optional.empty());
        }
        String why = known.order().message().orElse("");
        reported.brokerOrderId().ifPresent(id -> names.give(known, id));
        take(known, next);
        return new Listed(orders.get(known.key()), Optional.of(why));
    }

    private DeskOrder report(BrokerId broker, Order reported, long asked) {
        DeskOrder known = finder.find(broker, reported);
        if (known == null) {
            return adopt(broker, reported, false);
        }
        if (finder.isRetired(broker, reported) || !Reports.isNews(known.order(), reported)
                || terms.isOlder(known, reported, asked)) {
            return known;
        }
        reported.brokerOrderId().ifPresent(id -> names.give(known, id));
        take(known, Reports.keepOurId(known.order(), reported));
        return orders.get(known.key());
    }

    private void take(DeskOrder known, Order reported) {
        terms.took(known.key(), reported, changes + 1);
        put(with(known, reported));
    }

    /** A trade as the broker reports it; one that is known is passed over. @return whether it was new */
    synchronized boolean execution(BrokerId broker, Execution execution) {
        DeskOrder known = finder.find(broker, execution);
        if (known == null || Fills.has(known.executions(), execution)) {
            return false;
        }
        recall(known);
        journal.accept(new Entry.Traded(known.key(), execution));
        count(known, execution);
        return true;
    }

    private void count(DeskOrder known, Execution execution) {
        if (!Fills.has(known.executions(), execution)) {
            List<Execution> all = new ArrayList<>(known.executions());
            all.add(execution);
            put(new DeskOrder(known.key(), known.broker(), Fills.corrected(named(known, execution), all), all,
                    known.foreign()));
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
        return order.foreign() && concluded.contains(order.key()) && order.order().status() == OrderStatus.FILLED;
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
        joined.remove(key);
        if (byTrades) {
            concluded.add(key);
        }
        journal.accept(new Entry.Seen(key, broker, true, reported, Set.of(), byTrades));
        keep(adopted);
        changed.accept(adopted);
        return adopted;
    }

    /** How many orders of ours an account had since a moment, without those that never left. */
    synchronized long sentSince(AccountKey account, Instant from) {
        return orders.of(account).stream().filter(o -> !o.foreign() && !o.order().createdAt().isBefore(from))
                .filter(o -> o.order().status() != OrderStatus.REJECTED || !concluded.contains(o.key())).count();
    }

    private static DeskOrder with(DeskOrder known, Order order) {
        return new DeskOrder(known.key(), known.broker(), order, known.executions(), known.foreign());
    }

    private void put(DeskOrder order) {
        changes++;
        DeskOrder before = keep(order);
        if (!Reports.isSaid(before.order(), order.order())) {
            recall(before);
            journal.accept(new Entry.Moved(order.key(), order.order(), concluded.contains(order.key())));
            retelling.told(order);
        }
        changed.accept(order);
    }

    private DeskOrder keep(DeskOrder order) {
        if (order.order().status().isOpen()) {
            concluded.remove(order.key());
        } else {
            openChanges.end(order.key());
        }
        return orders.put(order);
    }
}
