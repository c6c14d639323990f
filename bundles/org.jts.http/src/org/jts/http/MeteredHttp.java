package org.jts.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Objects;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.NumberedPermits;
import org.jts.api.limit.NumberedPermits.Ending;
import org.jts.api.limit.RequestLimiter;
import org.jts.http.internal.Exchanged;
import org.jts.http.internal.SentOnce;

/**
 * Sends HTTP requests to a broker, each under a permit of its own, so that what the broker counts is what the limiter
 * counts. A redirect is an answer and is not followed, nobody logs in unasked, and a request goes out once: the
 * re-sending of requests that the JDK's client does by itself is switched off, and {@link #MeteredHttp} makes sure that
 * it is.
 * <p>
 * The permit ends when the head of the answer has been seen, whatever it says; it is given back when nothing was sent,
 * and is lost when no answer came, after the connection has been closed.
 *
 * <pre>{@code
 * HttpResponse<String> answer = http.send(Lane.ORDER, 1, patience, request, BodyHandlers.ofString());
 * }</pre>
 *
 * Thread-safe; calls block and belong on virtual threads. HTTP/1.1, because a second stream of one HTTP/2 connection
 * may be told to be sent anew.
 * <p>
 * Every request and its answer go to the audit trail, while there is one, under the name of what the calling thread is
 * doing ({@link org.jts.api.audit.Correlation}).
 *
 * @since 1.0
 */
public final class MeteredHttp implements AutoCloseable {

    private final RequestLimiter limiter;
    private final NumberedPermits permits;
    private final HttpClient client;

    /**
     * @param limiter        of the key that the broker meters
     * @param connectTimeout for a new connection, above 0
     * @throws IllegalStateException when the JDK's client was in use before this class and re-sends requests
     */
    public MeteredHttp(RequestLimiter limiter, Duration connectTimeout) {
        this(limiter, HttpClient.newBuilder().connectTimeout(connectTimeout));
    }

    /**
     * @param limiter of the key that the broker meters
     * @param builder with what else the broker asks for, such as TLS or a proxy; version, redirects and authenticator
     *                are set here
     * @throws IllegalStateException when the JDK's client was in use before this class and re-sends requests
     */
    public MeteredHttp(RequestLimiter limiter, HttpClient.Builder builder) {
        this.limiter = Objects.requireNonNull(limiter, "limiter");
        this.permits = limiter.numbered().orElseThrow();
        SentOnce.makeSure();
        this.client = builder.version(Version.HTTP_1_1).followRedirects(Redirect.NEVER).build();
        if (client.authenticator().isPresent()) {
            client.shutdownNow();
            throw new IllegalArgumentException(
                    "expected no authenticator, found one: it sends requests that nobody counts; send the header "
                    + "yourself.");
        }
    }

    /**
     * Waits for a permit and sends the request.
     *
     * @param lane     what it is for
     * @param weight   how much the broker counts it, 1 or more
     * @param patience how long to wait for the permit; zero does not wait
     * @param request  waits for its answer as long as it says, and at most for the limit profile's time
     * @param handler  reads the body
     * @return the answer, whatever its status says: 3xx, 4xx and 5xx too
     * @throws NotSentException     when certainly nothing was sent: no permit, or no connection
     * @throws NoAnswerException    when it may have been sent and no answer could be read; the thread's interrupt, if
     *                              that was why, is still set
     * @throws InterruptedException when interrupted while waiting for the permit; nothing was sent
     */
    public <T> HttpResponse<T> send(Lane lane, int weight, Duration patience, HttpRequest request,
            BodyHandler<T> handler)
            throws NotSentException, NoAnswerException, InterruptedException {
        HttpRequest limited = limited(request);
        long permit = permit(lane, weight, patience, request);
        Exchanged exchanged = Exchanged.of(limited);
        BodyHandler<T> copied = exchanged.handler(handler);
        try {
            HttpResponse<T> answer = client.send(exchanged.request(), answered(permits, permit, copied));
            exchanged.answered(answer);
            return answer;
        } catch (ConnectException | HttpConnectTimeoutException e) {
            permits.end(permit, Ending.NOT_SENT);
            exchanged.failed(e);
            throw new NotSentException(
                    "%s: expected a connection, found none (%s); nothing was sent.".formatted(where(request), e), e);
        } catch (InterruptedException e) {
            permits.end(permit, Ending.LOST);
            exchanged.failed(e);
            Thread.currentThread().interrupt();
            throw noAnswer(request, e);
        } catch (IOException e) {
            permits.end(permit, Ending.LOST);
            exchanged.failed(e);
            throw noAnswer(request, e);
        } catch (RuntimeException e) {
            // What is wrong with the request is found before it is sent, but that is no proof.
            permits.end(permit, Ending.LOST);
            exchanged.failed(e);
            throw e;
        }
    }

    /**
     * Nothing here may know this object: the JDK's client keeps the handler of its last request, and is itself kept
     * until nobody knows it any more. It would stay for ever, with the keys and texts of its requests.
     */
    private static <T> BodyHandler<T> answered(NumberedPermits permits, long permit, BodyHandler<T> handler) {
        return head -> {
            permits.end(permit, Ending.ANSWERED);
            return handler.apply(head);
        };
    }

    /** Ends at once what is under way, as requests without an answer. */
    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private long permit(Lane lane, int weight, Duration patience, HttpRequest request)
            throws NotSentException, InterruptedException {
        try {
            return permits.take(lane, weight, patience);
        } catch (LimitException e) {
            throw new NotSentException("%s: %s Nothing was sent.".formatted(where(request), e.getMessage()), e);
        }
    }

    /**
     * The permit is taken for lost after the profile's time: the connection must not wait for an answer any longer. And
     * a request that names another version would be sent with that one, whatever the client was told.
     */
    private HttpRequest limited(HttpRequest request) {
        Duration longest = limiter.profile().answerLimit();
        boolean inTime = request.timeout().filter(t -> t.compareTo(longest) <= 0).isPresent();
        boolean asVersion = request.version().filter(v -> v != Version.HTTP_1_1).isEmpty();
        if (inTime && asVersion) {
            return request;
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true).version(Version.HTTP_1_1);
        return (inTime ? builder : builder.timeout(longest)).build();
    }

    private static NoAnswerException noAnswer(HttpRequest request, Exception e) {
        return new NoAnswerException(
                "%s: expected an answer, found none (%s); the broker may have got the request.".formatted(
                where(request), e), e);
    }

    /** Without the query: keys stand there. */
    private static String where(HttpRequest request) {
        return request.method() + " " + request.uri().getHost() + request.uri().getPath();
    }
}
