package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.audit.Correlation;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.OrderOutcome;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.StopResult;
import org.jts.journal.JournalException;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/** Stops all trading, and remembers that it did over a restart. Thread-safe. */
final class KillSwitch {

    /** In the journal, where nobody reads it but programs. */
    private static final String RESUMED = "resumed";
    /** How long whoever stops trading waits for the answers. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final DeskJournal journal;
    private final EventLog events;
    /**
     * Held for reading while an order is on its way to a broker, so that none slips through behind the last cancel. No
     * thread owns one: of an order whose broker does not answer in time another one lets it go.
     */
    private final Map<BrokerId, ReadWriteLock> underWay = new ConcurrentHashMap<>();
    private final TimeSource time;
    private volatile Optional<Stop> stop = Optional.empty();

    /** @param cancels what it cancels at each broker */
    private record Stop(String why, Instant since, StopRounds cancels) {
    }

    KillSwitch(DeskJournal journal, TimeSource time, EventLog events) {
        this.time = time;
        this.journal = journal;
        this.events = events;
    }

    /** Takes what the journal has, unless it was stopped since. */
    void restore(Optional<Entry.Stopped> before, Instant at) {
        if (stop.isEmpty() && before.isPresent()) {
            String why = before.get().why();
            stop = Optional.of(new Stop(why, at, StopRounds.begun()));
            events.publish(Severity.WARNING, "trading", Optional.empty(), T.format("stop.before", why),
                    T.get("stop.before.detail"));
        } else if (stop.isPresent()) {
            journal.note(state());
        }
    }

    /** As the journal remembers it. */
    Entry.Stopped state() {
        return new Entry.Stopped(stop.isPresent(), stopped().orElse(RESUMED));
    }

    Optional<String> stopped() {
        return stop.map(Stop::why);
    }

    Optional<Instant> since() {
        return stop.map(Stop::since);
    }

    /** Why nothing is sent, as a refusal. */
    Optional<OrderOutcome> refusal() {
        return stopped().map(text -> new OrderOutcome.NotSent(T.format("stop.refused", text)));
    }

    /** Sends one order, unless trading is stopped before it is on its way. */
    OrderOutcome send(BrokerId broker, Supplier<OrderOutcome> order) {
        return send(broker, overdue -> Optional.of(order.get()), overdue -> { }).orElseThrow();
    }

    /** The same for one that may be told as overdue: it is on its way until then. */
    Optional<OrderOutcome> send(BrokerId broker, Overdue.Call<OrderOutcome> order, Consumer<OrderOutcome> overdue) {
        Lock sending = underWay(broker).readLock();
        sending.lock();
        return Overdue.holding(sending::unlock, late -> refusal().or(() -> order.make(late)), overdue);
    }

    private ReadWriteLock underWay(BrokerId broker) {
        ReadWriteLock known = underWay.get(broker); // each order comes by here
        return known != null ? known
                : underWay.computeIfAbsent(broker, b -> new StampedLock().asReadWriteLock());
    }

    /**
     * Stops, and cancels: each broker by itself, so that one that does not answer holds up no other. What came of each
     * is told as it comes where there are several. Waits for {@link #LIMIT} at most; what goes on then is told later.
     *
     * @param stopped told as soon as no new order goes out
     * @param open    the orders that are open now
     * @param cancels cancels them
     */
    List<StopResult> stop(String reason, Runnable stopped, Supplier<List<DeskOrder>> open,
            BrokerStop.Cancels cancels) {
        Stop begun = new Stop(reason, since().orElseGet(time::now), new StopRounds());
        stop = Optional.of(begun);
        // On disk with the first cancel's record, or below: no cancel waits for it.
        journal.note(state());
        stopped.run();
        long end = time.nanoTime() + LIMIT.toNanos();
        List<BrokerStop> all = begin(begun, open, cancels);
        for (BrokerStop one : all) {
            Duration left = Duration.ofNanos(Math.max(0, end - time.nanoTime()));
            if (!Waiting.until(time, "desk-stop-" + one.broker(), left, one.done())) {
                one.leave();
            }
        }
        sync();
        List<StopResult> results = all.stream().flatMap(one -> one.results(goesOn()).stream()).toList();
        tell(results, open, (done, of) -> T.format("stop.done", reason, done, of), Optional.empty());
        return results;
    }

    private static OrderOutcome goesOn() {
        return new OrderOutcome.Unknown(T.format("stop.goesOn", LIMIT.toSeconds()));
    }

    /** Why nothing more is cancelled because of a stop; empty while it is the one that holds. */
    private Optional<String> over(Stop begun) {
        Optional<Stop> now = stop;
        return now.filter(s -> s == begun).isPresent() ? Optional.empty()
                : Optional.of(now.isPresent() ? T.get("stop.again") : T.get("stop.left"));
    }

