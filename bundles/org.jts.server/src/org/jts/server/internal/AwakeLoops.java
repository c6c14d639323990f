package org.jts.server.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.concurrent.BusyWait;

import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;

/**
 * The threads that read and write connections, which stay awake for a moment when an order is under way on one of
 * theirs: its answer is written, and the next one read, by a thread that need not be woken.
 */
final class AwakeLoops implements SelectStrategyFactory {

    /** What an order takes with a fast disk and a fast broker: where one is slow, being awake would not be noticed. */
    private static final Duration ANSWER = Duration.ofNanos(500_000);
    /** As long as an answer takes to its client, and the client's next order back. */
    private static final Duration NEXT = Duration.ofNanos(200_000);

    private final ThreadLocal<Loop> loops = ThreadLocal.withInitial(Loop::new);

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
    public SelectStrategy newSelectStrategy() {
        return (selectNow, hasTasks) -> {
            if (hasTasks) {
                return selectNow.get();
            }
            BusyWait wait = loops.get().wait;
            int ready = wait.isBegun() ? selectNow.get() : 0;
            if (ready > 0) {
                return ready;
            }
            return wait.again() ? SelectStrategy.CONTINUE : SelectStrategy.SELECT;
        };
    }
}
