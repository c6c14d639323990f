package org.jts.ratelimit.internal;

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
