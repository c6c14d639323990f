package org.jts.console.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Verdict;
import org.jts.api.trading.Violation;
import org.jts.testkit.DeskSwitches;

/** Answers what a test prepared; orders stand as the test says. */
final class FakeDesk extends DeskSwitches {

    static final Instant NOW = Instant.parse("2026-01-02T01:00:00Z");
    static final OrderOutcome ACCEPTED = new OrderOutcome.Accepted(new BrokerOrderId("B-1"), NOW);

    final List<OrderDraft> drafts = Collections.synchronizedList(new ArrayList<>());
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile OrderOutcome answer = ACCEPTED;
    volatile OrderStatus status = OrderStatus.ACCEPTED;
    volatile OrderStatus afterCancel = OrderStatus.CANCELLED;
    final List<String> settled = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, DeskOrder> orders = Collections.synchronizedMap(new LinkedHashMap<>());

    @Override
    public List<Violation> check(OrderDraft draft) {
        return List.of();
    }

    @Override
    public Placement place(OrderDraft d, ClientOrderId name) {
        throw new UnsupportedOperationException("the console names no order");
    }

    @Override
    public synchronized Placement place(OrderDraft d) {
        drafts.add(d);
        if (answer instanceof OrderOutcome.NotSent) {
            return new Placement(Optional.empty(), answer);
        }
        String key = "K-" + drafts.size();
        Order order = Order.pending(new OrderRequest(new ClientOrderId(key), d.account().account(), d.symbol(),
                d.side(),
                d.type(), d.timeInForce(), d.quantity(), d.limitPrice(), d.stopPrice(), d.instruction()), NOW);
        orders.put(key, new DeskOrder(key, d.account().broker(), order.withBrokerOrderId(new BrokerOrderId("B-1"), NOW)
                .withStatus(status, NOW, Optional.empty()), List.of(), false));
        return new Placement(Optional.of(key), answer);
    }

    void put(DeskOrder order) {
        orders.put(order.key(), order);
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        calls.add("modify %s %s %s".formatted(key, quantity, limitPrice));
        return answer;
    }

    @Override
    public OrderOutcome cancel(String key) {
        calls.add("cancel " + key);
        if (answer instanceof OrderOutcome.Accepted) {
            orders.computeIfPresent(key, (k, o) -> new DeskOrder(k, o.broker(), o.order().withStatus(afterCancel, NOW,
                    Optional.empty()), o.executions(), o.foreign()));
        }
        return answer;
    }

    @Override
    public List<DeskOrder> orders() {
        return List.copyOf(orders.values());
    }

    @Override
    public Optional<DeskOrder> order(String key) {
        return Optional.ofNullable(orders.get(key));
    }

    @Override
    public Optional<String> settle(String key, Verdict verdict) {
        if (settled.contains("refuse")) {
            return Optional.of("there is nothing to settle");
        }
        settled.add(key + " " + verdict);
        return Optional.empty();
    }
}
