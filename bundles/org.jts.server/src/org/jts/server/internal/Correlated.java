package org.jts.server.internal;

import java.util.Optional;

import org.jts.api.audit.Correlation;
import org.jts.wire.CorrelationWire;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/**
 * Keeps the name that a call has at its client, so that what the server does because of it has the same; where there
 * are tokens, with a mark of the one that was shown behind it.
 */
final class Correlated implements ServerInterceptor {

    /** The mark of the token that was shown for a call; not there at a server without tokens. */
    static final Context.Key<String> MARK = Context.key("jts-token-mark");
    private static final Context.Key<String> SENT = Context.key("jts-correlation");

    /** The name of the call that is handled on this thread; a fresh one where the client gave it none. */
    static String current() {
        return name(SENT.get());
    }

    /**
     * The name of a call that comes on the stream which is handled on this thread.
     *
     * @param sent by a client
     */
    static String name(String sent) {
        String name = CorrelationWire.name(sent).orElseGet(() -> Correlation.fresh("server"));
        String mark = MARK.get();
        return mark == null ? name : CorrelationWire.marked(name, mark);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
            ServerCallHandler<Q, A> next) {
        Optional<String> sent = CorrelationWire.name(headers.get(CorrelationWire.HEADER));
        return sent.isEmpty() ? next.startCall(call, headers)
                : Contexts.interceptCall(Context.current().withValue(SENT, sent.get()), call, headers, next);
    }
}
