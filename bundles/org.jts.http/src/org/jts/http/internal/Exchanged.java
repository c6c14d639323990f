package org.jts.http.internal;

import java.math.BigDecimal;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.audit.Correlation;

/**
 * One request and its answer, on their way to the audit trail: what passes is copied, and neither changed nor held up.
 * Secrets are taken out by the trail.
 */
public final class Exchanged {

    private final WireAudit audit;
    private final HttpRequest request;
    private final Instant at;
    private final long start;
    private final Copy sent = new Copy();
    private final Copy received = new Copy();

    private Exchanged(WireAudit audit, HttpRequest request) {
        this.audit = audit;
        this.request = request;
        this.at = audit == null ? null : audit.time.now();
        this.start = audit == null ? 0 : audit.time.nanoTime();
    }

    /** Begins when the request is about to go out. */
    public static Exchanged of(HttpRequest request) {
        return new Exchanged(WireAudit.present(), request);
    }

    /** The request, whose body is copied when it is sent. */
    public HttpRequest request() {
        Optional<HttpRequest.BodyPublisher> body = request.bodyPublisher();
        if (audit == null || body.isEmpty() || body.get().contentLength() == 0) {
            return request;
        }
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .method(request.method(), new CopiedRequest(body.get(), sent)).build();
    }

    /** The handler, whose answer is copied when it is read. */
    public <T> BodyHandler<T> handler(BodyHandler<T> handler) {
        return audit == null ? handler : head -> new CopiedAnswer<>(handler.apply(head), received);
    }

    /** The answer has come. */
    public void answered(HttpResponse<?> response) {
        if (audit != null) {
            int status = response.statusCode();
            HttpHeaders headers = response.headers();
            record(facts -> {
                facts.put("status", String.valueOf(status));
                put(facts, "answer.header.", headers);
                put(facts, "answer", received, headers);
            });
        }
    }

    /** There is none. */
    public void failed(Exception e) {
        if (audit != null) {
            record(facts -> facts.put("failure", e.toString()));
        }
    }

    private void record(Consumer<Map<String, String>> rest) {
        long took = audit.time.nanoTime() - start;
        audit.trail.record(new AuditRecord(at, Kind.WIRE, Correlation.current(), Optional.empty(), action(), () -> {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("host", request.uri().getHost() + (request.uri().getPort() < 0 ? ""
                    : ":" + request.uri().getPort()));
            if (request.uri().getRawQuery() != null) {
                facts.put("query", request.uri().getRawQuery());
            }
            facts.put("ms", BigDecimal.valueOf(took / 1_000, 3).toPlainString());
            put(facts, "request.header.", request.headers());
            put(facts, "request", sent, request.headers());
            rest.accept(facts);
            return facts;
        }));
    }

    private String action() {
        String action = request.method() + " " + request.uri().getRawPath();
        return action.length() <= 200 ? action : action.substring(0, 199) + "…";
    }

    private static void put(Map<String, String> facts, String prefix, HttpHeaders headers) {
        headers.map().forEach((name, values) -> facts.put(prefix + name, String.join(", ", values)));
    }

    private static void put(Map<String, String> facts, String name, Copy copy, HttpHeaders headers) {
        if (copy.size() > 0) {
            facts.put(name + ".bytes", String.valueOf(copy.size()));
            facts.put(name, copy.text(headers));
        }
    }
}
