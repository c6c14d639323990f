package org.jts.trading.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.feed.MarketFeed;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Violation;
import org.jts.concurrent.CoalescedSignal;
import org.jts.concurrent.Listeners;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Checks, names, sends and follows orders. */
@Component(service = OrderDesk.class)
public final class OrderDeskImpl implements OrderDesk, RegistryListener {

    private final BrokerRegistry registry;
    private final TimeSource time;
    private final EventLog events;
    private final DraftChecker checker;
    private final ClientOrderIds ids;
    private final Queue<DeskOrder> news = new ConcurrentLinkedQueue<>();
    private final Listeners<DeskListener> listeners = new Listeners<>();
    private final CoalescedSignal teller = new CoalescedSignal("desk-news", this::tellNews);
    private final Blotter blotter = new Blotter(this::changed);
    private final Map<BrokerId, BrokerFollower> followers = new ConcurrentHashMap<>();
    private final Subscription registration;

    @Activate
    public OrderDeskImpl(@Reference BrokerRegistry registry, @Reference MarketFeed feed,
            @Reference AccountBook accounts, @Reference TimeSource time, @Reference EventLog events) {
        this.registry = registry;
        this.time = time;
        this.events = events;
        this.checker = new DraftChecker(registry, feed, accounts, blotter::orders);
        this.ids = new ClientOrderIds(time.now());
        this.registration = registry.listen(this);
    }

    @Deactivate
    void close() {
        registration.close();
        followers.values().forEach(BrokerFollower::close);
        teller.close();
    }

    @Override
    public List<Violation> check(OrderDraft draft) {
        return checker.check(draft);
    }

    @Override
    public Placement place(OrderDraft draft) {
        List<Violation> violations = check(draft);
        Optional<BrokerConnection> connection = registry.broker(draft.account().broker());
        if (!violations.isEmpty() || connection.isEmpty()) {
            return new Placement(Optional.empty(), notSent(violations));
        }
        OrderRequest request = new OrderRequest(ids.next(), draft.account().account(), draft.symbol(), draft.side(),
                draft.type(), draft.timeInForce(), draft.quantity(), draft.limitPrice(), draft.stopPrice());
        String key = request.clientOrderId().value();
        blotter.add(connection.get().id(), Order.pending(request, time.now()));
        blotter.outcome(key, OrderStatus.SUBMITTED, time.now(), Optional.empty());
        OrderOutcome outcome = connection.get().gateway().place(request);
        placed(connection.get().id(), key, outcome);
        return new Placement(Optional.of(key), outcome);
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        Optional<DeskOrder> order = blotter.order(key);
        Optional<OrderOutcome> refusal = refuse(key, order);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Violation> violations = checker.checkChange(order.get(), quantity, limitPrice);
        if (!violations.isEmpty()) {
            return notSent(violations);
        }
        BrokerConnection connection = registry.broker(order.get().broker()).orElseThrow();
        OrderRef ref = order.get().order().ref().orElseThrow();
        OrderOutcome outcome = connection.gateway().modify(new OrderChange(ref, quantity, limitPrice));
        if (outcome instanceof OrderOutcome.Accepted accepted) {
            rebind(key, ref.brokerOrderId(), accepted.brokerOrderId());
        }
        doubted(connection.id(), "Change of", key, outcome);
        return outcome;
    }

    @Override
    public OrderOutcome cancel(String key) {
        Optional<DeskOrder> order = blotter.order(key);
        Optional<OrderOutcome> refusal = refuse(key, order);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        BrokerConnection connection = registry.broker(order.get().broker()).orElseThrow();
        OrderOutcome outcome = connection.gateway().cancel(order.get().order().ref().orElseThrow());
        doubted(connection.id(), "Cancel of", key, outcome);
        return outcome;
    }

    @Override
    public List<DeskOrder> orders() {
        return blotter.orders();
    }

    @Override
    public Optional<DeskOrder> order(String key) {
        return blotter.order(key);
    }

