package org.jts.gateway.grpc.internal;

import org.jts.api.audit.Correlation;
import org.jts.wire.CorrelationWire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** Tells the server what a call belongs to here. */
final class Correlating implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> listener, Metadata headers) {
                Correlation.current().ifPresent(name -> headers.put(CorrelationWire.HEADER, name));
                super.start(listener, headers);
            }
        };
    }
}
