package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.order.OrderOutcome;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties brokers before their gateway goes, and sees to it that they are as before when it is back: no new orders,
 * working orders left or cancelled, then disconnected, which closes subscriptions.
 */
final class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration CANCELLED = Duration.ofSeconds(15);
    private static final Duration DISCONNECTED = Duration.ofSeconds(15);
    private static final Duration BACK = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final BrokerRegistry registry;
    private final OrderDesk desk;
    private final TimeSource time;
    private volatile boolean ending;

    /** The brokers that a change takes away, as they were, and what keeps orders from them. */
    record Drained(Map<BrokerId, Before> before, List<Subscription> holds) {

        /** What of it is expected back from a version that brings these kinds of broker. */
        Drained only(List<String> types) {
            Map<BrokerId, Before> expected = new LinkedHashMap<>(before);
            expected.values().removeIf(broker -> !types.contains(broker.type()));
            return new Drained(expected, holds);
        }

        private boolean wasWanted(BrokerId id) {
            ConnectionPhase phase = before.get(id).phase();
            return phase != ConnectionPhase.DISCONNECTED && phase != ConnectionPhase.FAILED;
        }
    }

    /** A broker as it was: its kind, and where its connection stood. */
    record Before(String type, ConnectionPhase phase) {
    }

    Drain(BrokerRegistry registry, OrderDesk desk, TimeSource time) {
        this.registry = registry;
        this.desk = desk;
        this.time = time;
    }

    /** The program ends: nothing is waited for any more. */
    void end() {
        ending = true;
    }

    List<BrokerConnection> brokers(Set<String> types) {
        return registry.brokers().stream().filter(broker -> types.contains(broker.type())).toList();
    }

    List<DeskOrder> working(List<BrokerId> brokers) {
        return desk.orders().stream().filter(order -> brokers.contains(order.broker()))
                .filter(order -> !order.order().status().isFinal()).toList();
    }

    /**
     * Drains.
     *
     * @throws InstallException     when an order cannot be cancelled or a broker does not let go; all is as before
     * @throws InterruptedException when somebody gave up; all is as before
     */
    Drained drain(List<BrokerConnection> brokers, Working working, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        Map<BrokerId, Before> before = new LinkedHashMap<>();
        List<Subscription> holds = new ArrayList<>();
        Drained drained = new Drained(before, holds);
        try {
            for (BrokerConnection broker : brokers) {
                holds.add(broker.holdOrders(T.get("drain.held")));
            }
            if (working == Working.CANCEL) {
                cancel(working(brokers.stream().map(BrokerConnection::id).toList()), monitor);
            }
            for (BrokerConnection broker : brokers) {
                before.put(broker.id(), new Before(broker.type(), broker.state().phase()));
                broker.disconnect();
                if (!await(DISCONNECTED, () -> broker.state().phase() == ConnectionPhase.DISCONNECTED)) {
                    throw new InstallException(T.format("drain.notDisconnected", broker.name(),
                            DISCONNECTED.toSeconds()));
                }
            }
            flush();
            return drained;
        } catch (InstallException | InterruptedException | RuntimeException e) {
            reconnect(drained);
            throw e;
        }
    }

    /** What the gateway told last is on disk before it goes. */
    private void flush() throws InstallException {
        try {
            desk.flush();
        } catch (StoreException e) {
            throw new InstallException(T.format("drain.notFlushed", e.getMessage()), e);
        }
    }

    private void cancel(List<DeskOrder> orders, InstallMonitor monitor) throws InstallException, InterruptedException {
        for (DeskOrder order : orders) {
            if (!monitor.goesOn(T.format("step.cancel", order.key()), 0.5)) {
                throw new InterruptedException(T.get("givenUp"));
            }
            OrderOutcome outcome = desk.cancel(order.key());
            boolean isSent = outcome instanceof OrderOutcome.Accepted || outcome instanceof OrderOutcome.Unknown;
            if (!await(isSent ? CANCELLED : Duration.ZERO, () -> isOver(order.key()))) {
                throw new InstallException(T.format("drain.notCancelled", order.key(), words(outcome)));
            }
        }
    }

    private boolean isOver(String key) {
        return desk.order(key).map(order -> order.order().status().isFinal()).orElse(true);
    }

    private static String words(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted accepted -> T.format("drain.stillWorking", CANCELLED.toSeconds());
            case OrderOutcome.Rejected rejected -> rejected.text();
            case OrderOutcome.NotSent notSent -> notSent.why();
            case OrderOutcome.Unknown unknown -> unknown.why();
        };
    }

    /** As {@link #reconnect}, for brokers whose gateway has just been started again and is on its way back. */
    void restore(Drained drained) {
        try {
            for (BrokerId id : drained.before().keySet()) {
                await(BACK, () -> registry.broker(id).isPresent());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reconnect(drained);
    }

    /** Lets orders through again, and connects those that were to be connected. */
    void reconnect(Drained drained) {
        drained.holds().forEach(Subscription::close);
        for (BrokerId id : drained.before().keySet()) {
            if (drained.wasWanted(id)) {
                registry.broker(id).ifPresent(Drain::connect);
            }
        }
    }

    /** One that cannot be connected keeps the others from nothing. */
    static void connect(BrokerConnection broker) {
        try {
            broker.connect();
        } catch (RuntimeException e) {
            LOG.error("{} cannot be connected after a change of its plug-in", broker.id(), e);
        }
    }

    /** @throws InstallException when one is not as it was before, with the reason */
    void awaitBack(Drained drained, InstallMonitor monitor) throws InstallException, InterruptedException {
        for (BrokerId id : drained.before().keySet()) {
            monitor.goesOn(T.format("step.back", id), 0.9);
            if (!await(BACK, () -> registry.broker(id).isPresent())) {
                throw new InstallException(T.format("back.missing", id, BACK.toSeconds()));
            }
            if (!drained.wasWanted(id)) {
                continue;
            }
            BrokerConnection broker = registry.broker(id).orElseThrow();
            broker.connect();
            if (drained.before().get(id).phase() == ConnectionPhase.CONNECTED && !await(BACK, () -> isSettled(broker))
                    || broker.state().phase() == ConnectionPhase.FAILED) {
                throw new InstallException(T.format("back.notConnected", id, broker.state().phase(),
                        broker.state().detail()));
            }
        }
    }

    private static boolean isSettled(BrokerConnection broker) {
        return broker.state().isConnected() || broker.state().phase() == ConnectionPhase.FAILED;
    }

    private boolean await(Duration limit, BooleanSupplier done) throws InterruptedException {
        long end = time.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (ending || time.nanoTime() - end >= 0) {
                return false;
            }
            time.sleep(LOOK);
        }
        return true;
    }
}
