package org.jts.server.internal;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.jts.api.audit.Correlation;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * An order call, on a thread of its own: prepared as long as somebody waits for it, then handed over to the desk. Once
 * the desk has it, it runs to its end, which the desk bounds: given up halfway, less would be known.
 *
 * @param <R> what the request is for the desk
 * @param <A> what the desk says, for the client
 */
final class OrderWork<R, A> {

    /** Where the answer goes. */
    interface Answer<A> {

        void answered(A answer);

        /** @param notSent whether the desk never had it; else it may have reached the broker */
        void failed(StatusRuntimeException why, boolean notSent);
    }

    private final Callable<R> preparation;
    private final Function<R, A> call;
    private final AtomicReference<Thread> preparing = new AtomicReference<>();

    /**
     * @param preparation understands the request; may ask the broker
     * @param call        hands it over to the desk, and says what the desk says
     */
    OrderWork(Callable<R> preparation, Function<R, A> call) {
        this.preparation = preparation;
        this.call = call;
    }

    /**
     * To be called once.
     *
     * @param name   of what it belongs to, under which all that follows from it is kept
     * @param isLate whether nobody waits for it any more: what the desk does not have by then is not done
     */
    void start(Answer<A> out, String name, BooleanSupplier isLate) {
        Thread thread = Calls.thread(() -> {
            try (Correlation.Scope scope = Correlation.resume(Optional.of(name))) {
                run(out, isLate);
            }
        });
        preparing.set(thread);
        thread.start();
    }

    /** Nobody waits for it any more: nothing happens once the desk has it. */
    void giveUp() {
        Thread givenUp = preparing.getAndSet(null);
        if (givenUp != null) {
            givenUp.interrupt();
        }
    }

    private void run(Answer<A> out, BooleanSupplier isLate) {
        boolean handedOver = false;
        A answer;
        try {
            R request = preparation.call();
            if (isLate.getAsBoolean()) {
                throw Status.DEADLINE_EXCEEDED.withDescription("expected to have understood the order before its "
                        + "sender stopped waiting, found that it took longer").asRuntimeException();
            }
            handedOver = preparing.getAndSet(null) != null;
            if (!handedOver) {
                throw new InterruptedException();
            }
            answer = call.apply(request);
        } catch (Exception | Error e) { // whatever it is, the client has to hear of it
            out.failed(Calls.status(e), !handedOver);
            return;
        }
        out.answered(answer);
    }
}
