package org.jts.ratelimit.bench;

import java.time.Duration;
import java.util.Arrays;

/** When requests reached a broker, and what that says of the rules. */
final class Stamps {

    private long[] nanos = new long[1_024];
    private int count;

    synchronized void add(long time) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = time;
    }

    synchronized int count() {
        return count;
    }

    /** @return the most that any span of this length held, begun with it and before its end */
    synchronized int worst(Duration span) {
        long[] sorted = sorted();
        int worst = 0;
        int from = 0;
        for (int i = 0; i < sorted.length; i++) {
            while (sorted[i] - sorted[from] >= span.toNanos()) {
                from++;
            }
            worst = Math.max(worst, i - from + 1);
        }
        return worst;
    }

    /** @return how many there were from {@code from} on, before {@code to} */
    synchronized long between(long from, long to) {
        return Arrays.stream(nanos, 0, count).filter(t -> t - from >= 0 && t - to < 0).count();
    }

    /**
     * @return the mean time from one to the {@code permits}-th after it in nanoseconds, where the limit was what held
     *         it back; pairs further apart than {@code longest} had nobody who wanted to go
     */
    synchronized double meanDistance(int permits, Duration longest) {
        long[] sorted = sorted();
        double sum = 0;
        int pairs = 0;
        for (int i = permits; i < sorted.length; i++) {
            long distance = sorted[i] - sorted[i - permits];
            if (distance < longest.toNanos()) {
                sum += distance;
                pairs++;
            }
        }
        return sum / pairs;
    }

    private long[] sorted() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
