package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.time.TimeSource;

/** The simulated line between the gateway and its exchange, with everything that can happen on it. Thread-safe. */
final class MockLine {

    private final TimeSource time;
    private final String threadPrefix;
    private final Faults faults;
    private final AtomicReference<Session> session = new AtomicReference<>();
    /** Done when the component is gone: then nothing waits any longer. */
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    MockLine(BrokerId id, TimeSource time, long seed) {
        this.time = time;
        this.threadPrefix = "mock-" + id + "-";
        this.faults = new Faults(seed, FaultPlan.NONE);
    }

    Faults faults() {
        return faults;
    }

    /** The connection there is, or null. */
    Session session() {
        return session.get();
    }

    void plan(FaultPlan plan) {
        faults.set(plan);
        Session open = session.get();
        if (open != null) {
            open.hold(plan.silence());
        }
    }

    /** What connecting meets: latency, silence, a refusal. */
    void dial() throws BrokerException, InterruptedException {
        Faults.Fate fate = faults.read();
        Duration latency = fate.there().plus(fate.back());
        if (latency.isPositive()) {
            time.sleep(latency);
        }
        if (fate.silent()) {
            awaitAnswer();
        }
        switch (faults.plan().connect()) {
            case NETWORK -> throw new BrokerException(ErrorCategory.NETWORK,
                    T.get("connect.network"));
            case AUTHENTICATION -> throw new BrokerException(ErrorCategory.AUTHENTICATION,
                    T.get("connect.authentication"));
            case NONE -> { }
        }
    }

    /** Opens the line. @return its session, or the one that was there */
    Session open(GatewayListener supervisor) throws BrokerException {
        if (gone.isDone()) {
            throw notConnected(T.get("what.connect"));
        }
        Session fresh = new Session(time, threadPrefix, supervisor, overrun -> lose(overrun, ErrorCategory.NETWORK,
                T.format("line.overrun", Outbox.ORDER_BOUND)));
        if (!session.compareAndSet(null, fresh)) {
            return session.get();
        }
        FaultPlan plan = faults.plan();
        fresh.hold(plan.silence());
        if (plan.disconnectAfter().isPositive()) {
            fresh.after(plan.disconnectAfter(), "disconnect", () -> lose(fresh, ErrorCategory.NETWORK,
                    T.format("line.broke", plan.disconnectAfter().toSeconds())));
        }
        if (gone.isDone()) {
            hangUp();
        }
        return fresh;
    }

    /** Ends the connection as asked. */
    void hangUp() {
        Session open = session.getAndSet(null);
        if (open != null) {
            open.end(T.get("line.disconnected"));
        }
    }

    /** Breaks the connection, if there is one, and says so. */
    void lose(ErrorCategory category, String why) {
        Session open = session.get();
        if (open != null) {
            lose(open, category, why);
        }
    }

    private void lose(Session open, ErrorCategory category, String why) {
        session.compareAndSet(open, null);
        if (open.end(why)) {
            open.supervisor().onConnectionLost(new BrokerException(category, why));
        }
    }

    void close() {
        gone.complete(null);
        hangUp();
    }

    BrokerException notConnected(String what) {
        return new BrokerException(ErrorCategory.NETWORK,
                T.format("line.none", what));
    }

    private void awaitAnswer() throws InterruptedException, BrokerException {
        try {
            CompletableFuture.anyOf(gone, faults.silenceEnds()).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        if (gone.isDone()) {
            throw notConnected(T.get("what.connect"));
        }
    }
}
