package org.jts.testkit;

import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.time.TimeSource;

/** A connection whose state the test sets, through {@link FakeRegistry#setPhase}. */
public final class FakeConnection implements BrokerConnection {

    private final BrokerGateway gateway;
    private final TimeSource time;
    private volatile ConnectionState state;
    private volatile boolean hasThreads = true;
    private volatile Optional<Consumer<Consumer<OrderOutcome>>> overdue = Optional.empty();

    public FakeConnection(BrokerGateway gateway, TimeSource time) {
        this.gateway = gateway;
        this.time = time;
        setPhase(ConnectionPhase.DISCONNECTED);
    }

    /** Whether it has threads of its own left. */
    public void setThreads(boolean has) {
        hasThreads = has;
    }

    /** From now on orders placed on a thread of its own are not answered. @param told who is to be told, for each */
    public void onOverdue(Consumer<Consumer<OrderOutcome>> told) {
        overdue = Optional.of(told);
    }

    @Override
    public boolean tryExecute(Runnable work) {
        if (hasThreads) {
            Thread.ofVirtual().name("fake-gateway").start(work);
        }
        return hasThreads;
    }

    @Override
    public Optional<OrderOutcome> placeHere(OrderRequest request, Consumer<OrderOutcome> whenOverdue) {
        if (overdue.isEmpty()) {
            return Optional.of(gateway.place(request));
        }
        overdue.get().accept(whenOverdue);
        return Optional.empty();
    }

    void setPhase(ConnectionPhase phase) {
        state = new ConnectionState(phase, Cause.REQUESTED, "", time.now(), 0, Optional.empty());
    }

    @Override
    public BrokerId id() {
        return gateway.id();
    }

    @Override
    public String type() {
        return "fake";
    }

    @Override
    public String name() {
        return "Fake broker";
    }

    @Override
    public ConnectionState state() {
        return state;
    }

    @Override
    public BrokerGateway gateway() {
        return gateway;
    }

    @Override
    public void connect() {
        setPhase(ConnectionPhase.CONNECTED);
    }

    @Override
    public void disconnect() {
        setPhase(ConnectionPhase.DISCONNECTED);
    }

    @Override
    public Subscription holdOrders(String why) {
        return () -> {
            // Orders of a fake are the test's own affair.
        };
    }
}
