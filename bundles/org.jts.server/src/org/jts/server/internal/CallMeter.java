package org.jts.server.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jts.api.time.TimeSource;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times the calls, by their name and how they ended. */
final class CallMeter implements ServerInterceptor {

    private final MeterRegistry meters;
    private final TimeSource time;
    /** By name and end: to find one in a registry takes longer than to measure. */
    private final Map<String, Map<Status.Code, Timer>> timers = new ConcurrentHashMap<>();

    CallMeter(MeterRegistry meters, TimeSource time) {
        this.meters = meters;
        this.time = time;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
            ServerCallHandler<Q, A> next) {
        long start = now();
        String name = call.getMethodDescriptor().getBareMethodName();
        return next.startCall(new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                super.close(status, trailers);
                ended(name, status.getCode(), start);
            }
        }, headers);
    }

    /** The clock of {@link #ended}, in nanoseconds. */
    long now() {
        return time.nanoTime();
    }

    /** @param start when the call began */
    void ended(String name, Status.Code end, long start) {
        timers.computeIfAbsent(name, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(end, code -> timer(name, code)).record(time.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String call, Status.Code end) {
        return Timer.builder("jts.server.calls").description("Calls of clients, from their start to their end")
                .tag("call", call).tag("status", end.name()).register(meters);
    }
}
