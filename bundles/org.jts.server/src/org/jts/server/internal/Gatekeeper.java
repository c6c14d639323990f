package org.jts.server.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.time.TimeSource;
import org.jts.concurrent.BoundedMap;
import org.jts.wire.ErrorWire;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Lets in who shows a token, as far as it goes and as often as is allowed; who guesses has to wait longer and longer.
 */
final class Gatekeeper implements ServerInterceptor {

    static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization",
            Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";
    private static final String HEALTH = "grpc.health.v1.Health/";
    private static final Set<String> TRADING = Set.of("PlaceOrder", "ModifyOrder", "CancelOrder", "PlaceCall",
            "StopTrading", "LockAccount", "OrderCalls");
    /** They bring code and secrets into the server: for nobody without a token, on this machine neither. */
    private static final Set<String> FOR_OPERATORS = Set.of("jts.plugin.PluginService", "jts.setup.SetupService");
    private static final Set<String> OPERATING = Set.of("ResumeTrading", "UnlockAccount");
    /** What lowers the risk, and the look at how far that is, is never too often. */
    private static final Set<String> CALMING = Set.of("CancelOrder", "StopTrading", "LockAccount",
            "CancelPluginChange", "GetPluginChange");
    private static final int FREE_GUESSES = 5;
    private static final long FIRST_WAIT = Duration.ofSeconds(1).toNanos();
    private static final int MAX_DOUBLINGS = 6;
    private static final int MAX_PEERS = 1_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static final Status UNKNOWN = Status.UNAUTHENTICATED.withDescription("expected the header "
            + "authorization: Bearer TOKEN with a token of this server, found none or another; set "
            + "the token of the broker");

    /** Failures of one address, and until when it has to wait. */
    private record Guesses(int count, long until) {
    }

    /**
     * What is left of the calls of a second.
     *
     * @param limit how many there may be
     * @param calls how many more there may be until the second is over
     */
    record Left(int limit, int calls) {
    }

    /** How often the calls may be made that come on a stream. */
    interface Pace {

        /** Of the stream that is being begun on this thread. */
        Context.Key<Pace> CURRENT = Context.key("jts-pace");

        /**
         * Counts a call.
         *
         * @param call its bare name
         * @return null when it may be made
         */
        Status refusal(String call);
    }

    /** Calls of one second. */
    private static final class Meter {
        private long second;
        private int calls;
    }

    private final TimeSource time;
    private final List<AccessToken> tokens;
    private final int callsPerSecond;
    private final Map<InetAddress, Guesses> guesses = BoundedMap.ofLastUsed(MAX_PEERS);
    private final Map<AccessToken, Meter> meters = new HashMap<>();
    private final Meter everybody = new Meter();

