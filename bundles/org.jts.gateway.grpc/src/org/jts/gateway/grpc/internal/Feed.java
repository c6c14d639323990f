package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Messages that stream in, handed on one by one on a thread of their own. At most {@value #WINDOW} wait here: who takes
 * them slowly slows the server down, not this machine.
 */
final class Feed<Q, M> {

    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final int WINDOW = 256;
    /** Much more than a message of a stream ever has. */
    private static final int MAX_MESSAGE_BYTES = 1024 * 1024;
    private static final String CLOSED = "closed by the client";
    /** Asking for more goes through the thread of the connection: seldom, but before the window is used up. */
    private static final int BATCH = WINDOW / 4;

    /** How a stream ended. */
    private record End(Status status, Metadata trailers) {
    }

    /** Something to be done between two messages. */
    private record Task(Runnable work, Runnable ifOver) {
    }

    private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final ClientCall<Q, M> call;
    private final Consumer<M> sink;
    private final Consumer<StatusRuntimeException> atEnd;
    private final AtomicBoolean complained = new AtomicBoolean();
    private volatile Runnable onArrival = () -> { };
    private volatile boolean closed;

    /**
     * @param sink  takes each message
     * @param atEnd told once when a stream that had begun ends otherwise than by {@link #close}
     */
    Feed(Channel channel, MethodDescriptor<Q, M> method, Consumer<M> sink, Consumer<StatusRuntimeException> atEnd) {
        this.call = channel.newCall(method, CallOptions.DEFAULT.withMaxInboundMessageSize(MAX_MESSAGE_BYTES));
        this.sink = sink;
        this.atEnd = atEnd;
    }

    /** Runs something on the thread of the connection when a message arrives, before it is handed on. */
    Feed<Q, M> onArrival(Runnable hook) {
        onArrival = hook;
        return this;
    }

    /** Whether nothing is to be handed on any more. */
    boolean isClosed() {
        return closed;
    }

    /** Opens the stream and waits until the server says that it has begun; its first message may come later. */
    void open(String what, String threadName, Q request, Duration limit) throws BrokerException, InterruptedException {
        try {
            start(request);
        } catch (IllegalStateException e) {
            if (!closed) {
                throw e;
            }
            // The line was lost a moment ago, and this with it.
            throw Caller.failure(what, Status.CANCELLED.withDescription(CLOSED).withCause(e).asRuntimeException());
        }
        try {
            begun.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            close();
            throw Caller.failure(what, (StatusRuntimeException) e.getCause());
        } catch (TimeoutException e) {
            close();
            throw new BrokerException(ErrorCategory.TIMEOUT, T.format("stream.timeout", what, limit.toMillis()), e);
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        Thread.ofVirtual().name(threadName).start(this::run);
    }

    /** Not while it is cancelled: a call that is half started can be neither. */
    private synchronized void start(Q request) {
        call.start(new ClientCall.Listener<>() {
            @Override
            public void onHeaders(Metadata headers) {
                begun.complete(null);
            }

            @Override
            public void onMessage(M message) {
                onArrival.run();
                arrived.add(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
                begun.completeExceptionally(status.asRuntimeException(trailers));
                arrived.add(new End(status, trailers));
            }
        }, new Metadata());
        call.request(WINDOW);
        call.sendMessage(request);
        call.halfClose();
    }

    /**
     * Does something on the thread that hands on, after what has arrived so far.
     *
     * @param ifOver done instead, on any thread, when the stream has ended by then
     */
    void between(Runnable work, Runnable ifOver) {
        arrived.add(new Task(work, ifOver));
        if (closed) {
            abandon();
        }
    }

    /** Ends the stream; nothing is handed on from now, besides what just is. */
    void close() {
        closed = true;
        synchronized (this) {
            call.cancel(CLOSED, null);
        }
        arrived.add(new End(Status.CANCELLED, new Metadata()));
        abandon();
    }

    private void abandon() {
        for (Object next = arrived.poll(); next != null; next = arrived.poll()) {
            if (next instanceof Task task) {
                task.ifOver().run();
            }
        }
        arrived.add(new End(Status.CANCELLED, new Metadata())); // wakes the thread that hands on
    }

    private void run() {
        List<Object> batch = new ArrayList<>(BATCH);
        int taken = 0;
        try {
            while (!closed) {
                batch.add(arrived.take());
                arrived.drainTo(batch, BATCH - 1);
                for (Object next : batch) { // to its end, closed or not: who waits for a task has to hear of it
                    taken += handle(next);
                }
                batch.clear();
                if (taken >= BATCH) {
                    call.request(taken);
                    taken = 0;
                }
            }
        } catch (InterruptedException e) {
            close();
        }
    }

    /** @return how many messages that were */
    private int handle(Object next) {
        switch (next) {
            case Task task -> (closed ? task.ifOver() : task.work()).run();
            case End end -> end(end);
            default -> {
                hand(next);
                return 1;
            }
        }
        return 0;
    }

    private void end(End end) {
        if (!closed) {
            closed = true;
            abandon();
            atEnd.accept(end.status().asRuntimeException(end.trailers()));
        }
    }

    private void hand(Object next) {
        if (closed) {
            return;
        }
        try {
            @SuppressWarnings("unchecked") // nothing else is put in
            M message = (M) next;
            sink.accept(message);
        } catch (RuntimeException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("a listener failed, or a message of the server cannot be read; said once for this stream", e);
            }
        }
    }
}
