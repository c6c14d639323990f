package org.jts.server.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Violation;
import org.jts.concurrent.BoundedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders of clients. They go through the desk like everybody's, under the names that the clients gave them: checked,
 * written down before they are sent, followed, and stopped with all others.
 */
final class ClientOrders {

    private static final Logger LOG = LoggerFactory.getLogger(ClientOrders.class);
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_NAMES = 10_000;
    /** What a broker would refuse for good; what else holds an order back may be over in a moment. */
    private static final Set<RejectReason> FOR_GOOD = Set.of(RejectReason.UNKNOWN_SYMBOL,
            RejectReason.UNKNOWN_ACCOUNT, RejectReason.UNSUPPORTED, RejectReason.PRICE_TICK, RejectReason.QUANTITY,
            RejectReason.INSUFFICIENT_FUNDS, RejectReason.INSUFFICIENT_HOLDINGS);
    private static final Set<RejectReason> OF_NUMBERS = Set.of(RejectReason.PRICE_TICK, RejectReason.QUANTITY);

    private final OrderDesk desk;
    /** What was said of orders that were not sent, by their names; the newest of them. */
    private final Map<ClientOrderId, OrderOutcome.NotSent> notSent = Collections.synchronizedMap(
            BoundedMap.ofNewest(MAX_NAMES));

    private final Instant started;

    /** @param started when this life of the server began: what is older was answered in another one */
    ClientOrders(OrderDesk desk, Instant started) {
        this.desk = desk;
        this.started = started;
    }

    /**
     * Blocks until the broker answered, or the desk knows that it did not.
     *
     * @param isLent whether this is a thread of the broker's, which may be left to it
     * @param answer told once, on another thread where a lent one is left to the broker
     */
    void place(BrokerConnection broker, OrderRequest request, boolean isLent, Consumer<OrderOutcome> answer) {
        OrderDraft draft = new OrderDraft(new AccountKey(broker.id(), request.account()), request.symbol(),
                request.side(), request.type(), request.timeInForce(), request.quantity(), request.limitPrice(),
                request.stopPrice(), request.instruction());
        Optional<OrderOutcome> before = before(request.clientOrderId());
        if (before.isPresent()) {
            answer.accept(before.get()); // its sender tries again
        } else if (isLent) {
            desk.place(draft, request.clientOrderId(), placed -> answer.accept(told(draft, request, placed)));
        } else {
            answer.accept(outcome(draft, request, desk.place(draft, request.clientOrderId())));
        }
    }

    /** Whoever was told in place of the caller has nobody to throw at. */
    private OrderOutcome told(OrderDraft draft, OrderRequest request, Placement placement) {
        try {
            return outcome(draft, request, placement);
        } catch (RuntimeException e) {
            LOG.error("what the desk said of order {} cannot be made plainer", request.clientOrderId(), e);
            return placement.outcome();
        }
    }

    private OrderOutcome outcome(OrderDraft draft, OrderRequest request, Placement placement) {
        OrderOutcome outcome = placement.outcome();
        if (outcome instanceof OrderOutcome.NotSent && placement.key().isEmpty()) {
            // It never became an order. What was wrong with it may be wrong for good, as a broker would say.
            outcome = refusal(desk.check(draft), FOR_GOOD).orElse(outcome);
        }
        if (outcome instanceof OrderOutcome.NotSent nothing) {
            notSent.put(request.clientOrderId(), nothing);
        } else {
            notSent.remove(request.clientOrderId()); // from now on there is, or may be, an order of this name
        }
        return outcome;
    }

    /**
     * What is said of a name under which the desk knows an order that never was one at the broker: the same again, in
     * this life of the server. Of one of a life before, the desk remembers in words why there is none: that it was
     * refused, that it was not sent, or that a person settled it so; as far as anybody knows, for a broker that lists
     * it after all is right.
     */
    private Optional<OrderOutcome> before(ClientOrderId name) {
        Optional<Order> known = desk.order(name.value()).map(DeskOrder::order)
                .filter(order -> order.brokerOrderId().isEmpty());
        OrderOutcome.NotSent said = notSent.get(name);
        if (known.isEmpty() || said != null) {
            return known.map(order -> said);
        }
        return known.filter(order -> order.status() == OrderStatus.REJECTED && order.createdAt().isBefore(started))
                .map(order -> new OrderOutcome.Rejected(RejectReason.OTHER, "",
                        order.message().orElse("the order never was at the broker")));
    }