    Gatekeeper(ServerSettings settings, TimeSource time) {
        this.time = time;
        this.tokens = settings.tokens();
        this.callsPerSecond = settings.callsPerSecond();
        tokens.forEach(token -> meters.put(token, new Meter()));
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
            ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        InetAddress peer = address(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        Status refusal = refusal(method, headers, peer);
        if (refusal == null) {
            return tokens.isEmpty() && wanted(method) == AccessToken.Scope.READ ? next.startCall(call, headers)
                    : Contexts.interceptCall(known(call, headers, peer), call, headers, next);
        }
        Metadata trailers = new Metadata();
        trailers.put(ErrorWire.NOT_SENT, "true");
        call.close(refusal, trailers);
        return new ServerCall.Listener<>() { };
    }

    /** Who makes a call, and how often it may go on. */
    private Context known(ServerCall<?, ?> call, Metadata headers, InetAddress peer) {
        AccessToken token = tokens.isEmpty() ? null : find(headers);
        Context context = Context.current().withValue(Caller.CURRENT,
                new Caller(token == null ? "no token" : token.name(), peer));
        if (token != null) {
            context = context.withValue(Correlated.MARK, token.mark());
        }
        return call.getMethodDescriptor().getType().clientSendsOneMessage() ? context
                : context.withValue(Pace.CURRENT, pace(token));
    }

    /** @return null when the call may go on */
    Status refusal(String method, Metadata headers, InetAddress peer) {
        if (method.startsWith(HEALTH)) {
            return null;
        }
        AccessToken token = null;
        if (tokens.isEmpty() && isForOperators(method)) {
            return Status.PERMISSION_DENIED.withDescription("expected a server that was started with a token for "
                    + "operators, found one that asks for none: whoever reaches it could run code in it; start it with "
                    + "--token 'operate:${file:PATH}'");
        }
        if (!tokens.isEmpty()) {
            long now = time.nanoTime();
            synchronized (guesses) {
                token = find(headers); // a right one is let in whatever others of its address tried
                if (token == null) {
                    return headers.containsKey(AUTHORIZATION) ? wrong(peer, now) : UNKNOWN;
                }
            }
            AccessToken.Scope wanted = wanted(method);
            if (!token.may(wanted)) {
                return Status.PERMISSION_DENIED.withDescription("expected a token that may %s, found one that may %s; "
                        .formatted(name(wanted), name(token.scope())) + "use another token");
            }
        }
        return tooOften(call(method), token == null ? everybody : meters.get(token));
    }

    private Pace pace(AccessToken token) {
        Meter meter = token == null ? everybody : meters.get(token);
        return call -> tooOften(call, meter);
    }

    private Status tooOften(String call, Meter meter) {
        return !CALMING.contains(call) && isTooOften(meter) ? Status.RESOURCE_EXHAUSTED.withDescription(
                "expected at most %d calls in a second, found more; slow down".formatted(callsPerSecond)) : null;
    }

    private static String call(String method) {
        return method.substring(method.indexOf('/') + 1);
    }

    private static boolean isForOperators(String method) {
        return FOR_OPERATORS.contains(method.substring(0, Math.max(0, method.indexOf('/'))));
    }

    private static AccessToken.Scope wanted(String method) {
        String call = call(method);
        return OPERATING.contains(call) || isForOperators(method) ? AccessToken.Scope.OPERATE
                : TRADING.contains(call) ? AccessToken.Scope.TRADE : AccessToken.Scope.READ;
    }

    private static String name(AccessToken.Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    /** How much of its calls a client has left in this second. */
    Left left(Metadata headers) {
        Meter meter = tokens.isEmpty() ? everybody : Optional.ofNullable(find(headers)).map(meters::get)
                .orElseGet(Meter::new);
        long second = time.nanoTime() / SECOND;
        synchronized (meter) {
            return new Left(callsPerSecond, Math.max(0, callsPerSecond - (meter.second == second ? meter.calls : 0)));
        }
    }

    /** While an address has to wait its guesses are not counted, or somebody could keep it waiting for ever. */
    private Status wrong(InetAddress peer, long now) {
        Guesses before = guesses.get(peer);
        if (before != null && before.until() - now > 0) {
            return Status.UNAUTHENTICATED.withDescription(
                    "expected a right token, found %d wrong ones from %s; wait %d s"
                    .formatted(before.count(), peer, (before.until() - now + SECOND - 1) / SECOND));
        }
        int count = before == null ? 1 : before.count() + 1;
        long wait = count < FREE_GUESSES ? 0 : FIRST_WAIT << Math.min(MAX_DOUBLINGS, count - FREE_GUESSES);
        guesses.put(peer, new Guesses(count, now + wait));
        return UNKNOWN;
    }

    private AccessToken find(Metadata headers) {
        String shown = headers.get(AUTHORIZATION);
        if (shown == null || !shown.startsWith(BEARER)) {
            return null;
        }
        byte[] digest = AccessToken.digest(shown.substring(BEARER.length()).strip());
        AccessToken found = null;
        for (AccessToken token : tokens) { // all of them, so that the time tells nothing
            found = token.matches(digest) ? token : found;
        }
        return found;
    }

    private boolean isTooOften(Meter meter) {
        long second = time.nanoTime() / SECOND;
        synchronized (meter) {
            if (meter.second != second) {
                meter.second = second;
                meter.calls = 0;
            }
            meter.calls++;
            return meter.calls > callsPerSecond;
        }
    }

    static InetAddress address(SocketAddress peer) {
        return peer instanceof InetSocketAddress internet ? internet.getAddress() : InetAddress.getLoopbackAddress();
    }
}
