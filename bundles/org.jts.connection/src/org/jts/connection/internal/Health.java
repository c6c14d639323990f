package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.connection.Cause;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.call.CallException;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.link.Failure;
import org.jts.connection.internal.link.Link;
import org.jts.connection.internal.link.Signal;

/** Whether requests of one connection are answered: when something was last, and asking when nothing was for long. */
final class Health {

    private final BrokerId id;
    private final Supplier<BrokerGateway> gateway;
    private final CallGuard guard;
    private final TimeSource time;
    private final Limits limits;
    private final Consumer<Signal> signals;
    private final AtomicBoolean checking = new AtomicBoolean();
    private volatile long answeredNanos;

    Health(BrokerId id, Supplier<BrokerGateway> gateway, CallGuard guard, TimeSource time, Limits limits,
            Consumer<Signal> signals) {
        this.id = id;
        this.gateway = gateway;
        this.guard = guard;
        this.time = time;
        this.limits = limits;
        this.signals = signals;
    }

    /** A request was answered: no need to check for a while. */
    void answered() {
        answeredNanos = time.nanoTime();
    }

    /** When to look at a connection the next time. */
    Duration nextLook(Link link) {
        return link.misses() > 0 ? limits.healthAgain() : untilIdle();
    }

    /** Looks at a connection, and asks the broker when it answered nothing for long, or did not answer last time. */
    void look(Link link) {
        if (link.misses() == 0 && untilIdle().isPositive()) {
            signals.accept(new Signal.Healthy(link.session()));
        } else {
            check(link.session());
        }
    }

    /** Asks the broker, in the background. */
    void check(long session) {
        if (!checking.compareAndSet(false, true)) {
            return; // its result counts for this one too
        }
        Thread.ofVirtual().name("jts-health-" + id).start(() -> {
            signals.accept(outcome(session));
            checking.set(false);
        });
    }

    boolean isChecking() {
        return checking.get();
    }

    /** Why a call of the supervisor failed. */
    static Failure failure(Throwable thrown, String what) {
        if (thrown instanceof CallException e) {
            return new Failure(e.reason() == CallException.Reason.OVERRUN ? Cause.NO_ANSWER : Cause.GATEWAY_FAULT,
                    T.format("noAnswer", what, e.getMessage()));
        }
        return Failure.of(thrown);
    }

    private Duration untilIdle() {
        return limits.healthInterval().minus(Duration.ofNanos(time.nanoTime() - answeredNanos));
    }

    private Signal outcome(long session) {
        try {
            guard.call(Lane.CONTROL, limits.health(), () -> {
                gateway.get().checkHealth();
                return null;
            });
            answered();
            return new Signal.Healthy(session);
        } catch (Exception | Error e) {
            if (e instanceof BrokerException refusal && refusal.category() == ErrorCategory.RATE_LIMIT) {
                answered(); // a broker that says "too many requests" has answered
                return new Signal.Healthy(session);
            }
            return new Signal.Missed(session, failure(e, T.get("what.healthCheck")));
        }
    }
}
