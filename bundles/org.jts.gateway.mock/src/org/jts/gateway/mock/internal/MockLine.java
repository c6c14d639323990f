package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;
import org.jts.api.time.TimeSource;

/** The simulated line between the gateway and its exchange, with everything that can happen on it. Thread-safe. */
final class MockLine {

    /** Something asked of the broker. @param <T> its answer */
    @FunctionalInterface
    interface Read<T> {
        T ask(Session session) throws BrokerException;
    }

    private final BrokerId id;
    private final TimeSource time;
    private final String threadPrefix;
    private final Faults faults;
    private final AtomicReference<Session> session = new AtomicReference<>();
    /** Done when the component is gone: then nothing waits any longer. */
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    MockLine(BrokerId id, TimeSource time, long seed) {
        this.id = id;
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
            open.outbox.hold(plan.silence());
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
                    "%s: the simulated broker refuses connections (fault \"connect network\"); take the fault away"
                            .formatted(id));
            case AUTHENTICATION -> throw new BrokerException(ErrorCategory.AUTHENTICATION,
                    "%s: the simulated broker refuses the credentials (fault \"connect authentication\"); take it away"
                            .formatted(id));
            case NONE -> { }
        }
    }

    /** Opens the line. @return its session, or the one that was there */
    Session open(GatewayListener supervisor) throws BrokerException {
        if (gone.isDone()) {
            throw notConnected("connect");
        }
        Session fresh = new Session(time, threadPrefix, supervisor, overrun -> lose(overrun, ErrorCategory.NETWORK,
                "%s: the simulated broker ended the connection: more than %d events waited to be read".formatted(id,
                        Outbox.ORDER_BOUND)));
        if (!session.compareAndSet(null, fresh)) {
            return session.get();
        }
        FaultPlan plan = faults.plan();
        fresh.outbox.hold(plan.silence());
        if (plan.disconnectAfter().isPositive()) {
            fresh.after(plan.disconnectAfter(), "disconnect", () -> lose(fresh, ErrorCategory.NETWORK,
                    "%s: the simulated line broke after %d s, as the fault \"disconnect\" wants it".formatted(id,
                            plan.disconnectAfter().toSeconds())));
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
            open.end("%s: disconnected".formatted(id));
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

    /** Sends a request and brings the answer back. */
    <T> T read(String what, Read<T> read) throws BrokerException, InterruptedException {
        Session open = session.get();
        if (open == null) {
            throw notConnected(what);
        }
        Faults.Fate fate = faults.read();
        try {
            open.pause(fate.there());
            if (fate.silent()) {
                open.awaitEnd();
            }
            T answer = read.ask(open);
            open.pause(fate.back());
            return answer;
        } catch (LineLostException e) {
            throw new BrokerException(ErrorCategory.NETWORK,
                    "%s: the connection ended under the request for %s: %s".formatted(id, what, e.getMessage()), e);
        }
    }

    /** Sends an order call. From the first step on it counts as sent. */
    OrderOutcome order(String what, Supplier<OrderOutcome> atBroker) {
        Session open = session.get();
        if (open == null) {
            return new NotSent(notConnected(what).getMessage());
        }
        if (Thread.currentThread().isInterrupted()) {
            return new NotSent("%s: %s was given up before it was sent".formatted(id, what));
        }
        return send(open, what, atBroker);
    }

    private OrderOutcome send(Session open, String what, Supplier<OrderOutcome> atBroker) {
        Faults.Fate fate = faults.order();
        boolean decided = false;
        try {
            open.pause(fate.there());
            if (fate.silent()) {
                decided = true;
                if (fate.arrives()) {
                    atBroker.get();
                }
                open.awaitEnd();
            }
            decided = true;
            OrderOutcome outcome = fate.refused() ? refusal(what, fate) : atBroker.get();
            if (fate.lost()) {
                return new Unknown("%s: the answer to %s was lost on the way; ask for the order before sending it again"
                        .formatted(id, what));
            }
            open.pause(fate.back());
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered(decided || !fate.arrives(), what, "the caller gave up waiting", atBroker);
        } catch (LineLostException e) {
            return unanswered(decided || !fate.arrives(), what, e.getMessage(), atBroker);
        }
    }

    /** A request on its way when its sender gave up may get there all the same. */
    private OrderOutcome unanswered(boolean decided, String what, String why, Supplier<OrderOutcome> atBroker) {
        if (!decided) {
            atBroker.get();
        }
        return new Unknown("%s: %s was sent and not answered: %s; ask for the order before sending it again"
                .formatted(id, what, why));
    }

    private OrderOutcome refusal(String what, Faults.Fate fate) {
        return fate.arrives()
                ? new Rejected(RejectReason.OTHER, "MOCK-REFUSED",
                        "%s: the simulated broker refuses %s (fault \"refuse\"); try again or take the fault away"
                                .formatted(id, what))
                : new Rejected(RejectReason.RATE_LIMIT, "MOCK-429",
                        "%s: too many requests, says the simulated broker to %s (fault \"refuse\"); try again later"
                                .formatted(id, what));
    }

    BrokerException notConnected(String what) {
        return new BrokerException(ErrorCategory.NETWORK,
                "%s: expected a connection for %s, there is none; connect the broker".formatted(id, what));
    }

    private void awaitAnswer() throws InterruptedException, BrokerException {
        try {
            CompletableFuture.anyOf(gone, faults.silenceEnds()).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        if (gone.isDone()) {
            throw notConnected("connect");
        }
    }
}
