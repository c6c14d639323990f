package org.jts.server.internal;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Sends the newest message of each key as fast as the client reads. What a newer message of its key overtakes is never
 * sent, so that at most one message a key waits.
 */
final class LatestSender<K, M> {

    /**
     * Several messages in one.
     *
     * @param most  how many at once
     * @param join  makes one of them
     * @param later sends them, a moment after the first was offered: those that come meanwhile go with it. As many as
     *              go out at once are sent by whoever offers the last of them
     */
    record Together<M>(int most, Function<List<M>, M> join, Executor later) {
    }

    private final OpenStreams.Stream<M> stream;
    private final Together<M> together;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, M> waiting = new LinkedHashMap<>();
    /** Whether somebody is about to send what waits. */
    private boolean called;
    private boolean sending;

    /** Sends each message by itself and at once. To be made before the handler of the call returns. */
    LatestSender(OpenStreams.Stream<M> stream) {
        this(stream, new Together<>(1, List::getFirst, Runnable::run));
    }

    /** Sends several at once. To be made before the handler of the call returns. */
    LatestSender(OpenStreams.Stream<M> stream, Together<M> together) {
        this.stream = stream;
        this.together = together;
        stream.onReady(this::send);
    }

    void offer(K key, M message) {
        boolean full;
        boolean first;
        lock.lock();
        try {
            waiting.put(key, message);
            full = waiting.size() >= together.most();
            first = !full && !called && !stream.isOver();
            called |= first;
        } finally {
            lock.unlock();
        }
        if (full) {
            send();
        } else if (first) {
            together.later().execute(this::sendAsCalled);
        }
    }

    private void sendAsCalled() {
        lock.lock();
        try {
            called = false; // all that waits is seen from here on
        } finally {
            lock.unlock();
        }
        send();
    }

    private void send() {
        List<M> messages = next(false);
        while (!messages.isEmpty()) {
            stream.send(together.join().apply(messages));
            messages = next(true);
        }
    }

    /** @param mine whether the caller has been sending and goes on with it */
    private List<M> next(boolean mine) {
        lock.lock();
        try {
            if (sending && !mine) {
                return List.of();
            }
            sending = !waiting.isEmpty() && !stream.isOver() && stream.isReady();
            if (!sending) {
                return List.of();
            }
            List<M> messages = new ArrayList<>(Math.min(together.most(), waiting.size()));
            Iterator<M> first = waiting.values().iterator();
            while (first.hasNext() && messages.size() < together.most()) {
                messages.add(first.next());
                first.remove();
            }
            return messages;
        } finally {
            lock.unlock();
        }
    }
}
