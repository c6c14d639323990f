package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.audit.Correlation;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.StopResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels what is open at one broker, on threads of its own, so that no broker waits for another: first what is known
 * to be open, then what was on its way meanwhile. Thread-safe.
 */
final class BrokerStop {

    /** Cancels orders, by their keys. */
    interface Cancels {

        /** What is known here to keep an order from being cancelled; empty when its broker has to be asked. */
        Optional<OrderOutcome> refusal(String key);

        OrderOutcome cancel(String key);
    }

    /** So many cancels are under way: what a broker takes, and some left for others. */
    static final int AT_ONCE = 4;
    private static final Logger LOG = LoggerFactory.getLogger(BrokerStop.class);
    private static final int EVERYBODY = 1_000_000;

    private final BrokerId broker;
    private final Lock underWay;
    private final Supplier<List<DeskOrder>> open;
    private final Cancels cancels;
    private final Supplier<Optional<String>> over;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    /** Guarded by this, as what follows. */
    private final Map<String, DeskOrder> orders = new LinkedHashMap<>();
    private final Map<String, OrderOutcome> outcomes = new LinkedHashMap<>();
    private boolean left;

    /**
     * @param underWay held by whoever sends an order to the broker
     * @param open     what is open there now
     * @param over     why nothing is to be cancelled any more: trading was resumed, or stopped anew; empty while it is
     */
    BrokerStop(BrokerId broker, Lock underWay, Supplier<List<DeskOrder>> open, Cancels cancels,
            Supplier<Optional<String>> over) {
        this.broker = broker;
        this.underWay = underWay;
        this.open = open;
        this.cancels = cancels;
        this.over = over;
    }

    BrokerId broker() {
        return broker;
    }

    /** Begins. @param ended told at the end, and whether somebody has left it before; on a thread of its own */
    void start(Consumer<Boolean> ended) {
        List<DeskOrder> first = open.get();
        add(first);
        Optional<String> name = Correlation.current();
        Thread.ofVirtual().name("desk-stop-" + broker).start(() -> {
            try (Correlation.Scope scope = Correlation.resume(name)) {
                run(first, name);
            } catch (RuntimeException e) {
                LOG.error("the orders at {} cannot be cancelled", broker, e);
                leaveOut(new OrderOutcome.NotSent(T.format("stop.failed", e)));
            } finally {
                try {
                    ended.accept(isLeft());
                } finally {
                    done.complete(null);
                }
            }
        });
    }

    /** Completes when all is answered, and told. */
    CompletableFuture<Void> done() {
        return done;
    }

    /** Nobody waits for it any longer; it goes on. */
    synchronized void leave() {
        left = true;
    }

    /** One for each order so far. @param missing stands for what is not answered yet */
    synchronized List<StopResult> results(OrderOutcome missing) {
        return orders.values().stream().map(o -> new StopResult(o, outcomes.getOrDefault(o.key(), missing))).toList();
    }

    private void run(List<DeskOrder> first, Optional<String> name) {
        cancelAll(first, name);
        // Whatever was on its way when trading was stopped is at the broker then, or is not sent any more.
        underWay.lock();
        underWay.unlock();
        if (over.get().isEmpty()) {
            List<DeskOrder> rest = open.get().stream().filter(o -> isUncancelled(o.key())).toList();
            add(rest);
            cancelAll(rest, name);
        }
    }

    private synchronized void add(List<DeskOrder> found) {
        found.forEach(o -> orders.putIfAbsent(o.key(), o));
    }

    /** Neither taken by the broker nor perhaps: what is not answered is asked about, not sent again. */
    private synchronized boolean isUncancelled(String key) {
        OrderOutcome outcome = outcomes.get(key);
        return !(outcome instanceof OrderOutcome.Accepted || outcome instanceof OrderOutcome.Unknown);
    }

    /** The keys of the orders that it has found. */
    synchronized Set<String> found() {
        return Set.copyOf(orders.keySet());
    }

    /** The keys of the orders whose cancels have reached the broker, or may have. */
    synchronized Set<String> sent() {
        return outcomes.entrySet().stream().filter(e -> !(e.getValue() instanceof OrderOutcome.NotSent))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    private synchronized boolean isLeft() {
        return left;
    }

    private synchronized void leaveOut(OrderOutcome why) {
        orders.keySet().forEach(key -> outcomes.putIfAbsent(key, why));
    }

    private synchronized void put(DeskOrder order, OrderOutcome outcome) {
        outcomes.put(order.key(), outcome);
    }

    private void cancelAll(List<DeskOrder> all, Optional<String> name) {
        Turn turn = new Turn();
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("desk-stop-" + broker + "-", 0).factory())) {
            new ArrayList<>(all).forEach(order -> threads.execute(() -> {
                try (Correlation.Scope scope = Correlation.resume(name)) {
                    put(order, cancels.refusal(order.key()).orElseGet(() -> turn.take(order)));
                }
            }));
        }
    }

    private OrderOutcome outcome(DeskOrder order) {
        Optional<String> why = over.get();
        if (why.isPresent()) {
            return new OrderOutcome.NotSent(why.get());
        }
        try {
            return cancels.cancel(order.key());
        } catch (RuntimeException e) {
            LOG.error("order {} cannot be cancelled", order.key(), e);
            return new OrderOutcome.Unknown(T.format("stop.failed", e));
        }
    }

    /**
     * Cancels go one behind the other, until the broker leaves one without an answer: then nobody waits for those
     * before. What this side refuses, for the order has ended or has no name yet, is no silence of the broker's.
     */
    private final class Turn {

        private final Semaphore places = new Semaphore(AT_ONCE, true);
        private final AtomicBoolean open = new AtomicBoolean();

        OrderOutcome take(DeskOrder order) {
            places.acquireUninterruptibly();
            try {
                OrderOutcome outcome = outcome(order);
                if (isSilence(order, outcome) && open.compareAndSet(false, true)) {
                    places.release(EVERYBODY);
                }
                return outcome;
            } finally {
                places.release();
            }
        }

        private boolean isSilence(DeskOrder order, OrderOutcome outcome) {
            return switch (outcome) {
                case OrderOutcome.Accepted a -> false;
                case OrderOutcome.Rejected r -> false;
                case OrderOutcome.NotSent n -> over.get().isEmpty() && cancels.refusal(order.key()).isEmpty();
                case OrderOutcome.Unknown u -> true;
            };
        }
    }
}
