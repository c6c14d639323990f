package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Words.T;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.http.Heartbeat;

/**
 * What the broker sends by itself: one WebSocket, who listens to what, and the one thread that tells them, in the order
 * in which it came and under no lock. Thread-safe.
 */
final class Stream implements WebSocket.Listener, AutoCloseable {

    private static final Duration OPENING = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** How many calls wait at most, and of them how many market data may be: the next frame tells the same. */
    private static final int ROOM = 20_000;
    private static final int MARKET_ROOM = 15_000;
    private static final System.Logger LOG = System.getLogger(Stream.class.getName());

    private final Map<String, List<Consumer<Json>>> topics = new ConcurrentHashMap<>();
    /** The broker's word for each topic that was asked for. */
    private final Map<String, CompletableFuture<Boolean>> taken = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor teller;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(OPENING).build();
    private final BiConsumer<ErrorCategory, String> lost;
    private final StringBuilder part = new StringBuilder();
    private final Queue<CompletableFuture<Boolean>> pongs = new ConcurrentLinkedQueue<>();
    private final String name;
    private CompletableFuture<WebSocket> sent;
    private volatile Heartbeat heartbeat;

    /**
     * @param name with which its threads begin
     * @param lost told, from any thread, when the line is gone, or of no use, and nobody closed it
     */
    Stream(String name, BiConsumer<ErrorCategory, String> lost) {
        this.name = name;
        this.lost = lost;
        teller = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(ROOM),
                Thread.ofPlatform().daemon().name(name + "events").factory());
    }

    /** The broker does not count the opening as a request; where one does, a permit is taken for it. */
    void open(URI address, String token) throws BrokerException, InterruptedException {
        try {
            CompletableFuture<WebSocket> opening = client.newWebSocketBuilder().connectTimeout(OPENING)
                    .header("Authorization", "Bearer " + token).buildAsync(address, this);
            WebSocket socket = opening.get(OPENING.toSeconds(), TimeUnit.SECONDS);
            heartbeat = Heartbeat.start(name + "heartbeat", socket, problem -> onError(socket, problem));
            synchronized (this) {
                sent = opening;
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerException(ErrorCategory.NETWORK, T.get("stream.refused"), e);
        }
    }

    // snippet: topics
    /**
     * Asks the broker for what nobody has asked for yet, and to say no more of it when the last one closes. It returns
     * when the broker has taken it: what happens from then on is told.
     */
    Subscription subscribe(Set<String> names, Consumer<Json> listener) throws BrokerException, InterruptedException {
        Consumer<Json> own = listener::accept; // the same listener may subscribe twice
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        names.forEach(name -> topics.compute(name, (same, all) -> {
            if (all == null) {
                taken.put(name, new CompletableFuture<>());
                send("subscribe " + name);
            }
            answers.add(taken.get(name));
            return with(all, own);
        }));
        Subscription subscription = () -> names.forEach(name -> topics.computeIfPresent(name, (same, all) -> {
            List<Consumer<Json>> left = all.stream().filter(other -> other != own).toList();
            if (left.isEmpty() && !all.isEmpty()) {
                send("unsubscribe " + name);
            }
            return left.isEmpty() ? null : left;
        }));
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(ANSWER.toSeconds(),
                    TimeUnit.SECONDS);
            return subscription;
        } catch (ExecutionException | TimeoutException e) {
            subscription.close();
            throw new BrokerException(ErrorCategory.NETWORK, T.get("stream.untaken"), e);
        } catch (InterruptedException e) {
            subscription.close();
            throw e;
        }
    }
    // end

    private static List<Consumer<Json>> with(List<Consumer<Json>> all, Consumer<Json> one) {
        List<Consumer<Json>> more = new ArrayList<>(all == null ? List.of() : all);
        more.add(one);
        return List.copyOf(more);
    }

    private void send(String text) {
        send(socket -> socket.sendText(text, true));
    }

    /**
     * One after the other: a WebSocket takes the next when it has sent the last. What it does not take ends the line.
     */
    private synchronized void send(Function<WebSocket, CompletableFuture<WebSocket>> what) {
        sent = sent.thenCompose(what);
        sent.whenComplete((socket, problem) -> {
            if (problem != null) {
                lost.accept(ErrorCategory.NETWORK, T.format("stream.send", problem));
            }
        });
    }

    // snippet: alive
    /** A line that is half open says nothing for ever, and frozen prices look like live ones: ask whether it lives. */
    void checkAlive() throws BrokerException, InterruptedException {
        CompletableFuture<Boolean> pong = new CompletableFuture<>();
        pongs.add(pong);
        heartbeat.ping(ByteBuffer.allocate(0));
        try {
            pong.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String why = T.format("stream.silent", ANSWER.toSeconds());
            lost.accept(ErrorCategory.NETWORK, why);
            throw new BrokerException(ErrorCategory.NETWORK, why, e);
        } finally {
            pongs.remove(pong);
        }
    }

    @Override
    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
        pongs.forEach(pong -> pong.complete(true));
        socket.request(1);
        return null;
    }
    // end

    // snippet: tell
    /** Runs it on the thread that tells. A listener that throws is its own problem, not the next one's. */
    void tell(Runnable call) {
        try {
            teller.execute(() -> {
                try {
                    call.run();
                } catch (Json.UnreadableException e) { // a fill may have been in it: read everything anew
                    lost.accept(ErrorCategory.DATA, e.getMessage());
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "expected a listener that takes what it is told, found", e);
                }
            });
        } catch (RejectedExecutionException e) {
            if (!teller.isShutdown()) { // no room: what happens to orders must not be left out in silence
                lost.accept(ErrorCategory.SYSTEM, T.get("stream.slow"));
            }
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            String frame = part.toString();
            part.setLength(0);
            hand(frame);
        }
        socket.request(1);
        return null;
    }
    // end

    private void hand(String text) {
        try {
            Json frame = Json.parse(text);
            if (frame.text("channel").equals("subscribed")) {
                taken.getOrDefault(frame.text("topic"), new CompletableFuture<>()).complete(true);
                return;
            }
            boolean orders = frame.text("channel").equals("orders");
            String of = orders ? frame.get("order").text("account") : frame.text("symbol");
            if (orders || teller.getQueue().size() < MARKET_ROOM) {
                topics.getOrDefault(frame.text("channel") + " " + of, List.of())
                        .forEach(listener -> tell(() -> listener.accept(frame)));
            }
        } catch (Json.UnreadableException e) {
            lost.accept(ErrorCategory.DATA, e.getMessage());
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        lost.accept(ErrorCategory.NETWORK, T.format("stream.closed", code));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable problem) {
        lost.accept(ErrorCategory.NETWORK, T.format("stream.broke", problem));
    }

    @Override
    public void close() {
        topics.clear();
        taken.values().forEach(answer -> answer.cancel(false));
        if (heartbeat != null) {
            heartbeat.close();
        }
        teller.shutdownNow();
        client.shutdownNow(); // breaks the socket off
    }
}