    @Override
    public Subscription listen(DeskListener listener) {
        return listeners.add(listener);
    }

    @Override
    public void onAdded(BrokerConnection connection) {
        BrokerFollower old = followers.put(connection.id(), new BrokerFollower(connection, blotter, time, events));
        if (old != null) {
            old.close();
        }
        onStateChanged(connection, connection.state());
    }

    @Override
    public void onRemoved(BrokerConnection connection) {
        BrokerFollower gone = followers.get(connection.id());
        if (gone != null && gone.connection() == connection) {
            followers.remove(connection.id(), gone);
            gone.close();
        }
    }

    @Override
    public void onStateChanged(BrokerConnection connection, ConnectionState state) {
        BrokerFollower follower = followers.get(connection.id());
        if (follower != null && state.isConnected()) {
            follower.resync();
        }
    }

    private void placed(BrokerId broker, String key, OrderOutcome outcome) {
        Instant now = time.now();
        switch (outcome) {
            case OrderOutcome.Accepted accepted -> {
                blotter.bind(key, accepted.brokerOrderId(), accepted.at());
                blotter.outcome(key, OrderStatus.ACCEPTED, now, Optional.empty());
            }
            case OrderOutcome.Rejected rejected ->
                blotter.outcome(key, OrderStatus.REJECTED, now, Optional.of(rejected.text()));
            case OrderOutcome.NotSent notSent ->
                blotter.outcome(key, OrderStatus.REJECTED, now, Optional.of("Not sent: " + notSent.why()));
            case OrderOutcome.Unknown unknown ->
                blotter.outcome(key, OrderStatus.UNKNOWN, now, Optional.of(unknown.why()));
        }
        doubted(broker, "Order", key, outcome);
        BrokerFollower follower = followers.get(broker);
        if (follower != null && outcome instanceof OrderOutcome.Accepted) {
            follower.lookAfterOpen();
        }
    }

    private void rebind(String key, BrokerOrderId before, BrokerOrderId after) {
        if (!before.equals(after)) {
            blotter.bind(key, after, time.now());
        }
    }

    /** Doubt is said aloud and resolved by asking, never by sending again. */
    private void doubted(BrokerId broker, String what, String key, OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.Unknown unknown) {
            events.publish(Severity.ERROR, "trading", Optional.of(broker),
                    "%s %s: the broker's answer is not known".formatted(what, key),
                    unknown.why() + "\nThe broker is asked for open orders and trades; do not send it again.");
            BrokerFollower follower = followers.get(broker);
            if (follower != null) {
                follower.resync();
            }
        }
    }

    private Optional<OrderOutcome> refuse(String key, Optional<DeskOrder> order) {
        if (order.isEmpty()) {
            return notSent("Order: expected one of this desk's, found no \"%s\"; see the list of orders.", key);
        }
        Order known = order.get().order();
        if (!known.status().isOpen()) {
            return notSent("Order %s is %s: nothing is left to change or cancel.", key, known.status());
        }
        if (known.ref().isEmpty()) {
            return notSent("Order %s is %s and the broker has not named it yet; try again when it has.", key,
                    known.status());
        }
        if (registry.broker(order.get().broker()).isEmpty()) {
            return notSent("Order %s is at %s, which is not installed now; the order is left as it is there.", key,
                    order.get().broker());
        }
        return Optional.empty();
    }

    private static OrderOutcome notSent(List<Violation> violations) {
        return new OrderOutcome.NotSent(violations.stream().map(Violation::text).collect(Collectors.joining("\n")));
    }

    private static Optional<OrderOutcome> notSent(String text, Object... args) {
        return Optional.of(new OrderOutcome.NotSent(text.formatted(args)));
    }

    private void changed(DeskOrder order) {
        news.add(order);
        teller.raise();
    }

    private void tellNews() {
        for (DeskOrder order = news.poll(); order != null; order = news.poll()) {
            DeskOrder now = order;
            listeners.tell(l -> l.onOrder(now));
        }
    }
}
