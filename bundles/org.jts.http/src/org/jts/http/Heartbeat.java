package org.jts.http;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Notices that the line of a {@link WebSocket} is gone. {@code java.net.http} does not tell of it always: the end of
 * the line that comes right behind a message, before that was handed over, is dropped, and neither {@code onClose} nor
 * {@code onError} is called ever (seen in JDK 25: {@code TransportImpl.acknowledgeReception} throws where no message is
 * asked for). A frozen price would look like a live one. So a Pong that nobody asked for is sent again and again, which
 * no server answers (RFC 6455, 5.5.3): on a line that the other side has closed it cannot be sent for long.
 * Thread-safe.
 */
public final class Heartbeat implements AutoCloseable {

    /** A line that the other side has closed is noticed with the third Pong at the latest. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private final WebSocket socket;
    private final Consumer<Throwable> lost;
    private final Thread thread;
    /** The one that is on its way: a WebSocket takes the next when it has sent the last. */
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private boolean closed;

    private Heartbeat(String name, WebSocket socket, Consumer<Throwable> lost) {
        this.socket = socket;
        this.lost = lost;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /**
     * Begins. All Pings and Pongs of the socket are sent by it from now on, for a WebSocket takes one at a time.
     *
     * @param name of the thread that sends, for thread dumps
     * @param lost told once why one could not be sent, from any thread, unless this was closed; it ends by that
     */
    public static Heartbeat start(String name, WebSocket socket, Consumer<Throwable> lost) {
        Heartbeat heartbeat = new Heartbeat(name, socket, lost);
        heartbeat.thread.start();
        return heartbeat;
    }

    private void run() {
        try {
            while (!isClosed()) {
                Thread.sleep(INTERVAL);
                beat();
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void beat() {
        boolean isIdle;
        synchronized (this) {
            isIdle = sent.isDone();
        }
        if (isIdle) {
            pong(ByteBuffer.allocate(0));
        }
    }

    /**
     * Sends a Ping, after those before it. Returns at once.
     *
     * @param message at most 125 bytes
     */
    public void ping(ByteBuffer message) {
        send(() -> socket.sendPing(message));
    }

    /**
     * Sends a Pong that answers something, after those before it. Returns at once.
     *
     * @param message at most 125 bytes
     */
    public void pong(ByteBuffer message) {
        send(() -> socket.sendPong(message));
    }

    /** Nobody is told under the lock. */
    private void send(Supplier<CompletableFuture<WebSocket>> what) {
        CompletableFuture<?> next;
        synchronized (this) {
            if (closed) {
                return;
            }
            next = sent.thenCompose(unused -> what.get());
            sent = next;
        }
        next.whenComplete((done, problem) -> {
            if (problem != null) {
                tell(problem);
            }
        });
    }

    private void tell(Throwable problem) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        lost.accept(problem);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Sends no more and tells nothing more; the socket stays as it is. */
    @Override
    public synchronized void close() {
        closed = true;
        thread.interrupt();
    }
}
