package org.jts.simulator.kis.internal;

import java.util.Arrays;

/** Counts metered requests exactly: a sliding second that is enforced, and the worst windows that were seen. */
final class RateGauge {

    private static final long SECOND = 1_000_000_000L;
    private static final long[] PERIODS = {SECOND, 60 * SECOND, 3_600 * SECOND};
    private static final int FIRST_SIZE = 1 << 10;

    private final int perSecond;
    private long[] times = new long[FIRST_SIZE];
    /** How many were ever written; the newest stands at {@code (count - 1) % times.length}. */
    private long count;
    private final long[] tails = new long[PERIODS.length];
    private final int[] worst = new int[PERIODS.length];
    private long[] taken = new long[0];
    private int takenNext;
    private long refused;

    RateGauge(int perSecond) {
        this.perSecond = perSecond;
        this.taken = new long[perSecond];
        Arrays.fill(taken, Long.MIN_VALUE);
    }

    /** @return whether the request is within the limit; one that is not counts in the worst windows only */
    synchronized boolean arrive(long nanos) {
        note(nanos);
        long oldest = taken[takenNext];
        if (oldest != Long.MIN_VALUE && nanos - oldest < SECOND) {
            refused++;
            return false;
        }
        taken[takenNext] = nanos;
        takenNext = (takenNext + 1) % perSecond;
        return true;
    }

    private void note(long nanos) {
        long oldestNeeded = tails[PERIODS.length - 1];
        if (count - oldestNeeded == times.length) {
            long[] larger = new long[times.length * 2];
            for (long i = oldestNeeded; i < count; i++) {
                larger[(int) (i % larger.length)] = times[(int) (i % times.length)];
            }
            times = larger;
        }
        times[(int) (count % times.length)] = nanos;
        count++;
        for (int i = 0; i < PERIODS.length; i++) {
            while (nanos - times[(int) (tails[i] % times.length)] >= PERIODS[i]) {
                tails[i]++;
            }
            worst[i] = Math.max(worst[i], (int) (count - tails[i]));
        }
    }

    synchronized int worst(int period) {
        return worst[period];
    }

    synchronized long count() {
        return count;
    }

    synchronized long refused() {
        return refused;
    }
}
