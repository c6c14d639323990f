package org.jts.server.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * The streams that clients have open, so that each ends exactly once: by the client, by an error, or with the server.
 */
final class OpenStreams {

    static final int MAX_STREAMS = 5_000;

    /** One of them, of messages {@code M}. */
    final class Stream<M> {
        private final ServerCallStreamObserver<M> out;
        /** So that nothing is sent behind the end. */
        private final ReentrantLock sending = new ReentrantLock();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Subscription source;
        private volatile Runnable opener = () -> { };
        private volatile Runnable stop = () -> fail(OpenStreams.stopping());
        private final Runnable headers = EarlyHeaders.current();

        private Stream(ServerCallStreamObserver<M> out) {
            this.out = out;
        }

        /** Tells the client that the stream has begun; its first message may be long in coming. */
        void begun() {
            sending.lock();
            try {
                if (!ended.get()) {
                    headers.run();
                }
            } finally {
                sending.unlock();
            }
        }

        /** What feeds the stream; closed when it ends, or at once when it has. */
        void feed(Subscription subscription) {
            source = subscription;
            opener = () -> { };
            if (ended.get()) {
                subscription.close();
            }
        }

        /** What to do besides when it ends while it is still being opened. */
        void onEnd(Runnable task) {
            opener = task;
        }

        boolean isOver() {
            return ended.get();
        }

        /** What to do when the client can read more; to be said before the handler of the call returns. */
        void onReady(Runnable task) {
            out.setOnReadyHandler(task);
        }

        boolean isReady() {
            return out.isReady();
        }

        /** Takes so many more messages of the client; said before the handler of the call returns, only so many. */
        void listen(int messages) {
            sending.lock();
            try {
                if (!ended.get() && messages > 0) {
                    out.request(messages);
                }
            } finally {
                sending.unlock();
            }
        }

        /** Sends a message, unless the stream has ended. */
        void send(M message) {
            sending.lock();
            try {
                if (!ended.get()) {
                    out.onNext(message); // only queues: the connection's own thread writes
                }
            } finally {
                sending.unlock();
            }
        }

        void fail(StatusRuntimeException status) {
            if (!end()) { // not while sending: what feeds the stream may be waiting to send
                return;
            }
            sending.lock();
            try {
                out.onError(status);
            } finally {
                sending.unlock();
            }
        }

        /** Ends as it should. */
        void complete() {
            if (end()) {
                sending.lock();
                try {
                    out.onCompleted();
                } finally {
                    sending.unlock();
                }
            }
        }

        /** What to do when the server stops, before the stream is ended. */
        void onStop(Runnable task) {
            stopsBy(() -> {
                task.run();
                fail(OpenStreams.stopping());
            });
        }

        /** What ends the stream when the server stops, in its own time: what is open after that is cut. */
        void stopsBy(Runnable task) {
            stop = task;
        }

        /** @return whether it had not ended before */
        boolean end() {
            if (!ended.compareAndSet(false, true)) {
                return false;
            }
            all.remove(this);
            opener.run();
            Subscription feeding = source;
            if (feeding != null) {
                feeding.close();
            }
            return true;
        }
    }

    private final Set<Stream<?>> all = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /**
     * To be called before the handler of the call returns. The stream has ended at once, with the reason, when the
     * server is stopping or has as many as it may have.
     */
    <M> Stream<M> open(StreamObserver<M> observer) {
        ServerCallStreamObserver<M> out = (ServerCallStreamObserver<M>) observer;
        Stream<M> stream = new Stream<>(out);
        all.add(stream);
        out.disableAutoRequest();
        out.setOnCloseHandler(stream::end);
        out.setOnCancelHandler(stream::end);
        if (stopping) {
            stream.fail(stopping());
        } else if (all.size() > MAX_STREAMS) {
            stream.fail(Status.RESOURCE_EXHAUSTED.withDescription("expected at most %,d open streams at this server, "
                    .formatted(MAX_STREAMS) + "found more; close some").asRuntimeException());
        }
        return stream;
    }

    int count() {
        return all.size();
    }

    void stop() {
        stopping = true;
        all.forEach(stream -> stream.stop.run());
    }

    static StatusRuntimeException stopping() {
        return Status.UNAVAILABLE.withDescription("the server is stopping; connect again when it is back")
                .asRuntimeException();
    }
}
