package org.jts.ratelimit.redis.internal;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What this process has charged to its own share of every window: in flight, or settled not longer ago than the window.
 * Nobody else spends from it, so it holds whatever Redis does. No clock and no lock of its own.
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
    /** Nothing is granted before. */
    private long opensAt;
    private int permille = 1000;
    private boolean untouched = true;

    ShareLedger(PoolRules rules, long opensAt) {
        this.rules = rules;
        this.opensAt = opensAt;
        settled = newLogs(rules.size());
        settledSum = new long[rules.size()];
        inFlight = new long[rules.size()];
    }

    /** Takes over what was charged under other rules; of a window that was not kept before, all counts as used now. */
    static ShareLedger after(ShareLedger before, PoolRules rules, long now) {
        ShareLedger ledger = new ShareLedger(rules, before.opensAt);
        ledger.permille = before.permille;
        ledger.untouched = before.untouched;
        for (int i = 0; i < rules.size(); i++) {
            int old = before.rules.indexOfSame(rules.window(i));
            if (old < 0) {
                ledger.settle(i, rules.share(i), now);
            } else {
                before.settled[old].forEach(ledger.settled[i]::add);
                ledger.settledSum[i] = before.settledSum[old];
            }
        }
        return ledger;
    }

    /** Counts windows of up to {@code longest} as full from {@code now} on: an earlier process may have used them. */
    void fill(long longest, long now) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.spanNanos(i) <= longest) {
                settle(i, rules.share(i), now);
            }
        }
    }

    /** Whether nothing was ever granted. */
    boolean isUntouched() {
        return untouched;
    }

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

    /** Charged to window {@code i} when it was last looked at. Read by any thread; then it may be a moment old. */
    long used(int i) {
        return inFlight[i] + settledSum[i];
    }

    boolean tryCharge(int[] costs, boolean mayUseReserve, long now) {
        if (now < opensAt) {
            return false;
        }
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] > 0) {
                forget(i, now);
                if (used(i) + costs[i] > limit(i, mayUseReserve)) {
                    return false;
                }
            }
        }
        addInFlight(costs);
        untouched = false;
        return true;
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
        for (Entry entry : settled[i]) {
            left -= entry.cost();
            if (left <= 0) {
                return entry.time() + rules.spanNanos(i);
            }
        }
        return UNKNOWN;
    }

    private int limit(int i, boolean mayUseReserve) {
        int allowed = allowed(i);
        return mayUseReserve ? allowed : Math.max(Math.min(1, allowed), allowed - rules.reservedOfShare(allowed));
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
    }

    @SuppressWarnings("unchecked")
    private static ArrayDeque<Entry>[] newLogs(int size) {
        ArrayDeque<Entry>[] logs = new ArrayDeque[size];
        Arrays.setAll(logs, i -> new ArrayDeque<>());
        return logs;
    }
}
