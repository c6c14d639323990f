package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.http.MeteredHttp;
import org.jts.http.NoAnswerException;
import org.jts.http.NotSentException;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisJson;

/** Calls the broker, each call under a permit. A token that is refused before its time is replaced once. */
final class KisRest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final String REVOKE = "revokeP";
    /** The servers count for themselves: inside the limit there is a refusal now and then, which a pause clears. */
    private static final int AGAIN = 3;
    private static final Duration PAUSE = Duration.ofMillis(400);

    private final KisSettings settings;
    private final String key;
    private final TokenDesk tokens;
    private final RequestLimiter limiter;
    private final MeteredHttp http;
    private final TimeSource time;

    KisRest(KisSettings settings, String key, TokenDesk tokens, RequestLimiter limiter, MeteredHttp http,
            TimeSource time) {
        this.time = time;
        this.settings = settings;
        this.key = key;
        this.tokens = tokens;
        this.limiter = limiter;
        this.http = http;
    }

    /** What a call is about. */
    record Call(KisApi api, String role, Map<String, String> fields, Lane lane, String trCont) {

        static Call of(String api, Lane lane, Map<String, String> fields) {
            return new Call(KisCatalog.get().api(api), "", fields, lane, "");
        }

        Call role(String newRole) {
            return new Call(api, newRole, fields, lane, trCont);
        }

        /** The next page. */
        Call next(Map<String, String> moreFields) {
            Map<String, String> all = new LinkedHashMap<>(fields);
            all.putAll(moreFields);
            return new Call(api, role, all, lane, "N");
        }
    }

    /** For what is no call of the Open API. */
    MeteredHttp http() {
        return http;
    }

    void close() {
        http.close();
    }

    /** Makes sure that there is a token. @return when it ends */
    Instant signIn() throws BrokerException, InterruptedException {
        return token(Lane.ACCOUNT).expires();
    }

    private TokenDesk.Token token(Lane lane) throws BrokerException, InterruptedException {
        return tokens.token(key, () -> {
            KisReply reply = oauth(T.get("what.token"), "tokenP", "appsecret", lane);
            String value = reply.body().text("access_token");
            if (value.isEmpty()) {
                throw KisErrors.failure(T.get("what.token"), reply);
            }
            return new TokenDesk.Token(new Secret(value), Clock.dateTime("access_token_token_expired",
                    reply.body().text("access_token_token_expired")));
        });
    }

    /** Gives the token back. @return the broker's words */
    String revoke() throws BrokerException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("appkey", settings.key().key().reveal());
        body.put("appsecret", settings.key().secret().reveal());
        TokenDesk.Token mine = token(Lane.ACCOUNT);
        body.put("token", mine.value().reveal());
        try {
            KisReply reply = send(HttpRequest.newBuilder(uri(KisCatalog.get().api(REVOKE).path()))
                    .POST(BodyPublishers.ofString(KisJson.write(body))), Lane.ACCOUNT);
            if (reply.status() != OK || !reply.code().isEmpty()) {
                throw KisErrors.failure(REVOKE, reply);
            }
            tokens.refused(key, mine); // the same one again would be a dead one
            return reply.body().text("message");
        } catch (IOException e) {
            if (!(e instanceof NotSentException)) {
                tokens.mayBeGone(key, mine);
            }
            throw failure(REVOKE, e);
        }
    }

    /** A key for a session of the WebSocket. */
    Secret approval() throws BrokerException, InterruptedException {
        KisReply reply = oauth(T.get("what.approval"), "Approval", "secretkey", Lane.ACCOUNT);
        String value = reply.body().text("approval_key");
        if (value.isEmpty()) {
            throw KisErrors.failure(T.get("what.approval"), reply);
        }
        return tokens.named(new Secret(value));
    }

    private KisReply oauth(String what, String name, String secretName, Lane lane)
            throws BrokerException, InterruptedException {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("grant_type", "client_credentials");
        body.put("appkey", settings.key().key().reveal());
        body.put(secretName, settings.key().secret().reveal());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(KisCatalog.get().api(name).path()))
                .POST(BodyPublishers.ofString(KisJson.write(body)));
        try {
            return send(request, lane);
        } catch (IOException e) {
            throw failure(what, e);
        }
    }

    /**
     * Reads something; what the broker refuses is an exception with its code and words. What was refused for the rate
     * is asked again, a little later each time: orders, which do not come here, never are.
     */
    KisReply read(String what, Call call) throws BrokerException, InterruptedException {
        KisReply reply;
        try {
            reply = exchange(call);
            for (int again = 1; reply.isTooFast() && again <= AGAIN; again++) {
                time.sleep(PAUSE.multipliedBy(again));
                reply = exchange(call);
            }
        } catch (IOException e) {
            throw failure(what, e);
        }
        if (reply.isDone() || reply.isNothing()) {
            return reply;
        }
        throw KisErrors.failure(what, reply);
    }

    /**
     * Sends a call and brings its answer, whatever it says.
     *
     * @throws NotSentException  when certainly nothing of the call was sent
     * @throws NoAnswerException when it may have been
     * @throws BrokerException   when signing in failed: nothing of the call was done
     */
    KisReply exchange(Call call) throws IOException, BrokerException, InterruptedException {
        TokenDesk.Token token = token(call.lane());
        KisReply reply = send(request(call, token), call.lane());
        if (reply.isTokenRefused()) {
            tokens.refused(key, token);
            reply = send(request(call, token(call.lane())), call.lane());
        }
        if (reply.code().equals("EGW00201")) {
            limiter.refused(Optional.empty(), KisErrors.words(reply));
        }
        return reply;
    }

    private HttpRequest.Builder request(Call call, TokenDesk.Token token)
            throws BrokerException, IOException, InterruptedException {
        KisApi api = call.api();
        String id = api.id(settings.environment(), call.role()).orElseThrow(() -> new BrokerException(
                ErrorCategory.UNSUPPORTED, T.format("api.lacking", api.koreanName(), api.name())));
        HttpRequest.Builder request;
        if (api.method().equals("GET")) {
            String query = call.fields().entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(
                    e.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
            request = HttpRequest.newBuilder(uri(api.path() + "?" + query)).GET();
        } else {
            String body = KisJson.write(call.fields());
            request = HttpRequest.newBuilder(uri(api.path())).POST(BodyPublishers.ofString(body));
            if (settings.hashkey()) {
                request.header("hashkey", hash(body, call.lane()));
            }
        }
        return keys(request).header("authorization", "Bearer " + token.value().reveal()).header("tr_id", id)
                .header("tr_cont", call.trCont()).header("custtype", "P");
    }

    /** The broker's hash of a body. */
    String hash(String body, Lane lane) throws IOException, InterruptedException {
        KisReply reply = send(keys(HttpRequest.newBuilder(uri(KisCatalog.get().api("hashkey").path()))
                .POST(BodyPublishers.ofString(body))), lane);
        String hash = reply.body().text("HASH");
        if (hash.isEmpty()) {
            throw new NotSentException(T.format("broker.said", "hashkey", KisErrors.words(reply)), null);
        }
        return hash;
    }

    private HttpRequest.Builder keys(HttpRequest.Builder request) {
        return request.header("appkey", settings.key().key().reveal()).header("appsecret",
                settings.key().secret().reveal());
    }

    private KisReply send(HttpRequest.Builder request, Lane lane) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(lane, 1, PATIENCE, request.timeout(ANSWER)
                .header("content-type", "application/json; charset=utf-8").build(), BodyHandlers.ofString());
        String trCont = answer.headers().firstValue("tr_cont").orElse("").strip();
        try {
            return new KisReply(answer.statusCode(), trCont, Node.parse(answer.body()), answer.body());
        } catch (IOException e) {
            if (answer.statusCode() != OK) {
                return new KisReply(answer.statusCode(), trCont, Node.parse("{}"), answer.body());
            }
            throw new UnreadableException(e);
        }
    }

    /** An answer came and is no JSON object: nobody knows what it says. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1L;

        UnreadableException(IOException cause) {
            super(T.get("answer.unreadable"), cause);
        }
    }

    private URI uri(String path) {
        return URI.create(settings.rest() + path);
    }

    /** @return what to tell of a call that has no answer; an interruption is still set */
    static BrokerException failure(String what, IOException e) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException(what);
        }
        if (e instanceof UnreadableException) {
            return new BrokerException(ErrorCategory.DATA, T.format("read.failed", what, e.getMessage()), e);
        }
        if (e instanceof NotSentException && e.getCause() instanceof LimitException) {
            return new BrokerException(ErrorCategory.RATE_LIMIT, T.format("read.failed", what, e.getMessage()), e);
        }
        return new BrokerException(ErrorCategory.NETWORK, T.format("read.failed", what, e.getMessage()), e);
    }
}
