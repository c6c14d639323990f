package org.jts.server.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.wire.proto.gateway.OrderStreamMessage;
import org.jts.wire.proto.gateway.OrderUpdate;

import io.grpc.Status;

/**
 * Sends the events of a log one after the other as fast as the client reads; nothing is queued for it besides the log.
 */
final class OrderSender {

    private static final int BATCH = 64;

    private final OpenStreams.Stream<OrderStreamMessage> stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<OrderUpdate> batch = new ArrayDeque<>();
    private OrderLog log;
    private long read;
    private boolean sending;
    private boolean tooSlow;

    /** To be made before the handler of the call returns. */
    OrderSender(OpenStreams.Stream<OrderStreamMessage> stream) {
        this.stream = stream;
        stream.onReady(this::send);
    }

    /** Begins with the event after {@code sequence}. */
    void start(OrderLog events, long sequence) {
        lock.lock();
        try {
            log = events;
            read = sequence;
        } finally {
            lock.unlock();
        }
        stream.feed(events.listen(this::send));
        send();
    }

    private void send() {
        OrderUpdate update = next(false);
        while (update != null) {
            stream.send(OrderStreamMessage.newBuilder().setUpdate(update).build());
            update = next(true);
        }
        if (isTooSlow()) {
            stream.fail(Status.OUT_OF_RANGE.withDescription(
                    "expected the client to read the events of its orders, found "
                    + "it more than %d behind; ask for open orders and trades, then stream again"
                            .formatted(OrderLog.CAPACITY)).asRuntimeException());
        }
    }

    /** @param mine whether the caller has been sending and goes on with it */
    private OrderUpdate next(boolean mine) {
        lock.lock();
        try {
            if (sending && !mine) {
                return null;
            }
            sending = log != null && !tooSlow && !stream.isOver() && stream.isReady() && fill();
            return sending ? batch.remove() : null;
        } finally {
            lock.unlock();
        }
    }

    private boolean fill() {
        if (batch.isEmpty()) {
            Optional<List<OrderUpdate>> more = log.after(read, BATCH);
            tooSlow = more.isEmpty();
            more.ifPresent(updates -> {
                batch.addAll(updates);
                read += updates.size();
            });
        }
        return !batch.isEmpty();
    }

    private boolean isTooSlow() {
        lock.lock();
        try {
            return tooSlow;
        } finally {
            lock.unlock();
        }
    }
}
