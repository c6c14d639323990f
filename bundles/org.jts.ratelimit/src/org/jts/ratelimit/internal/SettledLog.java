package org.jts.ratelimit.internal;

import java.util.Arrays;

/**
 * What has been answered, as a ring of (time, running sum): the weight settled in any span is the difference of two sums.
 * Times never go back. Positions count from the beginning of time; old ones are dropped when every window has passed them.
 * Not thread-safe.
 */
final class SettledLog {

    private static final int FIRST_CAPACITY = 16;

    private long[] times = new long[FIRST_CAPACITY];
    private long[] sums = new long[FIRST_CAPACITY];
    /** Entries {@code first} to {@code end - 1} are kept. */
    private long first;
    private long end;
    private long lastSum;
    /** The running sum before {@code first}. */
    private long baseSum;

    /** Adds weight at {@code time}, or at the time of the newest entry when that is later. */
    void add(long time, long weight) {
        if (end > first && times[index(end - 1)] >= time) {
            lastSum += weight;
            sums[index(end - 1)] = lastSum;
            return;
        }
        if (end - first == times.length) {
            grow();
        }
        lastSum += weight;
        times[index(end)] = time;
        sums[index(end)] = lastSum;
        end++;
    }

    long end() {
        return end;
    }

    long first() {
        return first;
    }

    long lastSum() {
        return lastSum;
    }

    long time(long position) {
        return times[index(position)];
    }

    long sum(long position) {
        return sums[index(position)];
    }

    long baseSum() {
        return baseSum;
    }

    /** Forgets what is older than {@code position}. */
    void dropBefore(long position) {
        if (position > first) {
            baseSum = sums[index(position - 1)];
            first = position;
        }
    }

    /** @return the first position from {@code from} on whose running sum is at least {@code sum}, or {@link #end()} */
    long findSum(long from, long sum) {
        long low = from;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (sums[index(middle)] >= sum) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int index(long position) {
        return (int) position & (times.length - 1);
    }

    private void grow() {
        int capacity = times.length;
        long[] newTimes = Arrays.copyOf(times, capacity * 2);
        long[] newSums = Arrays.copyOf(sums, capacity * 2);
        for (long p = first; p < end; p++) {
            int to = (int) p & (capacity * 2 - 1);
            newTimes[to] = times[index(p)];
            newSums[to] = sums[index(p)];
        }
        times = newTimes;
        sums = newSums;
    }
}
