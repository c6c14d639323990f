package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.order.OrderOutcome;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.StopResult;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;

/** Stops all trading, and remembers that it did over a restart. Thread-safe. */
final class KillSwitch {

    private final DeskJournal journal;
    private final EventLog events;
    /** Held for reading while an order is on its way, so that none slips through behind the last cancel. */
    private final ReadWriteLock underWay = new ReentrantReadWriteLock();
    private final TimeSource time;
    private volatile Optional<Stop> stop;

    private record Stop(String why, Instant since) {
    }

    KillSwitch(DeskJournal journal, TimeSource time, EventLog events) {
        this.time = time;
        this.journal = journal;
        this.events = events;
        this.stop = journal.replay().stopped().map(e -> new Stop(e.why(), journal.replay().stoppedAt()));
        stopped().ifPresent(text -> events.publish(Severity.WARNING, "trading", Optional.empty(),
                T.format("stop.before", text), T.get("stop.before.detail")));
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
        journal.note(new Entry.Stopped(true, reason));
        stopped.run();
        Map<String, StopResult> results = new LinkedHashMap<>();
        cancelAll(open.get(), cancel, results);
        underWay.writeLock().lock();
        underWay.writeLock().unlock();
        cancelAll(open.get().stream().filter(o -> !isAnswered(results.get(o.key()))).toList(), cancel, results);
        List<StopResult> all = List.copyOf(results.values());
        long cancelled = all.stream().filter(KillSwitch::isAnswered).count();
        events.publish(cancelled == all.size() ? Severity.WARNING : Severity.ERROR, "trading", Optional.empty(),
                T.format("stop.done", reason, cancelled, all.size()),
                String.join("\n", all.stream().map(r -> r.order().key() + ": " + r.outcome()).toList()));
        return all;
    }

    void resume() {
        if (stop.isPresent()) {
            stop = Optional.empty();
            journal.note(new Entry.Stopped(false, "resumed"));
            events.publish(Severity.INFO, "trading", Optional.empty(), T.get("stop.resumed"), "");
        }
    }

    private static boolean isAnswered(StopResult result) {
        return result != null && result.outcome() instanceof OrderOutcome.Accepted;
    }

    private static void cancelAll(List<DeskOrder> orders, Function<DeskOrder, OrderOutcome> cancel,
            Map<String, StopResult> results) {
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("desk-stop-", 0)
                .factory())) {
            List<Future<StopResult>> calls = new ArrayList<>();
            orders.forEach(o -> calls.add(threads.submit(() -> new StopResult(o, cancel.apply(o)))));
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
