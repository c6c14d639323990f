package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.OrderOutcome;
import org.jts.wire.ErrorWire;
import org.jts.wire.OrderWire;
import org.jts.wire.WireException;
import org.jts.wire.proto.trading.OrderResponse;

import com.google.common.util.concurrent.ListenableFuture;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;

/** Calls with a deadline that end when their thread is interrupted. Thread-safe. */
final class Caller {

    private final Channel channel;
    private final Duration limit;

    Caller(Channel channel, Duration limit) {
        this.channel = channel;
        this.limit = limit;
    }

    Channel channel() {
        return channel;
    }

    Duration limit() {
        return limit;
    }

    /** @param what what is asked for, for messages */
    <Q, A> A read(String what, MethodDescriptor<Q, A> method, Q request) throws BrokerException, InterruptedException {
        return read(what, method, request, limit);
    }

    /** The same with a time limit of its own. */
    <Q, A> A read(String what, MethodDescriptor<Q, A> method, Q request, Duration within)
            throws BrokerException, InterruptedException {
        try {
            return call(method, request, CallOptions.DEFAULT, within);
        } catch (StatusRuntimeException e) {
            throw failure(what, e);
        }
    }

    /** What a failed call means here; where there is nobody at the other end, why. */
    static BrokerException failure(String what, StatusRuntimeException e) {
        if (e.getStatus().getCode() == Status.Code.UNAVAILABLE && e.getStatus().getCause() instanceof IOException cause
                && cause.getMessage() != null) {
            return new BrokerException(ErrorCategory.NETWORK, T.format("unreachable", what, cause.getMessage()), e);
        }
        return ErrorWire.failure(what, e);
    }

    /** An order call: what is known after it, whatever happens. */
    <Q> OrderOutcome order(MethodDescriptor<Q, OrderResponse> method, Q request) {
        Departure departure = new Departure();
        try {
            return OrderWire.outcome(call(method, request, CallOptions.DEFAULT.withStreamTracerFactory(departure),
                    limit));
        } catch (StatusRuntimeException e) {
            // A server that has no such call has not made it.
            boolean refused = e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
                    || e.getTrailers() != null && e.getTrailers().containsKey(ErrorWire.NOT_SENT);
            String why = text(e.getStatus());
            return refused || !departure.happened ? new OrderOutcome.NotSent(T.format("order.notPassed", why))
                    : new OrderOutcome.Unknown(T.format("order.unclear", why));
        } catch (WireException e) {
            return new OrderOutcome.Unknown(T.format("order.unreadable", e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return departure.happened ? new OrderOutcome.Unknown(T.get("order.gaveUp.underWay"))
                    : new OrderOutcome.NotSent(T.get("order.gaveUp"));
        }
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q request, CallOptions options, Duration within)
            throws InterruptedException {
        ListenableFuture<A> answer = ClientCalls.futureUnaryCall(channel.newCall(method,
                options.withDeadlineAfter(within.toNanos(), TimeUnit.NANOSECONDS)), request);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw Status.fromThrowable(e.getCause()).asRuntimeException(Status.trailersFromThrowable(e.getCause()));
        }
    }

    static String text(Status status) {
        return status.getDescription() == null ? status.getCode().toString()
                : "%s (%s)".formatted(status.getDescription(), status.getCode());
    }

    static BrokerException noLine(Target target) {
        return new BrokerException(ErrorCategory.NETWORK, T.format("line.none", target));
    }

    /**
     * Whether any of a call may have left this machine: told before a stream of a connection is made for it. A call
     * that ended while it waited for a connection never gets one, also when that comes at the same moment.
     */
    private static final class Departure extends ClientStreamTracer.Factory {
        private volatile boolean happened;

        @Override
        public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
            return new ClientStreamTracer() {
                @Override
                public void streamCreated(Attributes attributes, Metadata sent) {
                    happened = true;
                }
            };
        }
    }
}
