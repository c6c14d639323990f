package org.jts.server.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jts.api.time.TimeSource;
import org.jts.wire.CorrelationWire;
import org.jts.wire.ErrorWire;

import com.google.protobuf.Message;

import io.grpc.Metadata;
import io.grpc.Status;

/** Makes calls of requests, and answers of what comes of them. */
final class RestHandler extends Handler.Abstract {

    private static final int MAX_BODY_BYTES = 256 * 1024;
    private static final int MAX_MESSAGES = 100_000;
    private static final long CALL_MILLIS = 60_000;
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");
    private static final Pattern HERE = Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d+)?");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT");

    /** A request that is being answered. */
    private record Exchange(Request request, Response response, String id, Metadata headers) {
    }

    private final RestRoutes routes;
    private final Gatekeeper gate;
    private final boolean forThisMachine;
    private final Supplier<String> metrics;
    private final TimeSource time;
    private final String description;
    private volatile boolean refusing;

    /** @param forThisMachine whether only this machine is to get in */
    RestHandler(RestRoutes routes, Gatekeeper gate, boolean forThisMachine, Supplier<String> metrics,
            TimeSource time) {
        this.routes = routes;
        this.gate = gate;
        this.forThisMachine = forThisMachine;
        this.metrics = metrics;
        this.time = time;
        this.description = new OpenApi(routes.all()).json();
    }

    void refuse() {
        refusing = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            String id = request.getHeaders().get(REQUEST_ID);
            Exchange exchange = new Exchange(request, response,
                    id != null && ID.matcher(id).matches() ? id : UUID.randomUUID().toString(), headers(request));
            response.getHeaders().put(REQUEST_ID, exchange.id());
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            serve(exchange);
            callback.succeeded();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (IOException | RuntimeException e) { // the client is gone, or the server has a fault that its log tells
            callback.failed(e);
        }
        return true;
    }

    private static Metadata headers(Request request) {
        Metadata headers = new Metadata();
        Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .filter(value -> PRINTABLE.matcher(value).matches())
                .ifPresent(value -> headers.put(Gatekeeper.AUTHORIZATION, value));
        CorrelationWire.name(request.getHeaders().get(CorrelationWire.HEADER.name()))
                .ifPresent(name -> headers.put(CorrelationWire.HEADER, name));
        return headers;
    }

    private void serve(Exchange exchange) throws IOException, InterruptedException {
        String path = Request.getPathInContext(exchange.request());
        Optional<Status> foreign = foreign(exchange.request());
        if (foreign.isPresent()) {
            fail(exchange, foreign.get(), "");
        } else if (path.equals("/healthz")) {
            answer(exchange, refusing ? 503 : 200, "text/plain", refusing ? "NOT_SERVING\n" : "SERVING\n");
        } else if (refusing) {
            fail(exchange, Status.UNAVAILABLE.withDescription("the server is stopping; try again when it is back"), "");
        } else if (path.equals("/openapi.json")) {
            answer(exchange, 200, "application/json", description);
        } else if (path.equals("/metrics")) {
            Status refusal = gate.refusal("jts.server/Metrics", exchange.headers(), Gatekeeper.address(
                    exchange.request().getConnectionMetaData().getRemoteSocketAddress()));
            if (refusal != null) {
                fail(exchange, refusal, "");
            } else {
                answer(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.get());
            }
        } else {
            route(exchange, path);
        }
    }

    /**
     * A page in a browser must not reach a server that lets in whoever is on this machine: browsers say where a request
     * comes from, and a name that somebody had lead here is none of this machine's.
     */
    private Optional<Status> foreign(Request request) {
        if (request.getHeaders().contains(HttpHeader.ORIGIN)) {
            return Optional.of(Status.PERMISSION_DENIED.withDescription(
                    "expected no header Origin, found one; the server is not for pages of browsers"));
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        return forThisMachine && (host == null || !HERE.matcher(host).matches())
                ? Optional.of(Status.PERMISSION_DENIED.withDescription(
                "expected the host 127.0.0.1 or localhost, found another"))
                : Optional.empty();
    }

    private void route(Exchange exchange, String path) throws IOException, InterruptedException {
        String verb = exchange.request().getMethod();
        Optional<RestRoutes.Found> found = routes.find(verb, path);
        if (found.isEmpty()) {
            List<String> verbs = routes.verbs(path);
            if (verbs.isEmpty()) {
                fail(exchange, Status.NOT_FOUND.withDescription(
                        "expected one of the paths in /openapi.json, found another"), "");
            } else {
                exchange.response().getHeaders().put(HttpHeader.ALLOW, String.join(", ", verbs));
                fail(exchange, 405,
                        Status.UNIMPLEMENTED.withDescription("expected %s for this path, found %s".formatted(
                        String.join(" or ", verbs), verb)), "");
            }
            return;
        }
        Message request;
        try {
            String body = WITH_BODY.contains(verb) ? body(exchange.request()) : "";
            request = found.get().route().request(found.get().path(), query(exchange.request()), body);
        } catch (IllegalArgumentException e) {
            fail(exchange, Status.INVALID_ARGUMENT.withDescription(e.getMessage()), "");
            return;
        }
        call(exchange, found.get().route(), request);
    }

    /** @throws IllegalArgumentException with a sentence for people */
    private static String body(Request request) throws IOException {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !type.startsWith("application/json")) {
            throw new IllegalArgumentException("Content-Type: expected application/json, found " + type);
        }
        InputStream in = Content.Source.asInputStream(request);
        byte[] bytes = in.readNBytes(MAX_BODY_BYTES + 1);
        if (bytes.length > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "body: expected at most %,d bytes, found more".formatted(MAX_BODY_BYTES));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> query(Request request) {
        Map<String, List<String>> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValues());
        }
        return query;
    }

    private void call(Exchange exchange, RestRoutes.Route route, Message request) throws IOException,
            InterruptedException {
        RestCall<Message, Message> call = RestCall.start(route.method(), exchange.headers(),
                exchange.request().getConnectionMetaData().getRemoteSocketAddress(), request);
        boolean over = false;
        try {
            over = route.isEndless() ? stream(exchange, call) : collect(exchange, route, call);
        } finally {
            if (over) {
                call.complete();
            } else {
                call.cancel();
            }
        }
    }

    /** @return whether the call ended by itself */
    private boolean collect(Exchange exchange, RestRoutes.Route route, RestCall<Message, Message> call)
            throws IOException, InterruptedException {
        List<String> messages = new ArrayList<>();
        long until = time.nanoTime() + CALL_MILLIS * 1_000_000;
        while (messages.size() <= MAX_MESSAGES) {
            Object next = call.next(Math.max(1, (until - time.nanoTime()) / 1_000_000));
            if (next == null) {
                fail(exchange, Status.DEADLINE_EXCEEDED.withDescription("expected an answer within %d s, found none"
                        .formatted(CALL_MILLIS / 1_000)), "");
                return false;
            }
            if (next instanceof RestCall.End end) {
                if (!end.status().isOk()) {
                    fail(exchange, end.status(), end.trailers().containsKey(ErrorWire.NOT_SENT)
                            ? "nothing reached the broker: sending again is safe" : "");
                } else {
                    succeed(exchange, route.call().isServerStreaming() ? "[" + String.join(",", messages) + "]"
                            : messages.getFirst());
                }
                return true;
            }
            messages.add(RestReply.json((Message) next));
        }
        fail(exchange, Status.OUT_OF_RANGE.withDescription("expected at most %,d items, found more; ask for fewer"
                .formatted(MAX_MESSAGES)), "");
        return false;
    }

    /** Server-sent events, until the client goes or the call ends. */
    private boolean stream(Exchange exchange, RestCall<Message, Message> call) throws IOException,
            InterruptedException {
        boolean begun = false;
        while (true) {
            Object next = call.next(HEARTBEAT_MILLIS);
            if (!begun && next instanceof RestCall.End end && !end.status().isOk()) {
                fail(exchange, end.status(), "");
                return true;
            }
            if (!begun) {
                exchange.response().setStatus(200);
                exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
                begun = true;
            }
            if (next instanceof RestCall.End end) {
                write(exchange, true, end.status().isOk() ? "" : "event: error\ndata: %s\n\n".formatted(
                        RestReply.error(end.status(), "")));
                return true;
            }
            write(exchange, false, next == null ? ":\n\n" : "data: %s\n\n".formatted(RestReply.json((Message) next)));
        }
    }

    private void succeed(Exchange exchange, String data) throws IOException {
        Gatekeeper.Left left = limits(exchange, exchange.headers());
        answer(exchange, 200, "application/json", RestReply.success(data, exchange.id(), time.now(), left));
    }

    private void fail(Exchange exchange, Status status, String details) throws IOException {
        fail(exchange, RestReply.httpStatus(status), status, details);
    }

    private void fail(Exchange exchange, int http, Status status, String details) throws IOException {
        // who may not be known is told nothing that depends on what was shown
        Gatekeeper.Left left = limits(exchange, status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                ? exchange.headers() : new Metadata());
        answer(exchange, http, "application/json", RestReply.failure(status, details, exchange.id(), time.now(), left));
    }

    private Gatekeeper.Left limits(Exchange exchange, Metadata headers) {
        Gatekeeper.Left left = gate.left(headers);
        exchange.response().getHeaders().put("X-RateLimit-Limit", left.limit());
        exchange.response().getHeaders().put("X-RateLimit-Remaining", left.calls());
        exchange.response().getHeaders().put("X-RateLimit-Reset", 1);
        return left;
    }

    private static void answer(Exchange exchange, int status, String type, String text) throws IOException {
        exchange.response().setStatus(status);
        exchange.response().getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        write(exchange, true, text);
    }

    private static void write(Exchange exchange, boolean last, String text) throws IOException {
        Content.Sink.write(exchange.response(), last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
