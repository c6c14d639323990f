package org.jts.server.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends the newest message of each key as fast as the client reads. What a newer message of its key overtakes is never
 * sent, so that at most one message a key waits.
 */
final class LatestSender<K, M> {

    private final OpenStreams.Stream<M> stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, M> waiting = new LinkedHashMap<>();
    private boolean sending;

    /** To be made before the handler of the call returns. */
    LatestSender(OpenStreams.Stream<M> stream) {
        this.stream = stream;
        stream.onReady(this::send);
    }

    void offer(K key, M message) {
        lock.lock();
        try {
            waiting.put(key, message);
        } finally {
            lock.unlock();
        }
        send();
    }

    private void send() {
        M message = next(false);
        while (message != null) {
            stream.send(message);
            message = next(true);
        }
    }

    /** @param mine whether the caller has been sending and goes on with it */
    private M next(boolean mine) {
        lock.lock();
        try {
            if (sending && !mine) {
                return null;
            }
            Iterator<M> first = waiting.values().iterator();
            sending = !stream.isOver() && stream.isReady() && first.hasNext();
            if (!sending) {
                return null;
            }
            M message = first.next();
            first.remove();
            return message;
        } finally {
            lock.unlock();
        }
    }
}
