package org.jts.concurrent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Who waits for room, by lane: first come, first served within a lane, lane 0 first. A lane that was passed over
 * {@link #TURN} times has the next turn, so that no lane waits for ever. Whoever finds no room holds back those behind
 * him where they would take it, and nowhere else. Sets of lanes are numbers with a bit for each, lane 0 the lowest.
 * <p>
 * Not thread-safe, but {@link #size(int)} may be read by any thread, and is then a little late at worst.
 *
 * @param <W> who waits
 * @since 1.1
 */
public final class LaneQueue<W extends LaneQueue.Waiting> {

    /** One in so many goes to a lane that would else be passed over: 5 %. */
    public static final int TURN = 20;
    /** No time that could be named. */
    public static final long NEVER = Long.MAX_VALUE;
    /** All lanes. */
    public static final int ALL = -1;

    /** Somebody who waits: neither lane nor deadline ever changes. */
    @ConsumerType
    public interface Waiting {
        /** @return 0 for the uppermost, below the number of lanes */
        int lane();

        /** @return when he gives up, on the clock of whoever owns the queue */
        long deadline();
    }

    /** Where room is given out. */
    @FunctionalInterface
    @ConsumerType
    public interface Room<W> {
        /**
         * Lets the head of a lane go when there is room: takes him out of the queue, and tells {@link #granted}.
         *
         * @param due whether it is the turn of his lane although upper ones may wait
         * @return 0 when he went, else the lanes that would take the room he waits for
         */
        int serve(W head, boolean due);
    }

    /** Tells what somebody waits for. */
    @FunctionalInterface
    @ConsumerType
    public interface Claim<W> {
        /** @return the lanes that would take the room he waits for, or will get in a moment */
        int heldBy(W head, boolean due);
    }

    private final List<ArrayDeque<W>> lanes;
    private final int[] passedOver;
    private final int[] sizes;
    private int size;

    /** @param lanes how many, 1 to 31 */
    public LaneQueue(int lanes) {
        if (lanes < 1 || lanes > 31) {
            throw new IllegalArgumentException("lanes: expected 1 to 31, was " + lanes);
        }
        this.lanes = new ArrayList<>(lanes);
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new ArrayDeque<>());
        }
        passedOver = new int[lanes];
        sizes = new int[lanes];
    }

    /** @return a set of lanes with this one only */
    public static int bit(int lane) {
        return 1 << lane;
    }

    /** @return whether a set of lanes has this one */
    public static boolean has(int set, int lane) {
        return (set & 1 << lane) != 0;
    }

    /** @return whether nobody waits */
    public boolean isEmpty() {
        return size == 0;
    }

    /** @return how many wait */
    public int size() {
        return size;
    }

    /** @return how many wait in a lane. May be read by any thread */
    public int size(int lane) {
        return sizes[lane];
    }

    /** He waits from now on, behind everybody of his lane. */
    public void add(W waiting) {
        lanes.get(waiting.lane()).addLast(waiting);
        count(waiting.lane(), 1);
    }

    /** He waits no longer; harmless when he does not. */
    public void remove(W waiting) {
        if (lanes.get(waiting.lane()).removeFirstOccurrence(waiting)) {
            count(waiting.lane(), -1);
        }
    }

    /** @return the first of a lane, or null */
    public W head(int lane) {
        return lanes.get(lane).peekFirst();
    }

    /** @return who waits in a lane, in order; a view that changes with it */
    public Collection<W> of(int lane) {
        return Collections.unmodifiableCollection(lanes.get(lane));
    }

    /** @return whether it is the turn of somebody who waits in the lane, although upper ones wait */
    public boolean isDue(int lane) {
        return passedOver[lane] >= TURN && sizes[lane] > 0;
    }

    /** @return the lowest lane whose turn it is, or -1 */
    public int due() {
        for (int i = sizes.length - 1; i > 0; i--) {
            if (isDue(i)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Somebody of {@code lane} got room: whoever waits below, and for the same room, was passed over once more.
     *
     * @param neighbours the lanes that take of the same room
     */
    public void granted(int lane, int neighbours) {
        passedOver[lane] = 0;
        if (size == 0) {
            return;
        }
        for (int i = lane + 1; i < sizes.length; i++) {
            if (sizes[i] > 0 && has(neighbours, i)) {
                passedOver[i]++;
            }
        }
    }

    /** @return the earliest deadline of all who wait, or {@link #NEVER} */
    public long nextDeadline() {
        long next = NEVER;
        for (ArrayDeque<W> lane : lanes) {
            for (W waiting : lane) {
                next = Math.min(next, waiting.deadline());
            }
        }
        return next;
    }

    /** Takes out everybody of whom {@code which} holds. @param out given each of them, taken out already */
    public void removeIf(Predicate<? super W> which, Consumer<? super W> out) {
        if (size == 0) {
            return;
        }
        for (ArrayDeque<W> lane : lanes) {
            List<W> over = lane.stream().filter(which).toList();
            over.forEach(waiting -> {
                remove(waiting);
                out.accept(waiting);
            });
        }
    }

    /** Lets everybody go for whom there is room: first whose turn it is, then by lane. */
    public void serve(Room<? super W> room) {
        while (size > 0 && serveOne(room)) {
            // whoever is next
        }
    }

    private boolean serveOne(Room<? super W> room) {
        int held = 0;
        for (int i = sizes.length - 1; i > 0; i--) {
            if (isDue(i) && !has(held, i)) {
                int blocked = room.serve(head(i), true);
                if (blocked == 0) {
                    return true;
                }
                held |= blocked;
            }
        }
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > 0 && !has(held, i)) {
                int blocked = room.serve(head(i), false);
                if (blocked == 0) {
                    return true;
                }
                held |= blocked;
            }
        }
        return false;
    }

    /** @return whether somebody of {@code lane} who comes now need not stand behind anybody */
    public boolean letsPass(int lane, Claim<? super W> claim) {
        if (size == 0) {
            return true;
        }
        if (sizes[lane] > 0) {
            return false;
        }
        for (int i = 0; i < sizes.length; i++) {
            boolean due = isDue(i);
            if ((due || i < lane && sizes[i] > 0) && has(claim.heldBy(head(i), due), lane)) {
                return false;
            }
        }
        return true;
    }

    private void count(int lane, int change) {
        size += change;
        sizes[lane] += change;
        if (sizes[lane] == 0) {
            passedOver[lane] = 0;
        }
    }
}
