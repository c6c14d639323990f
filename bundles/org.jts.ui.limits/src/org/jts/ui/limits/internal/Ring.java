package org.jts.ui.limits.internal;

import java.util.Arrays;

/**
 * Ten minutes of one limiter, a value a second, in arrays that never grow: how much was used of its tightest window,
 * and how often the broker refused. Thread-safe.
 */
final class Ring {
    static final int SECONDS = 600;
    /** There was no limiter to read in that second. */
    static final short NONE = -1;
    static final int WHOLE = 1000;

    /** A sampler that is a little late skips a second now and then: no gap for that. */
    private static final int LATE_SECONDS = 2;

    private final short[] shares = new short[SECONDS];
    private final byte[] refused = new byte[SECONDS];
    private long newest = Long.MIN_VALUE;
    private long refusals = -1;

    Ring() {
        Arrays.fill(shares, NONE);
    }

    /**
     * @param second       by any clock that does not go back
     * @param permille     used share, 0 to {@link #WHOLE}
     * @param refusedSoFar how often the broker has refused since the limiter was made
     */
    synchronized void add(long second, int permille, long refusedSoFar) {
        short share = (short) Math.max(0, Math.min(WHOLE, permille));
        clear(second, newest != Long.MIN_VALUE && second - newest <= LATE_SECONDS ? share : NONE);
        int slot = slot(second);
        // Twice in a second: the higher one, for it is the one to know of.
        shares[slot] = newest == second ? (short) Math.max(shares[slot], share) : share;
        // A limiter that was made anew counts from nought.
        long before = refusals < 0 || refusedSoFar < refusals ? refusedSoFar : refusals;
        int more = (int) Math.min(Byte.MAX_VALUE, refusedSoFar - before);
        refused[slot] = (byte) Math.min(Byte.MAX_VALUE, (newest == second ? refused[slot] : 0) + more);
        refusals = refusedSoFar;
        newest = Math.max(newest, second);
    }

    /** The second of the last value. */
    synchronized long newest() {
        return newest;
    }

    /**
     * Copies the ten minutes up to {@code second}, the oldest first.
     *
     * @param toShares  gets {@link #SECONDS} shares in thousandths, {@link #NONE} for seconds without
     * @param toRefused gets how many requests were refused in each
     * @return how many seconds have a share
     */
    synchronized int copy(long second, short[] toShares, byte[] toRefused) {
        int known = 0;
        for (int i = 0; i < SECONDS; i++) {
            long each = second - SECONDS + 1 + i;
            boolean kept = each <= newest && each > newest - SECONDS;
            toShares[i] = kept ? shares[slot(each)] : NONE;
            toRefused[i] = kept && toShares[i] != NONE ? refused[slot(each)] : 0;
            known += toShares[i] == NONE ? 0 : 1;
        }
        return known;
    }

    /** Forgets what stood in the slots between the newest value and a new one. */
    private void clear(long second, short share) {
        if (newest == Long.MIN_VALUE) {
            return;
        }
        for (long each = Math.max(newest + 1, second - SECONDS + 1); each < second; each++) {
            shares[slot(each)] = share;
            refused[slot(each)] = 0;
        }
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
