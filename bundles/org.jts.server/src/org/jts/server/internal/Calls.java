package org.jts.server.internal;

import java.util.Optional;
import java.util.concurrent.Callable;

import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.wire.ErrorWire;
import org.jts.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * Runs what may block on a virtual thread of its own, away from the thread of the connection. When the client cancels,
 * or its deadline is over, the thread is interrupted, and with it the call of the broker; an order call only until the
 * desk has it.
 */
final class Calls {

    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final Thread.Builder THREADS = Thread.ofVirtual().name("jts-server-call-", 0);

    private Calls() {
    }

    /** Answers with the result of {@code call}. */
    static <A> void answer(StreamObserver<A> out, Callable<A> call) {
        start(out, () -> {
            A answer = call.call();
            out.onNext(answer);
            out.onCompleted();
            return null;
        });
    }

    /** Answers with what comes of an order call. */
    static <A> void order(StreamObserver<A> observer, OrderWork<?, A> work) {
        ServerCallStreamObserver<A> out = (ServerCallStreamObserver<A>) observer;
        work.start(new OrderWork.Answer<>() {
            @Override
            public void answered(A answer) {
                if (!out.isCancelled()) {
                    out.onNext(answer);
                    out.onCompleted();
                }
            }

            @Override
            public void failed(StatusRuntimeException why, boolean notSent) {
                fail(out, notSent, why);
            }
        }, Correlated.current(), () -> false); // a deadline that is over cancels it
        out.setOnCancelHandler(work::giveUp);
    }

    /** One for a call, not started. */
    static Thread thread(Runnable call) {
        return THREADS.unstarted(call);
    }

    /** Prepares a stream of answers, which is sent by others after {@code opening} has ended. */
    static <A> void stream(StreamObserver<A> out, Callable<Void> opening) {
        start(out, opening);
    }

    /** What opens a stream that goes on until it is ended. */
    interface Opening {
        void open() throws BrokerException, InterruptedException;
    }

    /** Opens a stream; when that fails, the stream ends with the reason. */
    static void open(OpenStreams.Stream<?> stream, Opening opening) {
        if (stream.isOver()) {
            return;
        }
        Thread thread = THREADS.unstarted(() -> {
            try {
                opening.open();
            } catch (Exception e) { // whatever it is, the client has to hear of it
                stream.fail(status(e));
            }
        });
        stream.onEnd(thread::interrupt);
        thread.start();
    }

    private static <A> void start(StreamObserver<A> out, Callable<Void> work) {
        Optional<String> name = Optional.of(Correlated.current());
        Thread thread = THREADS.unstarted(() -> {
            try (Correlation.Scope scope = Correlation.resume(name)) {
                work.call();
            } catch (Exception | Error e) { // whatever it is, the client has to hear of it
                fail((ServerCallStreamObserver<A>) out, false, status(e));
            }
        });
        ((ServerCallStreamObserver<A>) out).setOnCancelHandler(thread::interrupt);
        thread.start();
    }

    private static void fail(ServerCallStreamObserver<?> out, boolean notSent, StatusRuntimeException status) {
        Metadata trailers = status.getTrailers() == null ? new Metadata() : status.getTrailers();
        if (notSent) {
            trailers.put(ErrorWire.NOT_SENT, "true");
        }
        if (!out.isCancelled()) {
            out.onError(status.getStatus().asRuntimeException(trailers));
        }
    }

    static StatusRuntimeException status(Throwable failure) {
        return switch (failure) {
            case StatusRuntimeException status -> status;
            case BrokerException broker -> ErrorWire.status(broker);
            case WireException wire -> ErrorWire.status(new BrokerException(ErrorCategory.VALIDATION,
                    wire.getMessage(), wire));
            case InterruptedException interrupted -> Status.CANCELLED.withDescription("the call was given up")
                    .asRuntimeException();
            default -> {
                LOG.error("a call of a client failed for a reason that it must not have", failure);
                yield Status.INTERNAL.withDescription("the server has a fault: %s; its log tells more"
                        .formatted(failure.getClass().getSimpleName())).asRuntimeException();
            }
        };
    }
}
