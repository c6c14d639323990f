package org.jts.server.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jts.api.account.AccountKey;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.Placement;

/** What the broker has, asked of the broker itself, against what the desk at the other end of the line shows. */
final class DeskTruth {

    private final BrokerGateway broker;
    private final OrderDesk desk;
    private final AccountKey account;
    private final Queue<Placement> placements = new ConcurrentLinkedQueue<>();

    /** @param account at the desk */
    DeskTruth(BrokerGateway broker, OrderDesk desk, AccountKey account) {
        this.broker = broker;
        this.desk = desk;
        this.account = account;
    }

    void placed(Placement placement) {
        placements.add(placement);
    }

    /** @return empty when nothing is lost, doubled, or shown otherwise than it is */
    Optional<String> difference() throws BrokerException, InterruptedException {
        Map<BrokerOrderId, Order> open = new HashMap<>();
        broker.openOrders(account.account()).forEach(o -> open.put(o.brokerOrderId().orElseThrow(), o));
        Map<BrokerOrderId, Set<ExecutionId>> trades = new HashMap<>();
        Map<ClientOrderId, Set<BrokerOrderId>> names = new HashMap<>();
        open.forEach((id, order) -> order.clientOrderId()
                .ifPresent(name -> names.computeIfAbsent(name, n -> new HashSet<>()).add(id)));
        for (Execution trade : broker.executions(account.account(), Instant.EPOCH)) {
            trades.computeIfAbsent(trade.brokerOrderId(), id -> new HashSet<>()).add(trade.id());
            trade.clientOrderId().ifPresent(
                    name -> names.computeIfAbsent(name, n -> new HashSet<>()).add(trade.brokerOrderId()));
        }
        Map<BrokerOrderId, DeskOrder> shown = new HashMap<>();
        List<DeskOrder> all = desk.orders().stream().filter(o -> o.account().equals(account)).toList();
        all.forEach(o -> o.order().brokerOrderId().ifPresent(id -> shown.put(id, o)));
        return doubled(names).or(() -> sentAllTheSame(names)).or(() -> missing(open, trades, shown))
                .or(() -> wrong(all, open, trades));
    }

    private static Optional<String> doubled(Map<ClientOrderId, Set<BrokerOrderId>> names) {
        return names.entrySet().stream().filter(e -> e.getValue().size() > 1).findFirst()
                .map(e -> "doubled: %s is at the broker as %s".formatted(e.getKey(), e.getValue()));
    }

    /** An order of which it was said that nothing left. */
    private Optional<String> sentAllTheSame(Map<ClientOrderId, Set<BrokerOrderId>> names) {
        return placements.stream().filter(p -> p.outcome() instanceof OrderOutcome.NotSent)
                .flatMap(p -> p.key().flatMap(desk::order).stream()).map(DeskOrder::order)
                .filter(o -> o.clientOrderId().filter(names::containsKey).isPresent()).findFirst()
                .map(o -> "said not to be sent, and at the broker: " + o);
    }

    private static Optional<String> missing(Map<BrokerOrderId, Order> open, Map<BrokerOrderId, Set<ExecutionId>> trades,
            Map<BrokerOrderId, DeskOrder> shown) {
        Set<BrokerOrderId> there = new HashSet<>(open.keySet());
        there.addAll(trades.keySet());
        there.removeAll(shown.keySet());
        return there.stream().findFirst().map(id -> "lost: %s is at the broker and not shown".formatted(id));
    }

    private static Optional<String> wrong(List<DeskOrder> all, Map<BrokerOrderId, Order> open,
            Map<BrokerOrderId, Set<ExecutionId>> trades) {
        for (DeskOrder shown : all) {
            Optional<BrokerOrderId> id = shown.order().brokerOrderId();
            boolean unresolved = id.isEmpty() && shown.order().status() == OrderStatus.UNKNOWN;
            Order there = id.map(open::get).orElse(null);
            boolean works = shown.order().status().isOpen() && !unresolved;
            if (works != (there != null)) {
                return Optional.of("shown as %s, at the broker: %s".formatted(shown.order(), there));
            }
            if (there != null && !same(there, shown.order())) {
                return Optional.of("shown as %s, at the broker: %s".formatted(shown.order(), there));
            }
            Set<ExecutionId> traded = id.map(trades::get).orElse(Set.of());
            List<ExecutionId> told = shown.executions().stream().map(Execution::id).toList();
            if (told.size() != (traded == null ? 0 : traded.size()) || !Set.copyOf(told).equals(traded)) {
                return Optional.of("trades of %s: shown %s, at the broker %s".formatted(shown.order(), told, traded));
            }
        }
        return Optional.empty();
    }

    private static boolean same(Order there, Order shown) {
        return there.quantity().compareTo(shown.quantity()) == 0
                && there.filledQuantity().compareTo(shown.filledQuantity()) == 0
                && there.limitPrice().equals(shown.limitPrice()) && there.side() == shown.side();
    }
}
