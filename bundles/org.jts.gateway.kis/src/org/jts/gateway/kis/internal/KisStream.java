package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.Permit;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.http.Heartbeat;
import org.jts.kis.catalog.KisJson;

/** One session of the broker's WebSocket: registrations and their answers, PINGPONG, frames. Thread-safe. */
final class KisStream implements WebSocket.Listener {

    /** The broker takes 41 and its own samples stop at 40. */
    static final int MOST = 40;
    /** The broker's codes for a key that another program uses, and for a session that takes no more. */
    static final String IN_USE = "OPSP8996";
    static final String FULL = "OPSP0008";
    private static final long ANSWER_SECONDS = 15;
    private static final int LONGEST_MESSAGE = 4 << 20;
    private static final int PONG_LIMIT = 125;

    /** Told of what comes; on the thread that reads. */
    interface Receiver {
        void frame(Frame frame, String plain) throws BrokerException;

        /** Something that could not be read; the session goes on. */
        void unreadable(BrokerException problem);

        void ended(String why);
    }

    /** Key and iv of an encrypted channel. */
    private record Keys(Secret key, Secret iv) {
    }

    private final Secret approval;
    private final Receiver receiver;
    private final TimeSource time;
    private final StringBuilder part = new StringBuilder();
    private final Map<String, CompletableFuture<Node>> asked = new ConcurrentHashMap<>();
    private final Map<String, Keys> keys = new ConcurrentHashMap<>();
    private final Set<String> registered = ConcurrentHashMap.newKeySet();
    /** Sends are one after the other. */
    private final ReentrantLock sending = new ReentrantLock();
    private volatile WebSocket socket;
    private volatile Heartbeat heartbeat;
    private volatile long lastHeard;
    /** Another session holds the key: the broker may end this one. */
    private volatile boolean refused;

    private KisStream(Secret approval, Receiver receiver, TimeSource time) {
        this.approval = approval;
        this.receiver = receiver;
        this.time = time;
        this.lastHeard = time.nanoTime();
    }

