package org.jts.trading.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.Entry;
import org.jts.trading.internal.journal.Kept;

/**
 * The newest picture of each order and what has to be remembered of it beside; whoever listens, and the journal, are
 * told of each change. What may become a picture is the blotter's business, which guards it.
 */
final class Pictures {

    private final KnownOrders orders = new KnownOrders();
    private final Names names = new Names();
    /** Ends of which no broker told: concluded here, or said by a person. */
    private final Set<String> concluded = new HashSet<>();
    private final ToldTerms terms = new ToldTerms();
    /** What was taken for an order of its own, and which order it is part of. */
    private final Map<String, String> joined = new HashMap<>();
    private final OpenChanges openChanges = new OpenChanges();
    private final Retelling retelling;
    private final Consumer<DeskOrder> changed;
    private final Consumer<Entry> journal;
    private long changes;

    /**
     * @param changed  told of each new picture
     * @param journal  told of what has to be remembered
     * @param nanoTime tells how much time went by
     */
    Pictures(Consumer<DeskOrder> changed, Consumer<Entry> journal, LongSupplier nanoTime) {
        this.changed = changed;
        this.journal = journal;
        this.retelling = new Retelling(nanoTime);
    }

    KnownOrders orders() {
        return orders;
    }

    Names names() {
        return names;
    }

    ToldTerms terms() {
        return terms;
    }

    /** Thread-safe, other than the rest. */
    OpenChanges openChanges() {
        return openChanges;
    }

    /** Grows with each change. */
    long changes() {
        return changes;
    }

    /** Whether nobody but this desk said that it ended. */
    boolean isConcluded(String key) {
        return concluded.contains(key);
    }

    /** The next picture of an order is an end of which no broker told. */
    void conclude(String key) {
        concluded.add(key);
    }

    /** Takes an order from the journal. */
    void restore(Kept kept) {
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
    void forgetEnded(Instant before) {
        Set<String> gone = orders.forgetEnded(before);
        concluded.removeAll(gone);
        terms.forget(gone);
        retelling.forget(gone);
        joined.values().removeAll(gone);
        names.forget(gone);
    }

    /** Everything known, as the journal can write it anew. */
    List<Entry> everything() {
        List<Entry> all = new ArrayList<>();
        Map<String, Set<BrokerOrderId>> called = names.all();
        orders.all().forEach(o -> all.addAll(whole(o, called.getOrDefault(o.key(), Set.of()))));
        all.addAll(openChanges.all());
        joined.forEach((key, into) -> all.add(new Entry.Joined(key, into)));
        return all;
    }

    private List<Entry> whole(DeskOrder order, Set<BrokerOrderId> called) {
        List<Entry> all = new ArrayList<>();
        all.add(new Entry.Seen(order.key(), order.broker(), order.foreign(), order.order(), called,
                concluded.contains(order.key())));
        order.executions().forEach(e -> all.add(new Entry.Traded(order.key(), e)));
        return all;
    }

    /** An order that the journal knows already. */
    void add(DeskOrder added) {
        keep(added);
        changed.accept(added);
    }

    /** An order that nobody placed here. @param byTrades whether only its trades are known */
    void adopt(DeskOrder adopted, boolean byTrades) {
        joined.remove(adopted.key());
        if (byTrades) {
            concluded.add(adopted.key());
        }
        journal.accept(new Entry.Seen(adopted.key(), adopted.broker(), true, adopted.order(), Set.of(), byTrades));
        add(adopted);
    }

    /**
     * What was taken for an order of its own is another one. First of all, and whole: a program that ends behind it has
     * neither two orders nor a trade without one.
     */
    void join(String gone, String into) {
        journal.accept(new Entry.Joined(gone, into));
        joined.put(gone, into);
        orders.remove(gone);
        concluded.remove(gone);
    }

    /** The next picture of an order, as its broker tells it. */
    void take(DeskOrder known, Order reported) {
        terms.took(known.key(), reported, changes + 1);
        put(known, reported);
    }

    /** The next picture of an order. */
    void put(DeskOrder known, Order order) {
        put(new DeskOrder(known.key(), known.broker(), order, known.executions(), known.foreign()));
    }

    /** The next picture of an order, with one more trade, of which the journal knows already. */
    void put(DeskOrder known, Order order, Execution trade) {
        List<Execution> all = new ArrayList<>(known.executions());
        all.add(trade);
        put(new DeskOrder(known.key(), known.broker(), Fills.corrected(order, all), all, known.foreign()));
    }

    /** The journal is told of a trade that is about to be counted. */
    void note(DeskOrder known, Execution trade) {
        recall(known);
        journal.accept(new Entry.Traded(known.key(), trade));
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

    private void recall(DeskOrder known) {
        if (retelling.isDue(known)) {
            whole(known, names.of(known)).forEach(journal);
        }
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
