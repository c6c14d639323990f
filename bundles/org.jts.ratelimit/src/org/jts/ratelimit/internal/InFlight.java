package org.jts.ratelimit.internal;

import java.util.Arrays;

/**
 * Requests granted and not ended, oldest first, in arrays so that a grant allocates nothing once they have grown. A
 * ticket names a grant: the slot and how often the slot was used, so that an ending that comes late or twice finds
 * nothing, whoever has the slot by then. Not thread-safe.
 */
final class InFlight {

    private static final int NONE = -1;
    private static final int FIRST_CAPACITY = 4;
    /**
     * Of a ticket, for the slot; the rest counts the slot's uses: at a million a second it begins anew after 34 years.
     */
    private static final int SLOT_BITS = 22;
    private static final long SLOT_MASK = (1L << SLOT_BITS) - 1;
    private static final long USE_MASK = (1L << 63 - SLOT_BITS) - 1;

    private int[] lanes = new int[FIRST_CAPACITY];
    private int[] weights = new int[FIRST_CAPACITY];
    private long[] uses = new long[FIRST_CAPACITY];
    private long[] grantedAt = new long[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private int[] previous = new int[FIRST_CAPACITY];
    private int oldest = NONE;
    private int newest = NONE;
    private int free = NONE;
    private int fresh;
    private int count;
    /** The oldest grant whose time is not known yet; all younger ones are like it. */
    private int unstamped = NONE;

    int count() {
        return count;
    }

    /**
     * Adds a grant that the next {@link #stamp} gives its time.
     *
     * @return the slot
     */
    int add(int lane, int weight) {
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
        previous[slot] = newest;
        next[slot] = NONE;
        if (newest == NONE) {
            oldest = slot;
        } else {
            next[newest] = slot;
        }
        newest = slot;
        if (unstamped == NONE) {
            unstamped = slot;
        }
        count++;
        return slot;
    }

    /** Those granted since the last call were granted at {@code now} or a little earlier. */
    void stamp(long now) {
        for (int slot = unstamped; slot != NONE; slot = next[slot]) {
            grantedAt[slot] = now;
        }
        unstamped = NONE;
    }

    /** @return names the grant in the slot, never negative */
    long ticket(int slot) {
        return uses[slot] << SLOT_BITS | slot;
    }

    /** @return the slot of a ticket whose grant has not ended, else -1 */
    int slot(long ticket) {
        int slot = (int) (ticket & SLOT_MASK);
        return slot < fresh && uses[slot] == ticket >>> SLOT_BITS ? slot : NONE;
    }

    int lane(int slot) {
        return lanes[slot];
    }

    int weight(int slot) {
        return weights[slot];
    }

    /** When it was granted; every grant has been stamped. */
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
        if (unstamped == slot) {
            unstamped = after;
        }
        uses[slot] = uses[slot] + 1 & USE_MASK;
        next[slot] = free;
        free = slot;
        count--;
    }

    private void grow() {
        int size = lanes.length * 2;
        if (size > SLOT_MASK + 1) {
            throw new IllegalStateException("expected fewer than %d requests in flight, found more; end permits."
                    .formatted(SLOT_MASK + 1));
        }
        lanes = Arrays.copyOf(lanes, size);
        weights = Arrays.copyOf(weights, size);
        uses = Arrays.copyOf(uses, size);
        grantedAt = Arrays.copyOf(grantedAt, size);
        next = Arrays.copyOf(next, size);
        previous = Arrays.copyOf(previous, size);
    }
}