    /** Opens a session; the request with which it begins holds a permit. */
    static KisStream open(HttpClient client, URI host, Secret approval, RequestLimiter limiter, Receiver receiver,
            TimeSource time) throws BrokerException, InterruptedException {
        KisStream stream = new KisStream(approval, receiver, time);
        Permit permit;
        try {
            permit = limiter.acquire(Lane.ACCOUNT, 1, Duration.ofSeconds(30));
        } catch (LimitException e) {
            throw new BrokerException(ErrorCategory.RATE_LIMIT, T.format("stream.open", e.getMessage()), e);
        }
        CompletableFuture<WebSocket> opening = client.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10))
                .buildAsync(URI.create(host + "/tryitout"), stream);
        try {
            stream.socket = opening.get(ANSWER_SECONDS, TimeUnit.SECONDS);
            permit.close();
            return stream;
        } catch (ExecutionException | TimeoutException e) {
            permit.lost();
            stream.abandon(opening);
            throw new BrokerException(ErrorCategory.NETWORK, T.format("stream.open", cause(e)), e);
        } catch (InterruptedException e) {
            permit.lost();
            stream.abandon(opening);
            throw e;
        }
    }

    /** Nobody has it: should it open after all, it ends at once. */
    private void abandon(CompletableFuture<WebSocket> opening) {
        opening.thenAccept(late -> {
            heartbeat.close();
            late.abort();
        });
    }

    private static String cause(Exception e) {
        return String.valueOf(e.getCause() == null ? e : e.getCause());
    }

    boolean isRefused() {
        return refused;
    }

    /** How long nothing at all was heard. */
    Duration silence() {
        return Duration.ofNanos(time.nanoTime() - lastHeard);
    }

    /**
     * Registers for a channel and waits for the answer; does nothing for what is registered.
     *
     * @throws BrokerException with the broker's code
     */
    void register(String id, String key) throws BrokerException, InterruptedException {
        String name = id + "|" + key;
        if (registered.contains(name)) {
            return;
        }
        CompletableFuture<Node> fresh = new CompletableFuture<>();
        CompletableFuture<Node> answer = asked.computeIfAbsent(name, unused -> fresh);
        try {
            if (answer == fresh) { // else somebody asks for the same already
                send(id, key, "1");
            }
            check(id, answer.get(ANSWER_SECONDS, TimeUnit.SECONDS));
            registered.add(name);
        } catch (TimeoutException e) {
            throw new BrokerException(ErrorCategory.TIMEOUT, T.format("stream.noAnswer", id), e);
        } catch (ExecutionException e) {
            throw new BrokerException(ErrorCategory.NETWORK, T.format("stream.noAnswer", id), e);
        } finally {
            asked.remove(name, answer);
        }
    }

    private static void check(String id, Node body) throws BrokerException {
        String code = body.text("msg_cd");
        if (body.text("rt_cd").equals("0") || code.equals("OPSP0002")) {
            return;
        }
        String words = Node.shown(body.text("msg1")) + " [" + code + "]";
        switch (code) {
            case IN_USE -> throw new BrokerException(ErrorCategory.NETWORK, T.format("stream.inUse", words), code,
                    true, Optional.empty(), null);
            case FULL -> throw new BrokerException(ErrorCategory.UNSUPPORTED, T.format("stream.refused", id,
                    words), code, false, Optional.empty(), null);
            case "OPSP0011" -> throw new BrokerException(ErrorCategory.AUTHENTICATION, T.format("stream.refused", id,
                    words), code, false, Optional.empty(), null);
            default -> throw new BrokerException(ErrorCategory.VALIDATION, T.format("stream.refused", id, words), code,
                    false, Optional.empty(), null);
        }
    }

    /** Ends a registration; the answer is not waited for. */
    void deregister(String id, String key) {
        if (registered.remove(id + "|" + key)) {
            try {
                send(id, key, "2");
            } catch (BrokerException e) {
                // the session is gone, and the registration with it
            }
        }
    }

    private void send(String id, String key, String type) throws BrokerException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("approval_key", approval.reveal());
        header.put("custtype", "P");
        header.put("tr_type", type);
        header.put("content-type", "utf-8");
        send(KisJson.write(Map.of("header", header, "body", Map.of("input", Map.of("tr_id", id, "tr_key", key)))));
    }

    private void send(String text) throws BrokerException {
        sending.lock();
        try {
            socket.sendText(text, true).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new BrokerException(ErrorCategory.NETWORK, T.format("stream.send", cause(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException(ErrorCategory.NETWORK, T.format("stream.send", e.toString()), e);
        } finally {
            sending.unlock();
        }
    }

    /** Ends the session as one should; what waits for an answer ends too. */
    void close() {
        Heartbeat beating = heartbeat;
        if (beating != null) {
            beating.close();
        }
        WebSocket open = socket;
        if (open != null) {
            if (!open.isOutputClosed()) {
                try {
                    open.sendClose(WebSocket.NORMAL_CLOSURE, "").get(1, TimeUnit.SECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    // it is aborted below
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            open.abort();
        }
        failAsked();
    }

    private void failAsked() {
        asked.values().forEach(a -> a.completeExceptionally(new IOException("the session has ended")));
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        heartbeat = Heartbeat.start(Thread.currentThread().getName() + "-heartbeat", opened, this::broke);
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        lastHeard = time.nanoTime();
        part.append(data);
        if (part.length() > LONGEST_MESSAGE) {
            part.setLength(0);
            receiver.unreadable(new BrokerException(ErrorCategory.DATA, T.get("frame.long")));
        } else if (last) {
            String text = part.toString();
            part.setLength(0);
            receive(text);
        }
        from.request(1);
        return null;
    }

    private void receive(String text) {
        try {
            if (Frame.isData(text)) {
                Frame frame = Frame.parse(text);
                receiver.frame(frame, frame.encrypted() ? decrypted(frame) : frame.payload());
            } else {
                control(text);
            }
        } catch (BrokerException e) {
            receiver.unreadable(e);
        } catch (RuntimeException e) {
            receiver.unreadable(new BrokerException(ErrorCategory.DATA, T.format("frame.value", "WebSocket",
                    e.getClass().getSimpleName()), e));
        }
    }

    private String decrypted(Frame frame) throws BrokerException {
        Keys found = keys.get(frame.id());
        if (found == null) {
            throw new BrokerException(ErrorCategory.DATA, T.format("notice.cipher", frame.id()));
        }
        return NoticeDecoder.decrypt(frame.payload(), found.key(), found.iv());
    }

    private void control(String text) throws BrokerException {
        Node message;
        try {
            message = Node.parse(text);
        } catch (IOException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.parts", Node.shown(text)), e);
        }
        Node header = message.block("header");
        if (header.text("tr_id").equals("PINGPONG")) {
            pong(text);
            return;
        }
        Node body = message.block("body");
        Node output = body.block("output");
        if (!output.text("key").isEmpty()) {
            keys.put(header.text("tr_id"), new Keys(new Secret(output.text("key")), new Secret(output.text("iv"))));
        }
        if (body.text("msg_cd").equals(IN_USE)) {
            refused = true;
        }
        CompletableFuture<Node> waiting = asked.get(header.text("tr_id") + "|" + header.text("tr_key"));
        if (waiting != null) {
            waiting.complete(body);
        } else if (body.text("rt_cd").equals("9")) {
            // It names nothing: whoever waits is meant.
            asked.values().forEach(a -> a.complete(body));
        }
    }

    /** Both ways in which clients are known to answer: the text again, and a control frame with it. */
    private void pong(String text) throws BrokerException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= PONG_LIMIT) {
            heartbeat.pong(ByteBuffer.wrap(bytes));
        }
        Thread.ofVirtual().name(Thread.currentThread().getName() + "-pong").start(() -> {
            try {
                send(text);
            } catch (BrokerException e) {
                receiver.ended(e.getMessage()); // told once, whoever notices first
            }
        });
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        failAsked();
        receiver.ended(T.format("stream.closed", code, Node.shown(reason)));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable problem) {
        broke(problem);
    }

    private void broke(Throwable problem) {
        failAsked();
        receiver.ended(T.format("stream.broke", String.valueOf(problem)));
    }
}
