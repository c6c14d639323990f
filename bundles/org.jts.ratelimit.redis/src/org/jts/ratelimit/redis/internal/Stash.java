package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.Arrays;

import org.jts.api.limit.Lane;

/**
 * Permits of weight 1 taken ahead while there is plenty, so that not every request asks Redis. How many follows the
 * demand; what nobody takes soon goes back. Not thread-safe.
 */
final class Stash {

    static final int MOST = 128;
    static final long RETURN_NANOS = 50_000_000;

    private static final int FIRST = 8;
    private static final long BUSY_NANOS = 20_000_000;
    private static final int LANES = Lane.values().length;

    private final ArrayDeque<Long>[] validUntil = newQueues();
    private final int[] target = new int[LANES];
    private final long[] lastMiss = new long[LANES];

    /** How many more to take ahead for a lane. */
    int wanted(Lane lane) {
        return Math.max(0, target[lane.ordinal()] - validUntil[lane.ordinal()].size());
    }

    /** Whether more should be taken before they are used up. */
    boolean isLow(Lane lane) {
        return target[lane.ordinal()] > 0 && validUntil[lane.ordinal()].size() < target[lane.ordinal()] / 2;
    }

    boolean take(Lane lane, long now) {
        Long until = validUntil[lane.ordinal()].peekFirst();
        if (until == null || until <= now) {
            return false;
        }
        validUntil[lane.ordinal()].removeFirst();
        return true;
    }

    /** A request found nothing: when that happens often, more is taken ahead. */
    void missed(Lane lane, long now) {
        int of = lane.ordinal();
        if (now - lastMiss[of] < BUSY_NANOS) {
            target[of] = Math.min(MOST, Math.max(FIRST, target[of] * 2));
        }
        lastMiss[of] = now;
    }

    /** Takes one ahead the next time, for a request that does not wait but will come again. */
    void ask(Lane lane) {
        target[lane.ordinal()] = Math.max(1, target[lane.ordinal()]);
    }

    /** There is not so much: what there is will do. */
    void denied(Lane lane) {
        target[lane.ordinal()] = validUntil[lane.ordinal()].size();
    }

    void add(Lane lane, long until) {
        validUntil[lane.ordinal()].addLast(until);
    }

    /** @return how many of a lane to give back, because nobody took them in time */
    int expired(Lane lane, long now) {
        int of = lane.ordinal();
        int count = 0;
        while (!validUntil[of].isEmpty() && validUntil[of].peekFirst() <= now) {
            validUntil[of].removeFirst();
            count++;
        }
        if (count > 0) {
            target[of] = Math.max(0, Math.min(target[of] / 2, target[of] - count));
        }
        return count;
    }

    /** @return how many of a lane there were; there are none any more */
    int clear(Lane lane) {
        int of = lane.ordinal();
        int count = validUntil[of].size();
        validUntil[of].clear();
        target[of] = 0;
        return count;
    }

    /** @return when the next one is to be given back, or {@link ShareLedger#UNKNOWN} */
    long nextReturn() {
        long next = ShareLedger.UNKNOWN;
        for (ArrayDeque<Long> queue : validUntil) {
            if (!queue.isEmpty()) {
                next = Math.min(next, queue.peekFirst());
            }
        }
        return next;
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Long>[] newQueues() {
        ArrayDeque<Long>[] all = new ArrayDeque[LANES];
        Arrays.setAll(all, i -> new ArrayDeque<>());
        return all;
    }
}
