package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

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
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.concurrent.CoalescedSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the blotter in step with one broker: listens to its order events, and has everything compared after each
 * connect, whenever a trade seems to be missing, now and then while an order is open, and every few minutes in any
 * case.
 */
final class BrokerFollower implements AutoCloseable {

    static final Duration RETRY = Duration.ofSeconds(5);
    /** Events get lost: an order that is open here is asked for that often. */
    static final Duration LOOK = Duration.ofSeconds(15);
    /** Everything is compared that often, what the accounts hold too. */
    static final Duration FULL = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(BrokerFollower.class);

    private final BrokerConnection connection;
    private final Blotter blotter;
    private final TimeSource time;
    private final EventLog events;
    private final Reconciler reconciler;
    private final Consumer<BrokerFollower> looked;
    private final Consumer<Instant> forget;
    private final Gate gate;
    private final CoalescedSignal worker;
    /** Guarded by itself, as is whether there may be any. */
    private final Map<AccountId, Subscription> streams = new HashMap<>();
    private boolean closed;
    private final Subscription every;
    private volatile String lastProblem = "";
    /** Guarded by the streams too, as what follows. */
    private Subscription retry = () -> { };
    private Optional<Subscription> look = Optional.empty();
    private boolean connected;
    /** Counts up whenever everything has to be compared in full. */
    private long round;
    /** Accounts that were compared in full in the round that the worker is in; only the worker's. */
    private final Set<AccountId> compared = new HashSet<>();
    private long comparedRound = -1;
    /** Orders whose trades the first look of the round found and could not take over yet; only the worker's. */
    private final Map<AccountId, Set<BrokerOrderId>> unsettled = new HashMap<>();

    /**
     * @param looked told when the broker was asked for its orders and trades, on the worker's thread
     * @param forget now and then told the time, to let go what is older than anybody wants to know of
     */
    BrokerFollower(BrokerConnection connection, Blotter blotter, TimeSource time, EventLog events,
            Reconciler reconciler, Consumer<BrokerFollower> looked, Consumer<Instant> forget) {
        this.connection = connection;
        this.blotter = blotter;
        this.time = time;
        this.events = events;
        this.reconciler = reconciler;
        this.looked = looked;
        this.forget = forget;
        this.gate = new Gate(time);
        this.worker = new CoalescedSignal("desk-" + connection.id(), this::work);
        this.every = time.scheduleWithFixedDelay("desk-full-" + connection.id(), FULL, this::full);
    }

    BrokerConnection connection() {
        return connection;
    }

    /** Holds new orders back until everything was compared. */
    Gate gate() {
        return gate;
    }

    /** Open orders of those accounts that were compared since the line came: what the broker has. */
    List<DeskOrder> openOrders() {
        return blotter.openOrders(connection.id()).stream().filter(o -> gate.isOpen(o.order().account())).toList();
    }

    /** The line came, stayed or went. */
    void onState(boolean isConnected) {
        boolean isNew;
        synchronized (streams) {
            isNew = isConnected && !connected;
            connected = isConnected;
            if (isNew) {
                round++;
            }
        }
        if (!isConnected) {
            gate.close();
        } else if (isNew) {
            resync();
        }
    }

    /** Reads everything again, in the background. */
    void resync() {
        worker.raise();
    }

    private void full() {
        forget.accept(time.now());
        synchronized (streams) {
            round++;
        }
        resync();
    }

    /** Plans a read, if an order is open and none is planned. */
    void lookAfterOpen() {
        synchronized (streams) {
            if (!closed && look.isEmpty() && blotter.hasOpen(connection.id())) {
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
        every.close();
        worker.close();
        List<Subscription> open;
        Optional<Subscription> planned;
        synchronized (streams) {
            closed = true;
            retry.close();
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
        if (connection.state().isConnected()) {
            compare();
            looked.accept(this);
        }
    }

    private void compare() {
        try {
            startAnew();
            BrokerGateway gateway = connection.gateway();
            boolean again = false;
            for (Account account : gateway.accounts()) {
                again |= follow(gateway, account.id());
                Reconciler.Looked looked = reconciler.reconcile(gateway, account, !compared.contains(account.id()));
                again |= looked.again();
                openIfSettled(account.id(), looked.unsettled());
            }
            lastProblem = "";
            lookAfterOpen();
            if (again) {
                later();
            }
        } catch (BrokerException e) {
            problem(e.getMessage());
        } catch (RuntimeException e) {
            // A record that cannot be, most likely: orders wait, told why, until the gateway makes sense again.
            LOG.warn("orders of {} cannot be compared", connection.id(), e);
            problem(T.format("orders.senseless", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startAnew() {
        synchronized (streams) {
            if (comparedRound != round) {
                comparedRound = round;
                compared.clear();
                unsettled.clear();
            }
        }
    }

    /**
     * Trades that the first look found and could not take over yet are waited for. Later ones are not: where others
     * trade all the time there is always one.
     */
    private void openIfSettled(AccountId account, Set<BrokerOrderId> found) {
        Set<BrokerOrderId> waitedFor = unsettled.computeIfAbsent(account, a -> new HashSet<>(found));
        waitedFor.retainAll(found);
        if (waitedFor.isEmpty()) {
            compared.add(account);
            open(account);
        } else {
            gate.explain(T.format("gate.unsettled", waitedFor.size()));
        }
    }

    /** Unless the line went meanwhile: what was compared then is old. */
    private void open(AccountId account) {
        synchronized (streams) {
            if (connected && comparedRound == round) {
                gate.open(account);
            }
        }
    }

    /** @return whether it must be polled, because nothing is streamed */
    private boolean follow(BrokerGateway gateway, AccountId account) throws BrokerException, InterruptedException {
        if (!gateway.capabilities().has(Feature.ORDER_STREAM)) {
            return true;
        }
        synchronized (streams) {
            if (streams.containsKey(account)) {
                return false;
            }
        }
        Subscription stream = gateway.subscribeOrders(account, this::onOrderEvent);
        synchronized (streams) {
            if (!closed) {
                streams.put(account, stream);
                return false;
            }
        }
        stream.close();
        return false;
    }

    private static boolean lacksTrades(DeskOrder order) {
        return Fills.quantity(order.executions()).compareTo(order.order().filledQuantity()) < 0;
    }

    private void problem(String why) {
        String text = T.format("orders.unreadable", connection.id(), why);
        gate.explain(why);
        if (!text.equals(lastProblem)) {
            lastProblem = text;
            events.publish(Severity.WARNING, "trading", Optional.of(connection.id()), text,
                    T.format("again", RETRY.toSeconds()));
        }
        later();
    }

    private void later() {
        synchronized (streams) {
            if (!closed) {
                retry.close();
                retry = time.schedule("desk-again-" + connection.id(), RETRY, this::resync);
            }
        }
    }
}
