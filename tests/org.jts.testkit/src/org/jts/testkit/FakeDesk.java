package org.jts.testkit;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.store.StoreException;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Verdict;
import org.jts.api.trading.Violation;

/** An order desk that notes what it is asked for and answers as it is told to. */
public final class FakeDesk extends DeskSwitches {
    private final AtomicInteger flushes = new AtomicInteger();
    private volatile Optional<String> unwritable = Optional.empty();
    private final Map<String, DeskOrder> orders = new LinkedHashMap<>();
    private final List<OrderDraft> placed = new CopyOnWriteArrayList<>();
    private final List<String> cancelled = new CopyOnWriteArrayList<>();
    private final List<String> modified = new CopyOnWriteArrayList<>();
    private final List<String> settled = new CopyOnWriteArrayList<>();
    private volatile Function<OrderDraft, List<Violation>> rules = draft -> List.of();
    private volatile Function<OrderDraft, OrderOutcome> answer =
            draft -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), Instant.EPOCH);

    public void rules(Function<OrderDraft, List<Violation>> newRules) {
        rules = newRules;
    }

    public void onPlace(Function<OrderDraft, OrderOutcome> newAnswer) {
        answer = newAnswer;
    }

    /** Adds or replaces an order and tells. */
    public void put(DeskOrder order) {
        synchronized (orders) {
            orders.put(order.key(), order);
        }
        tell(order);
    }

    public List<OrderDraft> placed() {
        return List.copyOf(placed);
    }

    /** Keys of the orders that were to be cancelled. */
    public List<String> cancelled() {
        return List.copyOf(cancelled);
    }

    /** Changes that were asked for: key, quantity and price. */
    public List<String> modified() {
        return List.copyOf(modified);
    }

    /** Orders that were settled by hand: key and verdict. */
    public List<String> settled() {
        return List.copyOf(settled);
    }

    @Override
    public List<Violation> check(OrderDraft draft) {
        return rules.apply(draft);
    }

    @Override
    public Placement place(OrderDraft draft) {
        placed.add(draft);
        return new Placement(Optional.of("k" + placed.size()), answer.apply(draft));
    }

    @Override
    public Placement place(OrderDraft draft, ClientOrderId name) {
        placed.add(draft);
        return new Placement(Optional.of(name.value()), answer.apply(draft));
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        modified.add(key + " " + quantity.toPlainString() + limitPrice.map(p -> " " + p.toPlainString()).orElse(""));
        return new OrderOutcome.Accepted(new BrokerOrderId("B1"), Instant.EPOCH);
    }

    @Override
    public OrderOutcome cancel(String key) {
        cancelled.add(key);
        return new OrderOutcome.Accepted(new BrokerOrderId("B1"), Instant.EPOCH);
    }

    @Override
    public List<DeskOrder> orders() {
        synchronized (orders) {
            return new ArrayList<>(orders.values());
        }
    }

    @Override
    public Optional<DeskOrder> order(String key) {
        synchronized (orders) {
            return Optional.ofNullable(orders.get(key));
        }
    }

    @Override
    public Optional<String> settle(String key, Verdict verdict) {
        settled.add(key + " " + verdict);
        return Optional.empty();
    }

    /** How often somebody waited for the disk. */
    public int flushes() {
        return flushes.get();
    }

    /** The disk takes nothing any more, for this reason. */
    public void failFlush(String reason) {
        unwritable = Optional.of(reason);
    }

    @Override
    public void flush() throws StoreException {
        flushes.incrementAndGet();
        if (unwritable.isPresent()) {
            throw new StoreException(unwritable.get());
        }
    }
}
