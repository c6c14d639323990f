package org.jts.trading.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jts.api.trading.DeskOrder;

/**
 * When the journal has to be told all of an order again, because it may have let go what it was told before: of one
 * that ended long ago, before anything new is said of it. Guarded by the blotter.
 */
final class Retelling {

    /** The journal keeps orders that ended for longer than this. */
    private static final Duration RECALL = Duration.ofHours(12);

    /** When the journal was told of an ended order last; those of before the start are missing. */
    private final Map<String, Long> ended = new HashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime tells how much time went by */
    Retelling(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Something new is about to be said. @return whether all of it has to be said first */
    boolean isDue(DeskOrder known) {
        if (!known.order().status().isFinal()) {
            return false;
        }
        long now = nanoTime.getAsLong();
        Long before = ended.put(known.key(), now);
        return before == null || now - before > RECALL.toNanos();
    }

    /** The journal was told of the order as it is. */
    void told(DeskOrder order) {
        if (order.order().status().isFinal()) {
            ended.put(order.key(), nanoTime.getAsLong());
        } else {
            ended.remove(order.key());
        }
    }

    void forget(Set<String> gone) {
        ended.keySet().removeAll(gone);
    }
}
