package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.audit.Correlation;
import org.jts.api.order.OrderOutcome;
import org.jts.wire.OrderWire;
import org.jts.wire.WireException;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.OrderAnswer;
import org.jts.wire.proto.gateway.OrderCallsRequest;
import org.jts.wire.proto.gateway.OrderCallFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

/**
 * Order calls of one line on a stream that stays open: each is spared what beginning and ending a call costs. As long
 * as the stream is not open, or the server has none, it takes no call, and nothing is sent. Thread-safe.
 */
final class OrderStream {

    private static final Logger LOG = LoggerFactory.getLogger(OrderStream.class);

    private final ClientCall<OrderCallsRequest, OrderAnswer> call;
    private final Duration limit;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<OrderAnswer>> waiting = new ConcurrentHashMap<>();
    private volatile boolean open;
    /** Guarded by this. */
    private boolean closed;
    /** Guarded by this. */
    private boolean begun;

    /** @param limit how long an answer is waited for */
    OrderStream(Channel channel, Duration limit) {
        this.call = channel.newCall(GatewayServiceGrpc.getOrderCallsMethod(), CallOptions.DEFAULT);
        this.limit = limit;
    }

    /** Begins to open it, unless it was closed; does not wait. To be called once. */
    synchronized void open() {
        if (closed) {
            return;
        }
        begun = true;
        call.start(new ClientCall.Listener<>() {
            @Override
            public void onHeaders(Metadata headers) {
                synchronized (OrderStream.this) {
                    open = !closed;
                }
            }

            @Override
            public void onMessage(OrderAnswer answer) {
                CompletableFuture<OrderAnswer> waits = waiting.remove(answer.getNumber());
                if (waits != null) {
                    waits.complete(answer);
                }
                call.request(1);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                end(status);
            }
        }, new Metadata());
        call.request(1);
    }

    /** Whether it takes calls. */
    boolean isOpen() {
        return open;
    }

    /** Nothing is sent from now on; what became of calls under way is not known. */
    void close() {
        synchronized (this) { // nobody is sending, nor will be
            closed = true;
            open = false;
            call.cancel("closed by the client", null);
        }
        end(Status.CANCELLED);
    }

    /** Nothing is sent from now on; calls under way are still answered, by a server that stops for example. */
    synchronized void finish() {
        boolean first = !closed;
        closed = true;
        open = false;
        if (first && begun) {
            call.halfClose();
        }
    }

    private void end(Status status) {
        open = false;
        LOG.debug("order calls go on without a stream: {}", status);
        waiting.keySet().forEach(number -> {
            CompletableFuture<OrderAnswer> waits = waiting.remove(number);
            if (waits != null) {
                waits.completeExceptionally(status.asRuntimeException());
            }
        });
    }

    /**
     * Makes a call.
     *
     * @param what its number, patience and name are added
     * @return what is known after it; empty when nothing was sent because the stream is not open
     */
    Optional<OrderOutcome> call(OrderCallsRequest.Builder what) {
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(new OrderOutcome.NotSent(T.get("order.gaveUp")));
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<OrderAnswer> answer = new CompletableFuture<>();
        Correlation.current().ifPresent(what::setCorrelation);
        if (!send(what.setNumber(number).setPatienceMs(Math.toIntExact(limit.toMillis())).build(), answer)) {
            return Optional.empty();
        }
        try {
            return Optional.of(outcome(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS)));
        } catch (TimeoutException e) {
            return Optional.of(unclear(T.format("order.noAnswer", limit.toMillis())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new OrderOutcome.Unknown(T.get("order.gaveUp.underWay")));
        } catch (ExecutionException e) {
            return Optional.of(unclear(Caller.text(Status.fromThrowable(e.getCause()))));
        } finally {
            if (waiting.remove(number) != null) {
                giveUp(number);
            }
        }
    }

    private synchronized boolean send(OrderCallsRequest message, CompletableFuture<OrderAnswer> answer) {
        if (!open || !call.isReady()) {
            return false;
        }
        waiting.put(message.getNumber(), answer);
        if (!open) { // looked at again behind the entry: from now on the end finds it there
            waiting.remove(message.getNumber());
            return false;
        }
        call.sendMessage(message);
        return true;
    }

    private synchronized void giveUp(long number) {
        if (open) {
            call.sendMessage(OrderCallsRequest.newBuilder().setNumber(number).setGiveUp(true).build());
        }
    }

    private static OrderOutcome outcome(OrderAnswer answer) {
        try {
            return switch (answer.getAnswerCase()) {
                case RESPONSE -> OrderWire.outcome(answer.getResponse());
                case FAILURE -> outcome(answer.getFailure());
                case ANSWER_NOT_SET -> new OrderOutcome.Unknown(T.format("order.unreadable", T.get("order.neither")));
            };
        } catch (WireException e) {
            return new OrderOutcome.Unknown(T.format("order.unreadable", e.getMessage()));
        }
    }

    private static OrderOutcome outcome(OrderCallFailure failure) {
        String why = Caller.text(Status.fromCodeValue(failure.getCode()).withDescription(failure.getMessage()));
        return failure.getNotSent() ? new OrderOutcome.NotSent(T.format("order.notPassed", why))
                : unclear(why);
    }

    private static OrderOutcome unclear(String why) {
        return new OrderOutcome.Unknown(T.format("order.unclear", why));
    }
}
