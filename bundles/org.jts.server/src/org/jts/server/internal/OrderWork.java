package org.jts.server.internal;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jts.api.audit.Correlation;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * An order call, on a thread of its broker or one of its own: prepared as long as somebody waits for it, then handed
 * over to the desk. Once the desk has it, it runs to its end, which the desk bounds: given up halfway, less would be
 * known.
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

    /** Puts a request to the desk. */
    @FunctionalInterface
    interface Desk<R, A> {

        /**
         * @param isLent whether this is a thread of the broker, which may be left to it
         * @param answer told once what the desk says
         */
        void ask(R request, boolean isLent, Consumer<A> answer);
    }

    private final AwakeLoops.Loop loop;
    private final Callable<R> preparation;
    private final Predicate<Runnable> lender;
    private final Desk<R, A> desk;
    /** Guarded by this, as what follows. */
    private Thread preparing;
    private boolean givenUp;

    /**
     * @param loop        the thread of its connection
     * @param preparation understands the request; may ask the broker
     * @param lender      runs it on a thread of the broker, if there is one
     * @param desk        hands it over to the desk
     */
    OrderWork(AwakeLoops.Loop loop, Callable<R> preparation, Predicate<Runnable> lender, Desk<R, A> desk) {
        this.loop = loop;
        this.preparation = preparation;
        this.lender = lender;
        this.desk = desk;
    }

    /**
     * On a thread of its own.
     *
     * @param call hands it over to the desk, and says what the desk says
     */
    OrderWork(AwakeLoops.Loop loop, Callable<R> preparation, Function<R, A> call) {
        this(loop, preparation, work -> false, (request, isLent, answer) -> answer.accept(call.apply(request)));
    }

    /** On a thread of its own, for what may take long: nobody stays awake for it. */
    OrderWork(Callable<R> preparation, Function<R, A> call) {
        this(new AwakeLoops.Loop(), preparation, call);
    }

    /**
     * To be called once.
     *
     * @param name   of what it belongs to, under which all that follows from it is kept
     * @param isLate whether nobody waits for it any more: what the desk does not have by then is not done
     */
    void start(Answer<A> out, String name, BooleanSupplier isLate) {
        Awaited<A> awaited = new Awaited<>(out, loop);
        boolean isStarted = false;
        try {
            if (!lender.test(() -> run(awaited, name, isLate, true))) {
                Calls.thread(() -> run(awaited, name, isLate, false)).start();
            }
            isStarted = true;
        } finally {
            if (!isStarted) {
                awaited.over();
            }
        }
    }

    /** An answer for which the thread of the connection stays awake. */
    private static final class Awaited<A> implements Answer<A> {

        private final Answer<A> out;
        private final AwakeLoops.Loop loop;
        private final AtomicBoolean isOver = new AtomicBoolean();

        Awaited(Answer<A> out, AwakeLoops.Loop loop) {
            this.out = out;
            this.loop = loop;
            loop.begun();
        }

        @Override
        public void answered(A answer) {
            try {
                out.answered(answer);
            } finally {
                over();
            }
        }

        @Override
        public void failed(StatusRuntimeException why, boolean notSent) {
            try {
                out.failed(why, notSent);
            } finally {
                over();
            }
        }

        /** Counts it as answered, once. */
        void over() {
            if (isOver.compareAndSet(false, true)) {
                loop.answered();
            }
        }
    }

    /** Nobody waits for it any more: nothing happens once the desk has it. */
    synchronized void giveUp() {
        givenUp = true;
        if (preparing != null) {
            preparing.interrupt();
        }
    }

    private void run(Answer<A> out, String name, BooleanSupplier isLate, boolean isLent) {
        try (Correlation.Scope scope = Correlation.resume(Optional.of(name))) {
            R request;
            try {
                request = prepare(isLate);
            } catch (Exception | Error e) { // whatever it is, the client has to hear of it
                out.failed(Calls.status(e), true);
                return;
            }
            ask(request, isLent, out);
        }
    }

    private void ask(R request, boolean isLent, Answer<A> out) {
        AtomicBoolean told = new AtomicBoolean();
        try {
            desk.ask(request, isLent, answer -> {
                told.set(true);
                out.answered(answer);
            });
        } catch (RuntimeException | Error e) {
            if (told.get()) {
                throw e;
            }
            out.failed(Calls.status(e), false);
        }
    }

    private R prepare(BooleanSupplier isLate) throws Exception {
        begin();
        R request;
        try {
            request = preparation.call();
        } finally {
            end();
        }
        if (isLate.getAsBoolean()) {
            throw Status.DEADLINE_EXCEEDED.withDescription("expected to have understood the order before its "
                    + "sender stopped waiting, found that it took longer").asRuntimeException();
        }
        handOver();
        return request;
    }

    private synchronized void begin() throws InterruptedException {
        handOver();
        preparing = Thread.currentThread();
    }

    /** From here on nobody interrupts this thread, which goes on to other calls. */
    private synchronized void end() {
        preparing = null;
        if (givenUp) {
            Thread.interrupted();
        }
    }

    private synchronized void handOver() throws InterruptedException {
        if (givenUp) {
            throw new InterruptedException();
        }
    }
}
