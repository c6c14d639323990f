package org.jts.server.internal;

import org.jts.concurrent.BusyWait;

import io.netty.channel.SelectStrategy;
import io.netty.channel.SelectStrategyFactory;

/**
 * The threads that read and write connections, which stay awake for a moment when an order is under way on one of
 * theirs: its answer is written, and the next one read, by a thread that need not be woken.
 */
final class AwakeLoops implements SelectStrategyFactory {

    private final ThreadLocal<BusyWait> waits = ThreadLocal.withInitial(BusyWait::new);

    /** How the calling thread waits, one of these. */
    BusyWait current() {
        return waits.get();
    }

    @Override
    public SelectStrategy newSelectStrategy() {
        return (selectNow, hasTasks) -> {
            if (hasTasks) {
                return selectNow.get();
            }
            if (!waits.get().again()) {
                return SelectStrategy.SELECT;
            }
            int ready = selectNow.get();
            return ready > 0 ? ready : SelectStrategy.CONTINUE;
        };
    }
}
