package org.jts.server.internal;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.concurrent.BusyWait;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * The threads that read and write connections, which stay awake for a moment when an order is under way on one of
 * theirs: its answer is written, and the next one read, by a thread that need not be woken.
 */
final class AwakeLoops implements IoHandlerFactory {

    /** What an order takes with a fast disk and a fast broker: where one is slow, being awake would not be noticed. */
    private static final Duration ANSWER = Duration.ofNanos(500_000);
    /** As long as an answer takes to its client, and the client's next order back. */
    private static final Duration NEXT = Duration.ofNanos(200_000);

    private final IoHandlerFactory handlers;
    private final ThreadLocal<Loop> loops = ThreadLocal.withInitial(Loop::new);

    /** @param handlers read and write */
    AwakeLoops(IoHandlerFactory handlers) {
        this.handlers = Objects.requireNonNull(handlers, "handlers");
    }

    /** One of these threads, and the orders on its connections. Thread-safe. */
    static final class Loop {

        private final BusyWait wait = new BusyWait();
        private final AtomicInteger underWay = new AtomicInteger();

        /** An order is under way. With several there is work enough for who would stay awake, and cores for nobody. */
        void begun() {
            if (underWay.incrementAndGet() == 1) {
                wait.begin(ANSWER);
            } else {
                wait.end();
            }
        }

        /** An order is answered, or never will be. */
        void answered() {
            if (underWay.decrementAndGet() == 0) {
                wait.begin(NEXT);
            }
        }

        /** Orders that are not answered yet. */
        int underWay() {
            return underWay.get();
        }
    }

    /** The calling thread; where it is none of these, such as for a call over REST, nobody waits. */
    Loop current() {
        return loops.get();
    }

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new Handler(handlers.newHandler(executor));
    }

    /** Looks at the connections of one thread, and sleeps until there is something when nobody waits for an order. */
    private final class Handler implements IoHandler {

        /** While an order is under way, each so many turns: it is the answer that comes next, and that is a task. */
        private static final int RARELY = 8;

        private final IoHandler io;
        private final Loop loop = new Loop();
        private int turns;
        private volatile boolean mayBeAsleep;

        Handler(IoHandler io) {
            this.io = io;
        }

        @Override
        public void initialize() {
            loops.set(loop);
            io.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            if (!loop.wait.isBegun()) {
                return sleep(context);
            }
            int handled = loop.underWay() > 0 && ++turns % RARELY != 0 ? 0 : io.run(new Look(context));
            return handled > 0 || !context.canBlock() || loop.wait.again() ? handled : sleep(context);
        }

        private int sleep(IoHandlerContext context) {
            mayBeAsleep = true; // before it is seen that there is nothing to do
            try {
                return io.run(context);
            } finally {
                mayBeAsleep = false;
            }
        }

        /** Who is awake sees each task by himself, and to be woken costs him a system call with each look. */
        @Override
        public void wakeup() {
            VarHandle.fullFence(); // behind the task
            if (mayBeAsleep) {
                io.wakeup();
            }
        }

        @Override
        public void prepareToDestroy() {
            io.prepareToDestroy();
        }

        @Override
        public void destroy() {
            io.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            return io.register(handle);
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return io.isCompatible(type);
        }
    }

    /** A turn in which there is no time to sleep. */
    private record Look(IoHandlerContext turn) implements IoHandlerContext {

        @Override
        public boolean canBlock() {
            return true; // else what woke it before would be kept, and cost each look to come
        }

        @Override
        public long delayNanos(long now) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return turn.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long nanos) {
            turn.reportActiveIoTime(nanos);
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return turn.shouldReportActiveIoTime();
        }
    }
}
