package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
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
    /** So many cancels are under way at a broker: what it takes, and some left for others. */
    static final int AT_ONCE = 4;

    private final DeskJournal journal;
    private final EventLog events;
    /** Held for reading while an order is on its way, so that none slips through behind the last cancel. */
    private final ReadWriteLock underWay = new ReentrantReadWriteLock();
    private final TimeSource time;
    private volatile Optional<Stop> stop = Optional.empty();

    private record Stop(String why, Instant since) {
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
            stop = Optional.of(new Stop(why, at));
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
    OrderOutcome send(Supplier<OrderOutcome> order) {
        underWay.readLock().lock();
        try {
            return refusal().orElseGet(order);
        } finally {
            underWay.readLock().unlock();
        }
    }

    /**
     * Stops, and cancels.
     *
     * @param stopped told as soon as no new order goes out
     * @param open    the orders that are open now
     * @param cancel  cancels one
     */
    List<StopResult> stop(String reason, Runnable stopped, Supplier<List<DeskOrder>> open,
            Function<DeskOrder, OrderOutcome> cancel) {
        stop = Optional.of(new Stop(reason, since().orElseGet(time::now)));
        // On disk with the first cancel's record, or below: no cancel waits for it.
        journal.note(state());
        stopped.run();
        Map<String, StopResult> results = new LinkedHashMap<>();
        cancelAll(open.get(), cancel, results);
        underWay.writeLock().lock();
        underWay.writeLock().unlock();
        List<DeskOrder> left = open.get();
        cancelAll(left.stream().filter(o -> !isAnswered(results.get(o.key()))).toList(), cancel, results);
        sync();
        List<StopResult> all = List.copyOf(results.values());
        Set<String> stillOpen = open.get().stream().map(DeskOrder::key).collect(Collectors.toSet());
        long done = all.stream().filter(r -> isAnswered(r) || !stillOpen.contains(r.order().key())).count();
        events.publish(done == all.size() ? Severity.WARNING : Severity.ERROR, "trading", Optional.empty(),
                T.format("stop.done", reason, done, all.size()),
                String.join("\n", all.stream().map(r -> r.order().key() + ": " + Words.of(r.outcome())).toList()));
        return all;
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

    private static boolean isAnswered(StopResult result) {
        return result != null && result.outcome() instanceof OrderOutcome.Accepted;
    }

    /** Cancels at one broker go one behind the other, until one gets no answer: then nobody waits for those before. */
    private static final class Turn {

        private static final int EVERYBODY = 1_000_000;

        private final Semaphore places = new Semaphore(AT_ONCE, true);
        private final AtomicBoolean open = new AtomicBoolean();

        StopResult take(DeskOrder order, Function<DeskOrder, OrderOutcome> cancel) throws InterruptedException {
            places.acquire();
            try {
                StopResult result = new StopResult(order, cancel.apply(order));
                boolean isSaid = isAnswered(result) || result.outcome() instanceof OrderOutcome.Rejected;
                if (!isSaid && open.compareAndSet(false, true)) {
                    places.release(EVERYBODY);
                }
                return result;
            } finally {
                places.release();
            }
        }
    }

    private static void cancelAll(List<DeskOrder> orders, Function<DeskOrder, OrderOutcome> cancel,
            Map<String, StopResult> results) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-stop-", 0)
                .factory())) {
            List<Future<StopResult>> calls = new ArrayList<>();
            Optional<String> name = Correlation.current();
            Map<BrokerId, Turn> turns = new HashMap<>();
            for (DeskOrder order : orders) {
                Turn turn = turns.computeIfAbsent(order.broker(), b -> new Turn());
                calls.add(threads.submit(() -> {
                    try (Correlation.Scope scope = Correlation.resume(name)) {
                        return turn.take(order, cancel);
                    }
                }));
            }
            for (Future<StopResult> call : calls) {
                StopResult result = call.get();
                results.put(result.order().key(), result);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected an outcome of each cancel", e);
        }
    }
}
