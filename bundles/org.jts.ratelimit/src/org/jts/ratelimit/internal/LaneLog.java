package org.jts.ratelimit.internal;

import java.lang.invoke.VarHandle;
import java.nio.LongBuffer;

import org.jts.api.limit.RateWindow.Measure;

/**
 * What one lane has spent, whichever rules count it: in flight, and answered as long as some rule goes back. From these
 * a rule that is new knows what happened before it, and a reader who has used a window. Not thread-safe.
 */
final class LaneLog {

    private static final SettledLog EMPTY = new SettledLog();

    private SettledLog counts = EMPTY;
    /** The same log as long as every request weighed 1. */
    private SettledLog weights = EMPTY;
    private long keepNanos;
    private long inFlightCount;
    private long inFlightWeight;
    /** In all, by this process and those before it; less what was given back. */
    private long chargedCount;
    private long chargedWeight;
    /** Where what is charged is stored, so that it outlives the process; null for nowhere. */
    private LongBuffer store;
    private int place;

    /** Keeps answers for {@code nanos} from now on, or longer when that was wanted before. */
    void keepAtLeast(long nanos) {
        keepNanos = Math.max(keepNanos, nanos);
        if (counts != EMPTY) {
            counts.keepAtLeast(nanos);
            weights.keepAtLeast(nanos);
        }
    }

    void charge(int weight) {
        underWay(1, weight);
        charged(1, weight);
    }

    void refund(int weight) {
        underWay(-1, -weight);
        charged(-1, -weight);
    }

    void settle(long count, long weight, long time) {
        underWay(-count, -weight);
        answered(count, weight, time);
    }

    /** Counts requests as in flight that were charged by a process before. */
    void underWay(long count, long weight) {
        inFlightCount += count;
        inFlightWeight += weight;
    }

    /**
     * Goes on with what processes before have charged, and stores what is charged from now on: the count at
     * {@code at}, the weight behind it.
     */
    void continueFrom(long count, long weight, LongBuffer newStore, int at) {
        store = newStore;
        place = at;
        charged(count, weight);
    }

    /** Goes on counting, and stores no more of it. */
    void stopStoring() {
        store = null;
    }

    /** In all, by this process and those before it: the count. */
    long answeredCount() {
        return chargedCount - inFlightCount;
    }

    /** In all, by this process and those before it: the weight. */
    long answeredWeight() {
        return chargedWeight - inFlightWeight;
    }

    private void charged(long count, long weight) {
        chargedCount += count;
        chargedWeight += weight;
        if (store != null) {
            // The weight first: killed in between, no request is counted that weighs nothing.
            store.put(place + 1, chargedWeight);
            VarHandle.storeStoreFence();
            store.put(place, chargedCount);
        }
    }

    /** Counts requests that were answered, without having been in flight here. */
    void answered(long count, long weight, long time) {
        if (counts == EMPTY) {
            counts = new SettledLog();
            counts.keepAtLeast(keepNanos);
            weights = counts;
        }
        if (weight != count && weights == counts) {
            weights = counts.copy();
        }
        counts.addTrimmed(time, count);
        if (weights != counts) {
            weights.addTrimmed(time, weight);
        }
    }

    long inFlight(Measure measure) {
        return measure == Measure.COUNT ? inFlightCount : inFlightWeight;
    }

    SettledLog log(Measure measure) {
        return measure == Measure.COUNT ? counts : weights;
    }

    /** How many entries are kept. */
    long remembered() {
        return counts.end() - counts.first() + (weights == counts ? 0 : weights.end() - weights.first());
    }
}
