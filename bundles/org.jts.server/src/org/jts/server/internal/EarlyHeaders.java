package org.jts.server.internal;

import java.util.concurrent.atomic.AtomicBoolean;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Lets a stream say that it has begun before it has anything to send. grpc-java sends the headers with the first
 * message, and whoever watches a symbol that is not traded would wait for them until its patience ends.
 */
final class EarlyHeaders implements ServerInterceptor {

    private static final Context.Key<Runnable> SEND = Context.key("jts-early-headers");
    private static final Runnable NOTHING = () -> { };

    /** What sends the headers of the call that is handled on this thread; to be run like {@code onNext}, by one. */
    static Runnable current() {
        Runnable send = SEND.get();
        return send == null ? NOTHING : send;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
            ServerCallHandler<Q, A> next) {
        if (call.getMethodDescriptor().getType().serverSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        Once<Q, A> once = new Once<>(call);
        return Contexts.interceptCall(Context.current().withValue(SEND, () -> once.sendHeaders(new Metadata())), once,
                headers, next);
    }

    /** Sends headers the first time it is asked to: the first message asks too. */
    private static final class Once<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final AtomicBoolean sent = new AtomicBoolean();

        Once(ServerCall<Q, A> call) {
            super(call);
        }

        @Override
        public void sendHeaders(Metadata headers) {
            if (sent.compareAndSet(false, true)) {
                super.sendHeaders(headers);
            }
        }
    }
}
