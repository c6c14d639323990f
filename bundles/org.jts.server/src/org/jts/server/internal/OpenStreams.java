package org.jts.server.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.Subscription;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * The streams that clients have open, so that each ends exactly once: by the client, by an error, or with the server.
 */
final class OpenStreams {

    /** One of them. */
    final class Stream {
        private final ServerCallStreamObserver<?> out;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile Subscription source;
        private volatile Runnable opener = () -> { };

        private Stream(ServerCallStreamObserver<?> out) {
            this.out = out;
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

        void fail(StatusRuntimeException status) {
            if (end()) {
                out.onError(status);
            }
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

    private final Set<Stream> all = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** To be called before the handler of the call returns. */
    Stream open(ServerCallStreamObserver<?> out) {
        Stream stream = new Stream(out);
        all.add(stream);
        out.setOnCloseHandler(stream::end);
        out.setOnCancelHandler(stream::end);
        return stream;
    }

    int count() {
        return all.size();
    }

    boolean isStopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
        for (Stream stream : all) {
            stream.fail(Status.UNAVAILABLE.withDescription("the server is stopping; connect again when it is back")
                    .asRuntimeException());
        }
    }
}
