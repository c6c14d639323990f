package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Words.T;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.http.MeteredHttp;
import org.jts.http.NoAnswerException;
import org.jts.http.NotSentException;

/** One connection: the token, requests and their answers, the stream. It ends once, by hand or by loss. Thread-safe. */
final class Line implements AutoCloseable {

    /** How long a request waits for its permit, and for its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REFUSED = 422;

    private final URI address;
    private final RequestLimiter limiter;
    private final GatewayListener supervisor;
    private final MeteredHttp http;
    private final String name;
    private final AtomicBoolean ended = new AtomicBoolean();
    final Stream stream;
    private volatile String token = "";

    private Line(BrokerId id, URI address, RequestLimiter limiter, GatewayListener supervisor) {
        this.address = address;
        this.limiter = limiter;
        this.supervisor = supervisor;
        this.name = "template-" + id + "-";
        this.http = new MeteredHttp(limiter, Duration.ofSeconds(5));
        this.stream = new Stream(name, this::lost);
    }

    // snippet: open
    /**
     * Signs in and opens the stream. Nothing is left when that fails. Keys and tokens travel in headers, whose names
     * the audit trail knows for secrets, never in an address, which is written to logs on the way.
     */
    static Line open(BrokerId id, URI address, String key, RequestLimiter limiter, GatewayListener supervisor)
            throws BrokerException, InterruptedException {
        Line line = new Line(id, address, limiter, supervisor);
        boolean open = false;
        try {
            HttpRequest signIn = HttpRequest.newBuilder(URI.create(address + "/session")).timeout(PATIENCE)
                    .header("appkey", key).POST(BodyPublishers.noBody()).build();
            line.token = line.read(Lane.ACCOUNT, signIn, json -> json.text("token"));
            line.stream.open(URI.create(address.toString().replaceFirst("^http", "ws") + "/stream"), line.token);
            open = true;
            return line;
        } finally {
            if (!open) {
                line.close();
            }
        }
    }
    // end

    boolean isOpen() {
        return !ended.get();
    }

    // snippet: read
    /** A request that only asks. What goes wrong is a BrokerException; its category says who can mend it. */
    private <T> T read(Lane lane, HttpRequest request, Function<Json, T> reader)
            throws BrokerException, InterruptedException {
        try {
            HttpResponse<String> answer = http.send(lane, 1, PATIENCE, request, BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return Json.read(answer.body(), reader);
            }
            throw failure(answer);
        } catch (NotSentException e) {
            throw new BrokerException(e.getCause() instanceof LimitException ? ErrorCategory.RATE_LIMIT
                    : ErrorCategory.NETWORK, T.format("request.notSent", e.getMessage()), e);
        } catch (NoAnswerException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            throw new BrokerException(isOpen() ? ErrorCategory.TIMEOUT : ErrorCategory.NETWORK,
                    T.format("request.noAnswer", e.getMessage()), e);
        } catch (Json.UnreadableException e) {
            throw new BrokerException(ErrorCategory.DATA, e.getMessage(), e);
        }
    }
    // end

    <T> T read(Lane lane, String path, Map<String, String> query, Function<Json, T> reader)
            throws BrokerException, InterruptedException {
        return read(lane, request(path + "?" + form(query)).GET().build(), reader);
    }

    // snippet: pages
    /** A list that comes in pages, to its end. */
    <T> List<T> pages(String path, Map<String, String> query, String list, Function<Json, T> reader)
            throws BrokerException, InterruptedException {
        List<T> all = new ArrayList<>();
        boolean more = true;
        for (int page = 0; more; page++) {
            Map<String, String> of = new TreeMap<>(query);
            of.put("page", Integer.toString(page));
            int before = all.size();
            more = read(Lane.ACCOUNT, path, of, json -> {
                json.list(list).forEach(item -> all.add(reader.apply(item)));
                return json.flag("more");
            });
            if (more && all.size() == before) { // it would be asked for ever
                throw new BrokerException(ErrorCategory.DATA, T.format("answer.pages", path));
            }
        }
        return List.copyOf(all);
    }
    // end

    // snippet: order
    /** A request that moves money. It never throws: it says what is known, and silence is Unknown. */
    OrderOutcome order(Lane lane, String path, Map<String, String> query) {
        try {
            HttpRequest request = request(path).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form(query))).build();
            HttpResponse<String> answer = http.send(lane, 1, PATIENCE, request, BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> Json.read(answer.body(), Line::accepted);
                case REFUSED -> Json.read(answer.body(), Line::refused);
                case 401 -> new OrderOutcome.NotSent(failure(answer).getMessage()); // documented as not taken
                default -> new OrderOutcome.Unknown(T.format("order.status", answer.statusCode()));
            };
        } catch (NotSentException e) {
            return new OrderOutcome.NotSent(T.format("request.notSent", e.getMessage()));
        } catch (NoAnswerException e) {
            return new OrderOutcome.Unknown(T.format("request.noAnswer", e.getMessage()));
        } catch (InterruptedException e) { // while it waited for its permit
            Thread.currentThread().interrupt();
            return new OrderOutcome.NotSent(T.get("order.interrupted"));
        } catch (Json.UnreadableException e) {
            return new OrderOutcome.Unknown(e.getMessage());
        }
    }
    // end

    private static OrderOutcome accepted(Json json) {
        return new OrderOutcome.Accepted(new BrokerOrderId(json.text("order")), Answers.time(json.text("at")));
    }

    private static OrderOutcome refused(Json json) {
        return new OrderOutcome.Rejected(Answers.reason(json.text("code")), json.text("code"), json.text("text"));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private static String form(Map<String, String> words) {
        return words.entrySet().stream().map(e -> e.getKey() + "="
                + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }

    /** What an answer that is no answer means. */
    private BrokerException failure(HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (status == 401) {
            BrokerException refused = new BrokerException(ErrorCategory.AUTHENTICATION, T.get("token.refused"));
            lost(ErrorCategory.AUTHENTICATION, refused.getMessage());
            return refused;
        } else if (status == 429) {
            limiter.refused(Optional.empty(), answer.body());
            return new BrokerException(ErrorCategory.RATE_LIMIT, T.get("request.tooMany"));
        } else if (status == REFUSED) {
            return Json.read(answer.body(), json -> new BrokerException(ErrorCategory.VALIDATION, json.text("text"),
                    json.text("code"), false, Optional.empty(), null));
        }
        return new BrokerException(ErrorCategory.SYSTEM, T.format("request.status", status));
    }

    // snippet: lost
    /** Told once, from a thread of its own: whoever noticed it may be the one that has to end. */
    private void lost(ErrorCategory category, String why) {
        boolean signedIn = !token.isEmpty();
        if (signedIn && ended.compareAndSet(false, true)) {
            Thread.ofVirtual().name(name + "loss").start(() -> {
                release();
                supervisor.onConnectionLost(new BrokerException(category, why));
            });
        }
    }

    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            release();
        }
    }

    private void release() {
        stream.close();
        http.close();
    }
    // end
}
