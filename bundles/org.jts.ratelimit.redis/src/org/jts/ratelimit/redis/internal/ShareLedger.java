package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.Arrays;

import org.jts.concurrent.LaneQueue;

/**
 * What this process has charged to its own share of every window: in flight, or settled not longer ago than the window,
 * and what whoever had its place before may have used. Nobody else spends from it, so it holds whatever Redis does. No
 * clock and no lock of its own.
 */
final class ShareLedger {

    /** No time that could be named: it hangs on answers that have not come. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private record Entry(long time, long cost) {
    }

    private final PoolRules rules;
    private final ArrayDeque<Entry>[] settled;
    private final long[] settledSum;
    private final long[] inFlight;
    /** What others may have used in the place of this process, and until when it counts. */
    private final long[] presumed;
    private final long[] presumedUntil;
    /** Nothing is granted before. */
    private long opensAt = Long.MIN_VALUE;
    private int permille = 1000;

    ShareLedger(PoolRules rules) {
        this.rules = rules;
        settled = newLogs(rules.size());
        settledSum = new long[rules.size()];
        inFlight = new long[rules.size()];
        presumed = new long[rules.size()];
        presumedUntil = new long[rules.size()];
    }

    /** Takes over what was charged under other rules; of a window that was not kept before, all counts as used now. */
    static ShareLedger after(ShareLedger before, PoolRules rules, long now) {
        ShareLedger ledger = new ShareLedger(rules);
        ledger.opensAt = before.opensAt;
        ledger.permille = before.permille;
        for (int i = 0; i < rules.size(); i++) {
            int old = before.rules.indexOfSame(rules.window(i));
            if (old < 0) {
                ledger.settle(i, rules.share(i), now);
            } else {
                before.settled[old].forEach(ledger.settled[i]::add);
                ledger.settledSum[i] = before.settledSum[old];
                ledger.presumed[i] = before.presumed[old];
                ledger.presumedUntil[i] = before.presumedUntil[old];
            }
        }
        return ledger;
    }

    /**
     * Somebody else may have used the share until {@code time}.
     *
     * @param longest windows longer than this are taken for free after it: nobody can know
     */
    void presumeUsed(long time, long longest) {
        for (int i = 0; i < presumed.length; i++) {
            presumed[i] = rules.share(i);
            presumedUntil[i] = time + Math.min(rules.spanNanos(i), longest);
        }
    }

    /**
     * This process itself has used so much of a window without sharing it, at the latest now.
     *
     * @return how much of it the share bears
     */
    long usedBefore(int i, long used, long now) {
        long cost = Math.min(used, rules.share(i));
        if (cost > 0) {
            settle(i, cost, now);
        }
        return cost;
    }

    /** It is known now that others have used no more than so much, and no later than {@code time}. */
    void presume(int i, long used, long time) {
        presumed[i] = Math.min(rules.share(i), used);
        presumedUntil[i] = time + rules.spanNanos(i);
    }

    /** It is known now that others have used no more than so much. */
    void presumeAtMost(int i, long used) {
        presumed[i] = Math.min(presumed[i], used);
    }

    /** Nothing is granted before {@code time}, until it is set again. */
    void closeUntil(long time) {
        opensAt = time;
    }

    void setPermille(int permille) {
        this.permille = permille;
    }

    /** What may be used of window {@code i} at present. */
    int allowed(int i) {
        return rules.share(i) == 0 ? 0 : Math.max(1, (int) ((long) rules.share(i) * permille / 1000));
    }

    /** Charged to each window. */
    long[] usedOfAll(long now) {
        forget(now);
        long[] all = new long[settled.length];
        Arrays.setAll(all, this::used);
        return all;
    }

    /** Charged to window {@code i} when it was last looked at. Read by any thread; then it may be a moment old. */
    long used(int i) {
        return inFlight[i] + settledSum[i] + presumed[i];
    }

    /** Whether nothing is charged, but what others may have used. */
    boolean isIdle() {
        return Arrays.stream(inFlight).sum() + Arrays.stream(settledSum).sum() == 0;
    }

    /** @return the lanes that would take the room that is missing; 0 when none is */
    int heldLanes(int[] costs, boolean mayUseReserve, long now) {
        if (now < opensAt) {
            return LaneQueue.ALL;
        }
        int held = 0;
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] > 0) {
                forget(i, now);
                held |= used(i) + costs[i] > limit(i, mayUseReserve) ? rules.lanesOf(i) : 0;
            }
        }
        return held;
    }

    void addInFlight(int[] costs) {
        for (int i = 0; i < costs.length; i++) {
            inFlight[i] += costs[i];
        }
    }

    void refund(int[] costs) {
        for (int i = 0; i < costs.length; i++) {
            inFlight[i] -= costs[i];
        }
    }

    void settle(int[] costs, long now) {
        for (int i = 0; i < costs.length; i++) {
            inFlight[i] -= costs[i];
            if (costs[i] > 0) {
                settle(i, costs[i], now);
            }
        }
    }

    /** @return when a request may be sent at the earliest, or {@link #UNKNOWN} */
    long earliest(int[] costs, boolean mayUseReserve, long now) {
        long earliest = Math.max(now, opensAt);
        for (int i = 0; i < costs.length; i++) {
            long excess = costs[i] == 0 ? 0 : used(i) + costs[i] - limit(i, mayUseReserve);
            if (excess > 0) {
                earliest = Math.max(earliest, freeAt(i, excess));
            }
        }
        return earliest;
    }

    void forget(long now) {
        for (int i = 0; i < settled.length; i++) {
            forget(i, now);
        }
    }

    private long freeAt(int i, long excess) {
        long left = excess;
        if (presumed[i] > 0) {
            left -= presumed[i];
            if (left <= 0) {
                return presumedUntil[i];
            }
        }
        for (Entry entry : settled[i]) {
            left -= entry.cost();
            if (left <= 0) {
                return Math.max(entry.time() + rules.spanNanos(i), presumed[i] > 0 ? presumedUntil[i] : 0);
            }
        }
        return UNKNOWN;
    }

    private int limit(int i, boolean mayUseReserve) {
        int allowed = allowed(i);
        return mayUseReserve ? allowed : Math.max(Math.min(1, allowed), allowed - rules.reservedOfShare(i, allowed));
    }

    private void settle(int i, long cost, long now) {
        settled[i].add(new Entry(now, cost));
        settledSum[i] += cost;
        forget(i, now);
    }

    private void forget(int i, long now) {
        ArrayDeque<Entry> log = settled[i];
        long old = now - rules.spanNanos(i);
        while (!log.isEmpty() && log.peekFirst().time() <= old) {
            settledSum[i] -= log.removeFirst().cost();
        }
        if (presumed[i] > 0 && presumedUntil[i] <= now) {
            presumed[i] = 0;
        }
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Entry>[] newLogs(int size) {
        ArrayDeque<Entry>[] logs = new ArrayDeque[size];
        Arrays.setAll(logs, i -> new ArrayDeque<>());
        return logs;
    }
}
