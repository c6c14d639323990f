package org.jts.ratelimit.redis.internal;

import org.jts.api.limit.Lane;
import org.jts.concurrent.LaneQueue;

/**
 * When the pool is to be asked, told or shown that this process is alive, and when to try again after a failure. Not
 * thread-safe.
 */
final class CallTimes {

    static final long REPORT_NANOS = 5_000_000;
    private static final int PARTS_OF_WINDOW = 50;
    private static final long LONGEST_REPORT_NANOS = 50_000_000;
    private static final long BEAT_NANOS = 1_000_000_000;
    private static final long LIVELY_BEAT_NANOS = 250_000_000;
    private static final long FIRST_RETRY_NANOS = 50_000_000;
    private static final long LONGEST_RETRY_NANOS = 500_000_000;
    private static final long REJOIN_NANOS = 250_000_000;
    /** How long an upper lane waits at most before it asks again: somebody may have given back. */
    private static final long UPPER_WAIT_NANOS = 200_000_000;

    private PoolRules rules;
    private long beatAt = Long.MIN_VALUE;
    private long reportAt = ShareLedger.UNKNOWN;
    private long askAt = Long.MIN_VALUE;
    private long retryAt = Long.MIN_VALUE;
    private long retryAfter = FIRST_RETRY_NANOS;
    /** The uppermost lane that did not get all, and all lanes that take of the room it waits for. */
    private int deniedLane = Integer.MAX_VALUE;
    private int deniedLanes;

    CallTimes(PoolRules rules) {
        this.rules = rules;
    }

    void use(PoolRules newRules, long now) {
        rules = newRules;
        askAt = now;
        retryAt = now;
    }

    /**
     * How long an end may wait to be told, and who waits below orders to be asked for, so that more goes together: a
     * part of the shortest window, for what is told so much later costs as much of the budget.
     */
    long lag() {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < rules.size(); i++) {
            shortest = Math.min(shortest, rules.spanNanos(i));
        }
        return Math.min(LONGEST_REPORT_NANOS, Math.max(REPORT_NANOS, shortest / PARTS_OF_WINDOW));
    }

    /** Somebody wants a permit: he need not wait for those who were denied when he goes first, or needs other room. */
    void wanted(Lane lane) {
        if (lane.ordinal() < deniedLane || !LaneQueue.has(deniedLanes, lane.ordinal())) {
            askAt = Long.MIN_VALUE;
        }
    }

    /** There is something to tell. */
    void somethingToTell(long now) {
        if (reportAt == ShareLedger.UNKNOWN) {
            reportAt = now + lag();
        }
    }

    void tellAtOnce() {
        reportAt = Long.MIN_VALUE;
    }

    void told(boolean more, long now) {
        reportAt = more ? now + lag() : ShareLedger.UNKNOWN;
    }

    void askAtOnce(long now) {
        askAt = now;
    }

    /** Everybody got what he asked for. */
    void satisfied(long now) {
        deniedLane = Integer.MAX_VALUE;
        deniedLanes = 0;
        askAt = now;
    }

    /** Not everybody got it. @param wait until there could be more */
    void denied(int uppermost, int lanes, long wait, long now) {
        deniedLane = uppermost;
        deniedLanes = lanes;
        askAt = now + (uppermost <= Lane.ORDER.ordinal() ? Math.min(wait, UPPER_WAIT_NANOS) : wait + lag());
    }

    boolean isDemanding() {
        return deniedLane != Integer.MAX_VALUE;
    }

    /** @param anybody whether anybody waits; @param reply the last one */
    void answered(PoolReply reply, boolean anybody, long now) {
        retryAfter = FIRST_RETRY_NANOS;
        boolean lively = anybody && isUsed(reply, Long.MAX_VALUE) || isUsed(reply, 2 * BEAT_NANOS);
        beatAt = now + Math.min(lively ? LIVELY_BEAT_NANOS : BEAT_NANOS, rules.leaseNanos() / 4);
    }

    private boolean isUsed(PoolReply reply, long longestSpan) {
        for (int i = 0; i < rules.size(); i++) {
            if (reply.used()[i] > 0 && rules.spanNanos(i) <= longestSpan) {
                return true;
            }
        }
        return false;
    }

    void failed(long now) {
        retryAt = now + retryAfter;
        retryAfter = Math.min(LONGEST_RETRY_NANOS, retryAfter * 2);
    }

    void joinAgain(boolean later, long now) {
        retryAfter = FIRST_RETRY_NANOS;
        retryAt = later ? now + REJOIN_NANOS : now;
    }

    boolean mayCall(long now) {
        return now >= retryAt;
    }

    boolean mayAsk(long now) {
        return now >= askAt;
    }

    /** @param anybody whether anybody waits */
    boolean mustTell(boolean anybody, long now) {
        // Who waits is asked for soon, and the report goes with it.
        boolean soon = anybody && askAt > now && askAt - now < lag();
        return reportAt <= now && !soon || isDemanding() && !anybody || beatAt <= now;
    }

    long askAt() {
        return askAt;
    }

    /** @return when to call, if not for what was taken ahead */
    long nextAt(boolean anybody, long stashReturn, long now) {
        long next = Math.min(Math.min(later(beatAt, now), later(reportAt, now)), later(stashReturn, now));
        return Math.max(retryAt, anybody ? Math.min(next, later(askAt, now)) : next);
    }

    long retryAt(long now) {
        return later(retryAt, now);
    }

    /** What could have been done by now has been. */
    static long later(long at, long now) {
        return at > now ? at : ShareLedger.UNKNOWN;
    }
}
