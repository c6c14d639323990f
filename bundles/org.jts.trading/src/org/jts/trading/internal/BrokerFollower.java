package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderStatus;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.concurrent.CoalescedSignal;

/**
 * Keeps the blotter in step with one broker: listens to its order events, and after each connect, whenever a trade seems
 * to be missing, and now and then while an order is open, reads open orders and trades again. What the broker says counts; a read that failed says nothing.
 */
final class BrokerFollower implements AutoCloseable {

    /** How far back trades are read: a day covers every session and its settlement report. */
    static final Duration LOOK_BACK = Duration.ofDays(1);
    static final Duration RETRY = Duration.ofSeconds(5);
    /** A broker's list of open orders may lag behind its acceptance: younger orders are not missed yet. */
    static final Duration LIST_LAG = Duration.ofSeconds(5);
    /** For how long the broker is asked again for an order of which it is not known whether it has it. */
    static final Duration DOUBT = Duration.ofMinutes(1);

    /** Events get lost: an order that is open here is asked for that often. */
    static final Duration LOOK = Duration.ofSeconds(15);

    private final BrokerConnection connection;
    private final Blotter blotter;
    private final TimeSource time;
    private final EventLog events;
    private final CoalescedSignal worker;
    /** Guarded by itself, as is whether there may be any. */
    private final Map<AccountId, Subscription> streams = new HashMap<>();
    private boolean closed;
    private volatile Subscription retry = () -> { };
    private String lastProblem = "";
    /** Guarded by the streams too. */
    private Optional<Subscription> look = Optional.empty();

    BrokerFollower(BrokerConnection connection, Blotter blotter, TimeSource time, EventLog events) {
        this.connection = connection;
        this.blotter = blotter;
        this.time = time;
        this.events = events;
        this.worker = new CoalescedSignal("desk-" + connection.id(), this::work);
    }

    BrokerConnection connection() {
        return connection;
    }

    /** Reads everything again, in the background. */
    void resync() {
        worker.raise();
    }

    /** Plans a read, if an order is open and none is planned. */
    void lookAfterOpen() {
        boolean anyOpen = !blotter.openOrders(connection.id()).isEmpty();
        synchronized (streams) {
            if (anyOpen && !closed && look.isEmpty()) {
                look = Optional.of(time.schedule("desk-look-" + connection.id(), LOOK, this::look));
            }
        }
    }

    private void look() {
        synchronized (streams) {
            look = Optional.empty();
        }
        resync();
    }

    @Override
    public void close() {
        retry.close();
        worker.close();
        List<Subscription> open;
        Optional<Subscription> planned;
        synchronized (streams) {
            closed = true;
            open = List.copyOf(streams.values());
            streams.clear();
            planned = look;
        }
        planned.ifPresent(Subscription::close);
        open.forEach(Subscription::close);
    }

    void onOrderEvent(OrderEvent event) {
        DeskOrder known = blotter.report(connection.id(), event.order());
        if (event instanceof OrderEvent.Filled filled) {
            blotter.execution(connection.id(), filled.execution());
            known = blotter.order(known.key()).orElse(known);
        }
        if (lacksTrades(known)) {
            resync();
        }
    }

