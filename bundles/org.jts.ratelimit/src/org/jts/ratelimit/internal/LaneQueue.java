package org.jts.ratelimit.internal;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

import org.jts.api.limit.Lane;

/**
 * Who waits, by lane: first come, first served within a lane, upper lanes first. A lane that has been passed over
 * {@link #TURN} times has the next turn, and then the reserve is open to it too, so that no lane waits for ever.
 * Not thread-safe.
 */
final class LaneQueue {

    /** One grant in so many goes to a lane that would else be passed over: 5 %. */
    static final int TURN = 20;

    private static final Lane[] LANES = Lane.values();

    private final ArrayDeque<Waiter>[] queues = newQueues();
    private final int[] passedOver = new int[LANES.length];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    Map<Lane, Integer> sizes() {
        Map<Lane, Integer> sizes = new EnumMap<>(Lane.class);
        for (Lane lane : LANES) {
            if (!queues[lane.ordinal()].isEmpty()) {
                sizes.put(lane, queues[lane.ordinal()].size());
            }
        }
        return sizes;
    }

    void add(Waiter waiter) {
        queues[waiter.lane.ordinal()].addLast(waiter);
        size++;
    }

    void remove(Waiter waiter) {
        if (queues[waiter.lane.ordinal()].removeFirstOccurrence(waiter)) {
            size--;
            if (queues[waiter.lane.ordinal()].isEmpty()) {
                passedOver[waiter.lane.ordinal()] = 0;
            }
        }
    }

    /** @return the head of a lane, or null */
    Waiter head(Lane lane) {
        return queues[lane.ordinal()].peekFirst();
    }

    /** @return whether it is the turn of somebody who waits in {@code lane}, although upper ones wait */
    boolean isDue(Lane lane) {
        return passedOver[lane.ordinal()] >= TURN && !queues[lane.ordinal()].isEmpty();
    }

    /**
     * A request of {@code lane} was granted: whoever waits below, and for the same room, was passed over once more.
     *
     * @param neighbours the lanes that share a rule with it, a bit each by ordinal
     */
    void granted(Lane lane, int neighbours) {
        passedOver[lane.ordinal()] = 0;
        if (size == 0) {
            return;
        }
        for (int i = lane.ordinal() + 1; i < LANES.length; i++) {
            if (!queues[i].isEmpty() && (neighbours & 1 << i) != 0) {
                passedOver[i]++;
            }
        }
    }

    /** @return the earliest deadline of all who wait, or {@link WindowState#UNKNOWN} */
    long nextDeadline() {
        long next = WindowState.UNKNOWN;
        for (ArrayDeque<Waiter> queue : queues) {
            for (Waiter waiter : queue) {
                next = Math.min(next, waiter.deadline);
            }
        }
        return next;
    }

    /** Takes out everybody whose time is over. */
    void expire(long now) {
        decideAll(Waiter.State.TIMED_OUT, waiter -> waiter.deadline <= now);
    }

    /** Takes out everybody. */
    void close() {
        decideAll(Waiter.State.CLOSED, waiter -> true);
    }

    /** Takes out whoever can never be granted. */
    void dismiss(Predicate<Waiter> tooHeavy) {
        decideAll(Waiter.State.TOO_HEAVY, tooHeavy);
    }

    private void decideAll(Waiter.State state, Predicate<Waiter> which) {
        for (int i = 0; i < queues.length; i++) {
            queues[i].removeIf(waiter -> {
                boolean over = which.test(waiter);
                if (over) {
                    size--;
                    waiter.decide(state);
                }
                return over;
            });
            if (queues[i].isEmpty()) {
                passedOver[i] = 0;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Waiter>[] newQueues() {
        ArrayDeque<Waiter>[] all = new ArrayDeque[LANES.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = new ArrayDeque<>();
        }
        return all;
    }
}
