package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;

import org.jts.api.limit.Lane;

/**
 * Who waits in this process, by lane: first come, first served within a lane, upper lanes first. A lane that has been
 * passed over {@link #TURN} times has the next turn. Not thread-safe, but {@link #sizes} may be read by any thread.
 */
final class WaitQueue {

    static final int TURN = 20;

    private static final Lane[] LANES = Lane.values();

    private final ArrayDeque<Waiter>[] queues = newQueues();
    private final int[] passedOver = new int[LANES.length];
    private final int[] sizes = new int[LANES.length];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    Map<Lane, Integer> sizes() {
        Map<Lane, Integer> all = new EnumMap<>(Lane.class);
        for (Lane lane : LANES) {
            if (sizes[lane.ordinal()] > 0) {
                all.put(lane, sizes[lane.ordinal()]);
            }
        }
        return all;
    }

    void add(Waiter waiter) {
        queues[waiter.lane.ordinal()].addLast(waiter);
        count(waiter, 1);
    }

    void remove(Waiter waiter) {
        if (queues[waiter.lane.ordinal()].removeFirstOccurrence(waiter)) {
            count(waiter, -1);
        }
    }

    Collection<Waiter> of(Lane lane) {
        return queues[lane.ordinal()];
    }

    /** @return the first of a lane, or null */
    Waiter head(Lane lane) {
        return queues[lane.ordinal()].peekFirst();
    }

    /** @return the first of a lane with this weight, or null */
    Waiter first(Lane lane, int weight) {
        for (Waiter waiter : queues[lane.ordinal()]) {
            if (waiter.weight == weight) {
                return waiter;
            }
        }
        return null;
    }

    /** @return the lane whose turn it is although upper ones wait, or null */
    Lane due() {
        for (int i = LANES.length - 1; i > 0; i--) {
            if (passedOver[i] >= TURN && !queues[i].isEmpty()) {
                return LANES[i];
            }
        }
        return null;
    }

    /** A request of {@code lane} was granted: whoever waits below was passed over once more. */
    void granted(Lane lane) {
        passedOver[lane.ordinal()] = 0;
        for (int i = lane.ordinal() + 1; i < LANES.length; i++) {
            if (!queues[i].isEmpty()) {
                passedOver[i]++;
            }
        }
    }

    /** @return the earliest deadline of all who wait, or {@link ShareLedger#UNKNOWN} */
    long nextDeadline() {
        long next = ShareLedger.UNKNOWN;
        for (ArrayDeque<Waiter> queue : queues) {
            for (Waiter waiter : queue) {
                next = Math.min(next, waiter.deadline);
            }
        }
        return next;
    }

    /** Takes out everybody whose time is over. */
    void expire(long now) {
        if (size > 0) {
            decideAll(Waiter.State.TIMED_OUT, now);
        }
    }

    /** Takes out everybody. */
    void close() {
        decideAll(Waiter.State.CLOSED, ShareLedger.UNKNOWN);
    }

    private void decideAll(Waiter.State state, long deadline) {
        for (ArrayDeque<Waiter> queue : queues) {
            for (Iterator<Waiter> i = queue.iterator(); i.hasNext();) {
                Waiter waiter = i.next();
                if (waiter.deadline <= deadline) {
                    i.remove();
                    count(waiter, -1);
                    waiter.decide(state);
                }
            }
        }
    }

    private void count(Waiter waiter, int change) {
        size += change;
        int lane = waiter.lane.ordinal();
        sizes[lane] += change;
        if (sizes[lane] == 0) {
            passedOver[lane] = 0;
        }
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Waiter>[] newQueues() {
        ArrayDeque<Waiter>[] all = new ArrayDeque[LANES.length];
        Arrays.setAll(all, i -> new ArrayDeque<>());
        return all;
    }
}
