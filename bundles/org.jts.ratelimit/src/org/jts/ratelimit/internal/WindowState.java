package org.jts.ratelimit.internal;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;

/** One window of a ledger, a rule or the lower lanes' part of it: where in the log it begins now. Not thread-safe. */
final class WindowState {

    /** No time at which it could be said to be free: it depends on answers that have not come. */
    static final long UNKNOWN = Long.MAX_VALUE;

    /** How far the broker's clock may run apart from ours, per second, and the coarseness of its time stamps. */
    private static final long DRIFT_PER_MILLION = 500;
    private static final long STAMP_NANOS = 1_000_000;

    private final RateWindow rule;
    private final int reserved;
    private final boolean counting;
    private final long spanNanos;
    private final SettledLog log;
    private int allowed;
    private long tail;
    private long tailSum;

    /**
     * @param reserved what is taken off the rule's permits: 0 for the rule itself, more for the lower lanes' part of it
     */
    WindowState(RateWindow rule, int reserved, SettledLog log) {
        this.rule = rule;
        this.reserved = reserved;
        this.log = log;
        counting = rule.measure() == Measure.COUNT;
        spanNanos = spanNanos(rule);
        setShare(1);
        tail = log.first();
        tailSum = log.baseSum();
    }

    /**
     * What is kept for the upper lanes: at least one permit, but nothing of a window without room to share, nor of one
     * that does not count them.
     */
    static int reserved(RateWindow rule, double share) {
        if (share == 0 || !rule.counts(Lane.CANCEL) && !rule.counts(Lane.ORDER)) {
            return 0;
        }
        return Math.min(rule.permits() - 1, Math.max(1, (int) Math.floor(rule.permits() * share)));
    }

    /** How long an answer counts under a rule. */
    static long spanNanos(RateWindow rule) {
        long period = rule.period().toNanos();
        return period + period / 1_000_000 * DRIFT_PER_MILLION + STAMP_NANOS;
    }

    /** How long an answer counts. */
    long spanNanos() {
        return spanNanos;
    }

    RateWindow rule() {
        return rule;
    }

    int cost(int weight) {
        return counting ? 1 : weight;
    }

    int allowed() {
        return allowed;
    }

    /** @param share of the broker's permits that may be used, above 0 to 1 */
    void setShare(double share) {
        allowed = Math.max(1, (int) Math.floor(rule.permits() * share) - reserved);
    }

    /** @return whether {@code cost} more has room beside what is {@code used} */
    boolean hasRoom(long used, int cost) {
        // A heavy request that fits the broker's window but not what is left of it goes when the window is empty.
        return used + cost <= allowed || used == 0 && cost <= rule.permits();
    }

    long settled(long now) {
        long horizon = now - spanNanos;
        while (tail < log.end() && log.time(tail) <= horizon) {
            tailSum = log.sum(tail);
            tail++;
        }
        return log.lastSum() - tailSum;
    }

    /** As {@link #settled}, but changes nothing: may run beside a writer, whose caller then throws the result away. */
    long peekSettled(long now) {
        long low = tail;
        long high = log.end();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (log.time(middle) <= now - spanNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return log.lastSum() - (low == tail ? tailSum : log.sum(low - 1));
    }

    /** @return when {@code excess} of the settled weight will have aged out, or {@link #UNKNOWN} */
    long freeAt(long excess) {
        return freeAtSum(tailSum + excess);
    }

    /** As {@link #freeAt}, given what {@link #peekSettled} said. */
    long freeAtFrom(long settled, long excess) {
        return freeAtSum(log.lastSum() - settled + excess);
    }

    private long freeAtSum(long sum) {
        long position = log.findSum(tail, sum);
        return position == log.end() ? UNKNOWN : log.time(position) + spanNanos;
    }
}