    /**
     * An order in the broker's own words. Blocks as {@link #place} does. Of one that the desk has and that was not
     * sent, the same is said again.
     */
    OrderOutcome call(OrderCall call, ClientOrderId name) {
        Optional<OrderOutcome> before = desk.call(name.value()).flatMap(DeskCall::outcome)
                .filter(OrderOutcome.NotSent.class::isInstance);
        return before.orElseGet(() -> desk.place(call, name).outcome());
    }

    OrderOutcome modify(BrokerConnection broker, OrderChange change) {
        OrderRef ref = change.order();
        Optional<DeskOrder> known = find(broker, ref);
        if (known.isEmpty()) {
            return unseen(broker, ref);
        }
        Order order = known.get().order();
        if (!order.status().isOpen()) {
            return new OrderOutcome.Rejected(RejectReason.ORDER_CLOSED, "",
                    "order_id: expected an open order, found %s %s".formatted(ref.brokerOrderId(), order.status()));
        }
        return refusal(numbers(known.get(), change), OF_NUMBERS)
                .orElseGet(() -> desk.modify(known.get().key(), change.quantity(), change.limitPrice()));
    }

    private List<Violation> numbers(DeskOrder known, OrderChange change) {
        Order order = known.order();
        Optional<BigDecimal> limit = change.limitPrice().or(order::limitPrice);
        return desk.check(new OrderDraft(known.account(), order.symbol(), order.side(), order.type(),
                order.timeInForce(), change.quantity(), limit, order.stopPrice()));
    }

    /** An order that the desk has not seen: what the broker says of it decides which refusal is true. */
    private static OrderOutcome unseen(BrokerConnection broker, OrderRef ref) {
        try {
            boolean open = broker.gateway().openOrders(ref.account()).stream()
                    .anyMatch(o -> o.brokerOrderId().filter(ref.brokerOrderId()::equals).isPresent());
            return open ? new OrderOutcome.NotSent("order_id: expected an order that the desk of the server has seen, "
                    + "found %s, which it is about to; try again in a moment".formatted(ref.brokerOrderId()))
                    : new OrderOutcome.Rejected(RejectReason.UNKNOWN_ORDER, "",
                            "order_id: expected an open order of %s, found %s".formatted(ref.account(),
                                    ref.brokerOrderId()));
        } catch (BrokerException e) {
            return new OrderOutcome.NotSent("the order is not known here, and the broker cannot be asked: "
                    + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OrderOutcome.NotSent("the call was given up before anything was sent");
        }
    }

    /** A cancel lowers the risk: what the desk does not know as open is passed on, and the broker answers. */
    OrderOutcome cancel(BrokerConnection broker, OrderRef ref) {
        return find(broker, ref).filter(o -> o.order().status().isOpen())
                .map(o -> desk.cancel(o.key())).orElseGet(() -> broker.gateway().cancel(ref));
    }

    /** By its own name where the client says it; else all orders are looked through. */
    private Optional<DeskOrder> find(BrokerConnection broker, OrderRef ref) {
        return ref.clientOrderId().flatMap(name -> desk.order(name.value()))
                .filter(o -> is(o, broker, ref.account(), ref.brokerOrderId()))
                .or(() -> find(broker, ref.account(), ref.brokerOrderId()));
    }

    /** An order as the desk knows it. */
    Optional<DeskOrder> find(BrokerConnection broker, AccountId account, BrokerOrderId id) {
        return desk.orders().stream().filter(o -> is(o, broker, account, id)).reduce((first, last) -> last);
    }

    private static boolean is(DeskOrder order, BrokerConnection broker, AccountId account, BrokerOrderId id) {
        return order.broker().equals(broker.id()) && order.order().account().equals(account)
                && order.order().brokerOrderId().filter(id::equals).isPresent();
    }

    private static Optional<OrderOutcome> refusal(List<Violation> violations, Set<RejectReason> reasons) {
        return violations.stream().filter(v -> reasons.contains(v.reason())).findFirst().map(first -> {
            String text = violations.stream().map(Violation::text).collect(Collectors.joining("\n"));
            return new OrderOutcome.Rejected(first.reason(), "", text.substring(0, Math.min(MAX_TEXT, text.length())));
        });
    }
}
