package org.jts.ratelimit.internal;

import java.util.Arrays;

/**
 * Requests granted and not ended, oldest first, in arrays so that a grant allocates nothing once they have grown. A
 * ticket names a grant: the slot and how often the slot was used, so that an ending that comes late or twice finds
 * nothing. Not thread-safe.
 */
final class InFlight {

    private static final int NONE = -1;

    private int[] lanes = new int[8];
    private int[] weights = new int[8];
    private int[] uses = new int[8];
    private long[] grantedAt = new long[8];
    private int[] next = new int[8];
    private int[] previous = new int[8];
    private int oldest = NONE;
    private int newest = NONE;
    private int free = NONE;
    private int fresh;
    private int count;

    int count() {
        return count;
    }

    /** @return the slot */
    int add(int lane, int weight, long now) {
        int slot = free;
        if (slot != NONE) {
            free = next[slot];
        } else {
            if (fresh == lanes.length) {
                grow();
            }
            slot = fresh++;
        }
        lanes[slot] = lane;
        weights[slot] = weight;
        grantedAt[slot] = now;
        previous[slot] = newest;
        next[slot] = NONE;
        if (newest == NONE) {
            oldest = slot;
        } else {
            next[newest] = slot;
        }
        newest = slot;
        count++;
        return slot;
    }

    long ticket(int slot) {
        return (long) uses[slot] << 32 | slot;
    }

    /** @return the slot of a ticket whose grant has not ended, else -1 */
    int slot(long ticket) {
        int slot = (int) ticket;
        return uses[slot] == (int) (ticket >>> 32) ? slot : NONE;
    }

    int lane(int slot) {
        return lanes[slot];
    }

    int weight(int slot) {
        return weights[slot];
    }

    long grantedAt(int slot) {
        return grantedAt[slot];
    }

    /** @return the slot of the oldest grant, or -1 */
    int oldest() {
        return oldest;
    }

    /** Calls {@code use} with lane and weight of each. */
    void forEach(LaneAndWeight use) {
        for (int slot = oldest; slot != NONE; slot = next[slot]) {
            use.accept(lanes[slot], weights[slot]);
        }
    }

    /** Takes a lane and a weight. */
    @FunctionalInterface
    interface LaneAndWeight {
        void accept(int lane, int weight);
    }

    void remove(int slot) {
        int before = previous[slot];
        int after = next[slot];
        if (before == NONE) {
            oldest = after;
        } else {
            next[before] = after;
        }
        if (after == NONE) {
            newest = before;
        } else {
            previous[after] = before;
        }
        uses[slot]++;
        next[slot] = free;
        free = slot;
        count--;
    }

    private void grow() {
        int size = lanes.length * 2;
        lanes = Arrays.copyOf(lanes, size);
        weights = Arrays.copyOf(weights, size);
        uses = Arrays.copyOf(uses, size);
        grantedAt = Arrays.copyOf(grantedAt, size);
        next = Arrays.copyOf(next, size);
        previous = Arrays.copyOf(previous, size);
    }
}