    private void work() {
        if (!connection.state().isConnected()) {
            return;
        }
        try {
            BrokerGateway gateway = connection.gateway();
            List<Account> accounts = gateway.accounts();
            for (Account account : accounts) {
                follow(gateway, account.id());
                read(gateway, account.id());
            }
            lastProblem = "";
            lookAfterOpen();
        } catch (BrokerException e) {
            problem(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(BrokerGateway gateway, AccountId account) throws BrokerException, InterruptedException {
        if (!gateway.capabilities().has(Feature.ORDER_STREAM)) {
            later();
            return;
        }
        synchronized (streams) {
            if (streams.containsKey(account)) {
                return;
            }
        }
        Subscription stream = gateway.subscribeOrders(account, this::onOrderEvent);
        synchronized (streams) {
            if (!closed) {
                streams.put(account, stream);
                return;
            }
        }
        stream.close();
    }

    private void read(BrokerGateway gateway, AccountId account) throws BrokerException, InterruptedException {
        if (!gateway.capabilities().has(Feature.OPEN_ORDERS)) {
            return;
        }
        Instant asked = time.now();
        Set<String> before = namedKeys(account);
        Set<BrokerOrderId> stillOpen = new HashSet<>();
        for (Order order : gateway.openOrders(account)) {
            order.brokerOrderId().ifPresent(stillOpen::add);
            blotter.report(connection.id(), order);
        }
        if (gateway.capabilities().has(Feature.EXECUTIONS)) {
            for (Execution execution : gateway.executions(account, asked.minus(LOOK_BACK))) {
                blotter.execution(connection.id(), execution);
            }
        }
        compare(account, asked, before, stillOpen);
    }

    /** What is open here is held against what the broker told. */
    private void compare(AccountId account, Instant asked, Set<String> before, Set<BrokerOrderId> stillOpen) {
        boolean doubtful = false;
        for (DeskOrder open : openOrders(account)) {
            boolean missing = before.contains(open.key()) && !stillOpen.contains(open.order().brokerOrderId().get());
            if (isFilled(open) || missing && !mayLag(open.order(), asked)) {
                ended(open, asked);
            } else {
                doubtful |= missing || isDoubtful(open.order(), asked);
            }
        }
        if (doubtful) {
            later();
        }
    }

    private List<DeskOrder> openOrders(AccountId account) {
        return blotter.openOrders(connection.id()).stream().filter(o -> o.order().account().equals(account)).toList();
    }

    /** Only an order that had its name when the broker was asked can be missed in the answer. */
    private Set<String> namedKeys(AccountId account) {
        Set<String> keys = new HashSet<>();
        openOrders(account).stream().filter(o -> o.order().brokerOrderId().isPresent())
                .forEach(o -> keys.add(o.key()));
        return keys;
    }

    /** Its trades prove the end, whatever a list says. */
    private static boolean isFilled(DeskOrder order) {
        return Fills.quantity(order.executions()).compareTo(order.order().quantity()) >= 0;
    }

    private static boolean mayLag(Order order, Instant asked) {
        // What the broker last told counts from its own clock: one that is ahead must not make the order young for ever.
        Instant told = order.updatedAt().isAfter(asked) ? order.createdAt() : order.updatedAt();
        return told.isAfter(asked.minus(LIST_LAG)) || order.createdAt().isAfter(asked.minus(LIST_LAG));
    }

    private static boolean isDoubtful(Order order, Instant asked) {
        return order.status() == OrderStatus.UNKNOWN && order.createdAt().isAfter(asked.minus(DOUBT));
    }

    /** Filled by what its trades say, or no longer listed by the broker: its trades tell how it ended. */
    private void ended(DeskOrder gone, Instant at) {
        Order order = Fills.apply(gone.order(), gone.executions());
        boolean filled = order.remaining().signum() == 0;
        blotter.report(connection.id(), order.withStatus(filled ? OrderStatus.FILLED : OrderStatus.CANCELLED, at,
                filled ? Optional.empty() : Optional.of("No longer open at the broker: cancelled or expired there.")));
    }

    private static boolean lacksTrades(DeskOrder order) {
        return Fills.quantity(order.executions()).compareTo(order.order().filledQuantity()) < 0;
    }

    private void problem(BrokerException e) {
        String text = "Orders of %s cannot be read: %s".formatted(connection.id(), e.getMessage());
        if (!text.equals(lastProblem)) {
            lastProblem = text;
            events.publish(Severity.WARNING, "trading", Optional.of(connection.id()), text,
                    "Tried again every %d seconds.".formatted(RETRY.toSeconds()));
        }
        later();
    }

    private void later() {
        retry.close();
        retry = time.schedule("desk-again-" + connection.id(), RETRY, this::resync);
    }
}
