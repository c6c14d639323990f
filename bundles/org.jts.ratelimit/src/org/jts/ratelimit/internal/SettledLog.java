package org.jts.ratelimit.internal;

import java.util.List;

/**
 * What has been answered, as a ring of (time, running sum): the weight settled in any span is the difference of two
 * sums. Times never go back. Positions count from the beginning of time; old ones are dropped when every window has
 * passed them. Not thread-safe.
 */
final class SettledLog {

    private static final int FIRST_CAPACITY = 16;

    /** Time and sum of an entry stand side by side: whoever wants one wants the other. */
    private long[] entries = new long[FIRST_CAPACITY * 2];
    /** Entries {@code first} to {@code end - 1} are kept. */
    private long first;
    private long end;
    private long lastTime = Long.MIN_VALUE;
    private long lastSum;
    /** The running sum before {@code first}. */
    private long baseSum;
    /** How long a window wants an entry kept. */
    private long keepNanos;

    /** Keeps entries for {@code nanos} from now on, or longer when some window wanted that before. */
    void keepAtLeast(long nanos) {
        keepNanos = Math.max(keepNanos, nanos);
    }

    /** How long entries are kept. */
    long keepNanos() {
        return keepNanos;
    }

    /** Whether the next entry makes the ring grow, unless something is dropped first. */
    boolean isFull() {
        return end - first == entries.length >> 1;
    }

    /** As {@link #add}, and forgets what nobody wants kept before it makes room for more. */
    void addTrimmed(long time, long weight) {
        if (isFull()) {
            trim(time);
        }
        add(time, weight);
    }

    /** Forgets what is too old for every window. */
    void trim(long now) {
        long oldest = first;
        while (oldest < end && time(oldest) <= now - keepNanos) {
            oldest++;
        }
        dropBefore(oldest);
    }

    /** Adds weight at {@code time}, or at the time of the newest entry when that is later. */
    void add(long time, long weight) {
        lastSum += weight;
        if (end > first && lastTime >= time) {
            entries[index(end - 1) + 1] = lastSum;
            return;
        }
        if (isFull()) {
            grow();
        }
        int at = index(end);
        entries[at] = time;
        entries[at + 1] = lastSum;
        lastTime = time;
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
        return entries[index(position)];
    }

    long sum(long position) {
        return entries[index(position) + 1];
    }

    long baseSum() {
        return baseSum;
    }

    /** Forgets what is older than {@code position}. */
    void dropBefore(long position) {
        if (position > first) {
            baseSum = sum(position - 1);
            first = position;
        }
    }

    /** @return the first position from {@code from} on whose running sum is at least {@code sum}, or {@link #end()} */
    long findSum(long from, long sum) {
        long low = from;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (sum(middle) >= sum) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * How much was added after {@code horizon}. Changes nothing: may run beside a writer, whose caller then throws the
     * result away.
     */
    long sumSince(long horizon) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (time(middle) <= horizon) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return lastSum - (low == first ? baseSum : sum(low - 1));
    }

    /** How much was added at {@code position}. */
    long added(long position) {
        return sum(position) - (position == first ? baseSum : sum(position - 1));
    }

    /** All that these logs keep, in one. */
    static SettledLog merged(List<SettledLog> parts) {
        SettledLog all = new SettledLog();
        long[] at = parts.stream().mapToLong(SettledLog::first).toArray();
        while (true) {
            int oldest = -1;
            for (int i = 0; i < at.length; i++) {
                if (at[i] < parts.get(i).end()
                        && (oldest < 0 || parts.get(i).time(at[i]) < parts.get(oldest).time(at[oldest]))) {
                    oldest = i;
                }
            }
            if (oldest < 0) {
                return all;
            }
            SettledLog part = parts.get(oldest);
            all.add(part.time(at[oldest]), part.added(at[oldest]));
            at[oldest]++;
        }
    }

    SettledLog copy() {
        SettledLog copy = new SettledLog();
        copy.entries = entries.clone();
        copy.first = first;
        copy.end = end;
        copy.lastTime = lastTime;
        copy.lastSum = lastSum;
        copy.baseSum = baseSum;
        copy.keepNanos = keepNanos;
        return copy;
    }

    private int index(long position) {
        return ((int) position << 1) & (entries.length - 1);
    }

    private void grow() {
        long[] larger = new long[entries.length * 2];
        for (long p = first; p < end; p++) {
            int to = ((int) p << 1) & (larger.length - 1);
            larger[to] = time(p);
            larger[to + 1] = sum(p);
        }
        entries = larger;
    }
}
