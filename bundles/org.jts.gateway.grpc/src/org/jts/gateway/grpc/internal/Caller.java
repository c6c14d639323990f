package org.jts.gateway.grpc.internal;

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

/** Calls with a deadline that end when their thread is interrupted. */
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
        try {
            return call(method, request, CallOptions.DEFAULT);
        } catch (StatusRuntimeException e) {
            throw ErrorWire.failure(what, e);
        }
    }

    /** An order call: what is known after it, whatever happens. */
    <Q> OrderOutcome order(MethodDescriptor<Q, OrderResponse> method, Q request) {
        Departure departure = new Departure();
        try {
            return OrderWire.outcome(call(method, request, CallOptions.DEFAULT.withStreamTracerFactory(departure)));
        } catch (StatusRuntimeException e) {
            boolean refused = e.getTrailers() != null && e.getTrailers().containsKey(ErrorWire.NOT_SENT);
            return refused || !departure.happened ? new OrderOutcome.NotSent("the order was not passed on: " + text(e))
                    : new OrderOutcome.Unknown("no answer that can be trusted: %s; ask for open orders and trades"
                            .formatted(text(e)));
        } catch (WireException e) {
            return new OrderOutcome.Unknown("the answer cannot be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return departure.happened
                    ? new OrderOutcome.Unknown("given up before an answer came; ask for open orders and "
                    + "trades") : new OrderOutcome.NotSent("given up before it was sent");
        }
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q request, CallOptions options) throws InterruptedException {
        ListenableFuture<A> answer = ClientCalls.futureUnaryCall(channel.newCall(method,
                options.withDeadlineAfter(limit.toNanos(), TimeUnit.NANOSECONDS)), request);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw Status.fromThrowable(e.getCause()).asRuntimeException(Status.trailersFromThrowable(e.getCause()));
        }
    }

    private static String text(StatusRuntimeException e) {
        Status status = e.getStatus();
        return status.getDescription() == null ? status.getCode().toString()
                : "%s (%s)".formatted(status.getDescription(), status.getCode());
    }

    static BrokerException noLine(Target target) {
        return new BrokerException(ErrorCategory.NETWORK,
                ("expected a connection to the JTS server %s, found none; connect "
                + "the broker").formatted(target));
    }

    /** Whether any of a call may have left this machine. */
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
