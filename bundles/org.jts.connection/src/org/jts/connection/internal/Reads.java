package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;

import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.CallForm;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.call.CallException;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.link.Failure;

/**
 * Reads of one gateway: only while connected, each within its limit, tried once more where the gateway says that this
 * may help, and refused at once while half of them fail anyway.
 */
final class Reads {

    /** First wait of a repeated read. */
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);
    /** A broker that wants to be left alone for longer gets no second try. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Supervisor supervisor;
    private final CallGuard guard;
    private final TimeSource time;
    private final CircuitBreaker breaker;
    /** What the broker offers; null while nobody asked on this connection, and when that failed. Guarded by this. */
    private CompletableFuture<List<CallForm>> callForms;

    Reads(Supervisor supervisor, CallGuard guard, TimeSource time) {
        this.supervisor = supervisor;
        this.guard = guard;
        this.time = time;
        this.breaker = CircuitBreaker.of("reads", CircuitBreakerConfig.custom()
                .slidingWindow(10, 10, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(3)
                .waitDurationInOpenState(Duration.ofSeconds(30))
                .clock(new MonotonicClock(time))
                .currentTimestampFunction(clock -> time.nanoTime(), TimeUnit.NANOSECONDS)
                .ignoreException(Reads::saysNothingOfTheBroker)
                .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition() == StateTransition.CLOSED_TO_OPEN) {
                supervisor.notices().warning(supervisor.id(), T.get("reads.half"),
                        T.get("reads.half.detail"));
            }
            if (event.getStateTransition().getToState() == State.OPEN) {
                supervisor.suspect();
            }
        });
    }

    /** A new connection: the failures of the one before it count no more. */
    void startAnew() {
        breaker.reset();
        synchronized (this) {
            callForms = null;
        }
    }

    /**
     * What the broker takes in its own words, asked once a connection. It may be answered without the broker, and what
     * only takes back needs it too: it says nothing of the line, and waits for no breaker and behind no read. One asks
     * for all who want to know: a gateway that hangs leaves the cancels their places.
     */
    List<CallForm> callForms(Duration limit) throws BrokerException, InterruptedException {
        BrokerGateway gateway = connected();
        CompletableFuture<List<CallForm>> mine = new CompletableFuture<>();
        CompletableFuture<List<CallForm>> first = first(mine);
        if (first == mine) {
            try {
                mine.complete(List.copyOf(guard.call(Lane.CANCEL, limit, gateway::callForms)));
            } catch (Exception | Error e) {
                forget(mine);
                mine.completeExceptionally(e);
            }
        }
        try {
            return first.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof InterruptedException)) {
                throw translated(e.getCause());
            }
            if (first == mine) {
                throw new InterruptedException();
            }
            return callForms(limit); // who asked for all was given up: somebody else asks
        }
    }

    /** @return the question under way, or answered, to which this one is added; itself where there is none */
    private synchronized CompletableFuture<List<CallForm>> first(CompletableFuture<List<CallForm>> question) {
        if (callForms == null) {
            callForms = question;
        }
        return callForms;
    }

    private synchronized void forget(CompletableFuture<List<CallForm>> question) {
        if (callForms == question) {
            callForms = null;
        }
    }

    <T> T read(Lane lane, Duration limit, Function<BrokerGateway, Callable<T>> what)
            throws BrokerException, InterruptedException {
        long deadline = time.nanoTime() + limit.toNanos();
        try {
            return once(lane, limit, what);
        } catch (BrokerException e) {
            Duration pause = e.retryAfter().orElse(AGAIN_AFTER);
            Duration left = Duration.ofNanos(deadline - time.nanoTime()).minus(pause);
            if (!isWorthAgain(e, pause) || !left.isPositive() || !supervisor.state().isConnected()) {
                throw e;
            }
            time.sleep(pause);
            return once(lane, left, what);
        }
    }

    private static boolean isWorthAgain(BrokerException e, Duration pause) {
        // What this class itself refused would be refused again.
        return e.isRetryable() && !(e instanceof Refusal) && pause.compareTo(LONGEST_WAIT) <= 0;
    }

    private <T> T once(Lane lane, Duration limit, Function<BrokerGateway, Callable<T>> what)
            throws BrokerException, InterruptedException {
        BrokerGateway gateway = connected();
        if (!breaker.tryAcquirePermission()) {
            throw new Refusal(ErrorCategory.SYSTEM, T.format("reads.paused", supervisor.id()), null);
        }
        long start = time.nanoTime();
        try {
            T answer = guard.call(lane, limit, what.apply(gateway));
            if (answer == null) {
                throw new BrokerException(ErrorCategory.SYSTEM,
                        T.format("reads.null", supervisor.id()));
            }
            breaker.onSuccess(time.nanoTime() - start, TimeUnit.NANOSECONDS);
            supervisor.answered();
            return answer;
        } catch (InterruptedException e) {
            breaker.releasePermission();
            throw e;
        } catch (Exception | Error e) {
            breaker.onError(time.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw translated(e);
        }
    }

    private BrokerGateway connected() throws BrokerException {
        ConnectionState state = supervisor.state();
        BrokerGateway gateway = supervisor.bare();
        if (!state.isConnected() || gateway == null) {
            throw new Refusal(ErrorCategory.NETWORK, notConnected(supervisor, state), null);
        }
        return gateway;
    }

    static String notConnected(Supervisor supervisor, ConnectionState state) {
        String why = state.detail().isEmpty() ? Words.of(state.cause()) : state.detail();
        String next = state.retryAt().map(at -> T.format("offline.next", at.truncatedTo(ChronoUnit.SECONDS)))
                .orElse("");
        return T.format("offline", supervisor.id(), state.since().truncatedTo(ChronoUnit.SECONDS),
                Words.of(state.phase()), why, next);
    }

    private BrokerException translated(Throwable thrown) {
        return switch (thrown) {
            case BrokerException e -> e;
            case CallException e when e.reason() == CallException.Reason.OVERRUN -> {
                supervisor.suspect();
                yield new Refusal(ErrorCategory.TIMEOUT, e.getMessage(), e);
            }
            case CallException e -> new Refusal(ErrorCategory.SYSTEM, e.getMessage(), e);
            default -> new BrokerException(ErrorCategory.SYSTEM,
                    supervisor.id() + ": " + Failure.fault(thrown), "", false, Optional.empty(), thrown);
        };
    }

    /** A wrong request, or a call that never reached the gateway, must not count against the broker. */
    private static boolean saysNothingOfTheBroker(Throwable thrown) {
        return switch (thrown) {
            case BrokerException e -> switch (e.category()) {
                case VALIDATION, UNSUPPORTED, RATE_LIMIT -> true;
                case NETWORK, AUTHENTICATION, TIMEOUT, DATA, SYSTEM -> false;
            };
            case CallException e -> !e.wasHandedOver();
            default -> false;
        };
    }

    /** Made here, not by the gateway. */
    private static final class Refusal extends BrokerException {
        private static final long serialVersionUID = 1L;

        Refusal(ErrorCategory category, String message, Throwable cause) {
            super(category, message, cause);
        }
    }

    /** Only differences count: a wall clock that is set must not open or close the breaker. */
    private static final class MonotonicClock extends Clock {
        private final TimeSource time;

        MonotonicClock(TimeSource time) {
            this.time = time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(time.nanoTime());
        }
    }
}
