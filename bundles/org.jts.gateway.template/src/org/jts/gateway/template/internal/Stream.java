package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Words.T;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

/**
 * What the broker sends by itself: one WebSocket, who listens to what, and the one thread that tells them, in the order
 * in which it came and under no lock. Thread-safe.
 */
final class Stream implements WebSocket.Listener, AutoCloseable {

    private static final Duration OPENING = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(Stream.class.getName());

    private final Map<String, List<Consumer<Json>>> topics = new ConcurrentHashMap<>();
    private final ExecutorService teller;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Consumer<String> lost;
    private final StringBuilder part = new StringBuilder();
    private CompletableFuture<WebSocket> sent;

    /**
     * @param name of the thread that tells
     * @param lost told, from any thread, when the line is gone and nobody closed it
     */
    Stream(String name, Consumer<String> lost) {
        this.lost = lost;
        teller = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
    }

    void open(URI address) throws BrokerException, InterruptedException {
        try {
            CompletableFuture<WebSocket> opening = client.newWebSocketBuilder().buildAsync(address, this);
            opening.get(OPENING.toSeconds(), TimeUnit.SECONDS);
            synchronized (this) {
                sent = opening;
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerException(ErrorCategory.NETWORK, T.get("stream.refused"), e);
        }
    }

    // snippet: topics
    /** Asks the broker for what nobody has asked for yet, and tells it no more when the last one closes. */
    Subscription subscribe(Set<String> names, Consumer<Json> listener) {
        Consumer<Json> own = listener::accept; // the same listener may subscribe twice
        names.forEach(name -> topics.compute(name, (same, all) -> {
            if (all == null) {
                send("subscribe " + name);
            }
            return with(all, own);
        }));
        return () -> names.forEach(name -> topics.computeIfPresent(name, (same, all) -> {
            List<Consumer<Json>> left = all.stream().filter(other -> other != own).toList();
            if (left.isEmpty() && !all.isEmpty()) {
                send("unsubscribe " + name);
            }
            return left.isEmpty() ? null : left;
        }));
    }
    // end

    private static List<Consumer<Json>> with(List<Consumer<Json>> all, Consumer<Json> one) {
        List<Consumer<Json>> more = new ArrayList<>(all == null ? List.of() : all);
        more.add(one);
        return List.copyOf(more);
    }

    /** One after the other: a WebSocket takes the next text when it has sent the last. */
    private synchronized void send(String text) {
        sent = sent.thenCompose(socket -> socket.sendText(text, true));
    }

    // snippet: tell
    /** Runs it on the thread that tells. A listener that throws is its own problem, not the next one's. */
    void tell(Runnable call) {
        try {
            teller.execute(() -> {
                try {
                    call.run();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "expected a frame and a listener that takes it, found", e);
                }
            });
        } catch (RejectedExecutionException e) {
            // closed meanwhile: who connects again reads everything again
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            String frame = part.toString();
            part.setLength(0);
            tell(() -> hand(Json.parse(frame)));
        }
        socket.request(1);
        return null;
    }
    // end

    private void hand(Json frame) {
        String of = frame.has("symbol") ? frame.text("symbol") : frame.get("order").text("account");
        topics.getOrDefault(frame.text("channel") + " " + of, List.of())
                .forEach(listener -> tell(() -> listener.accept(frame)));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        lost.accept(T.format("stream.closed", code));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable problem) {
        lost.accept(T.format("stream.broke", problem));
    }

    @Override
    public void close() {
        topics.clear();
        teller.shutdownNow();
        client.shutdownNow(); // breaks the socket off
    }
}