    private List<BrokerStop> begin(Stop begun, Supplier<List<DeskOrder>> open, BrokerStop.Cancels cancels) {
        Set<BrokerId> withOrders = open.get().stream().map(DeskOrder::broker)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<BrokerId> brokers = new LinkedHashSet<>(withOrders);
        brokers.addAll(underWay.keySet());
        List<BrokerStop> all = new ArrayList<>();
        for (BrokerId broker : brokers) {
            Supplier<List<DeskOrder>> there = () -> open.get().stream().filter(o -> o.broker().equals(broker)).toList();
            BrokerStop one = new BrokerStop(broker, underWay(broker).writeLock(), there, cancels,
                    () -> over(begun));
            all.add(one);
            begun.cancels().add(one);
            one.start(isLeft -> {
                if (isLeft || withOrders.size() > 1) {
                    tell(one.results(goesOn()), there,
                            (done, of) -> T.format("stop.broker", broker, done, of), Optional.of(broker));
                }
            });
        }
        begun.cancels().begin();
        return all;
    }

    /**
     * An order of ours that turns out to be open while trading is stopped, because nobody knew whether the broker has
     * it, or because the broker was not there, is cancelled then, once; and so is one of others that the stop found.
     * Returns at once.
     *
     * @param open the orders that are open at the broker now
     * @param ours whether one is ours
     */
    void cancelLate(BrokerId broker, Supplier<List<DeskOrder>> open, Predicate<DeskOrder> ours,
            BrokerStop.Cancels cancels) {
        Stop held = stop.orElse(null);
        if (held == null) {
            return;
        }
        Supplier<List<DeskOrder>> late = () -> open.get().stream()
                .filter(o -> o.order().ref().isPresent() && (ours.test(o) || held.cancels().isFound(o)))
                .filter(held.cancels()::isLeft).toList();
        BrokerStop one = new BrokerStop(broker, underWay(broker).writeLock(), late, cancels, () -> over(held));
        if (!late.get().isEmpty() && held.cancels().addNext(one)) {
            try (Correlation.Scope scope = Correlation.open("stop")) {
                one.start(isLeft -> tellLate(one, held, open));
            }
        }
    }

    /** A cancel that was not sent is told once, and not when there is nothing to cancel any more. */
    private void tellLate(BrokerStop late, Stop held, Supplier<List<DeskOrder>> open) {
        Set<String> stillOpen = keys(open);
        for (StopResult result : late.results(goesOn())) {
            String key = result.order().key();
            switch (result.outcome()) {
                case OrderOutcome.Accepted a -> events.publish(Severity.WARNING, "trading", Optional.of(late.broker()),
                        T.format("stop.late", key, late.broker()), "");
                case OrderOutcome.NotSent n when over(held).isPresent() || !stillOpen.contains(key)
                        || !held.cancels().isFirst(key) -> { }
                default -> events.publish(Severity.ERROR, "trading", Optional.of(late.broker()),
                        T.format("stop.late.not", key, late.broker(), Words.of(result.outcome())), "");
            }
        }
    }

    private static Set<String> keys(Supplier<List<DeskOrder>> open) {
        return open.get().stream().map(DeskOrder::key).collect(Collectors.toSet());
    }

    /** Words for how many of how many orders are being cancelled, or ended otherwise. */
    @FunctionalInterface
    private interface Counted {
        String of(long done, int all);
    }

    private void tell(List<StopResult> results, Supplier<List<DeskOrder>> open, Counted words,
            Optional<BrokerId> broker) {
        if (results.isEmpty() && broker.isPresent()) {
            return;
        }
        Set<String> stillOpen = keys(open);
        long done = results.stream().filter(r -> r.outcome() instanceof OrderOutcome.Accepted
                || !stillOpen.contains(r.order().key())).count();
        events.publish(done == results.size() ? Severity.WARNING : Severity.ERROR, "trading", broker,
                words.of(done, results.size()),
                String.join("\n", results.stream().map(r -> r.order().key() + ": " + Words.of(r.outcome())).toList()));
    }

    /** That trading is stopped outlives the program, or the trader knows that it does not. */
    private void sync() {
        try {
            journal.sync();
        } catch (JournalException e) {
            events.publish(Severity.ERROR, "trading", Optional.empty(), T.get("stop.unnoted"),
                    Words.of(e));
        }
    }

    void resume() {
        if (stop.isPresent()) {
            stop = Optional.empty();
            journal.note(state());
            events.publish(Severity.INFO, "trading", Optional.empty(), T.get("stop.resumed"), "");
        }
    }
}
