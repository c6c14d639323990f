package org.jts.ratelimit.redis.internal;

import java.util.ArrayList;
import java.util.List;

import com.google.common.util.concurrent.RateLimiter;
import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;

/**
 * Spreads market data and history with Guava's token bucket, a quarter of a second's worth at a time so that the pool
 * is asked for several at once. It may let too many pass; windows have the last word. Not thread-safe.
 */
final class Pace {

    private static final double PARTS_OF_SECOND = 4;
    private static final Lane[] PACED = {Lane.MARKET_DATA, Lane.HISTORY};

    private final RateLimiter limiter;
    private final double perSecond;
    private final double chunk;
    private long nextAt = Long.MIN_VALUE;

    Pace(PoolRules rules) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < rules.size(); i++) {
            RateWindow window = rules.window(i);
            if (window.counts(Lane.HISTORY)) {
                int kept = rules.reservedOfPool(i) + rules.reservedOfShare(rules.share(i)) * rules.terms().processes();
                least = Math.min(least, Math.max(1, window.permits() - kept) / (window.period().toNanos() / 1e9));
            }
        }
        perSecond = least;
        chunk = Math.max(1, perSecond / PARTS_OF_SECOND);
        limiter = least == Double.MAX_VALUE ? null : RateLimiter.create(least);
    }

    static boolean isPaced(Lane lane) {
        return lane == Lane.MARKET_DATA || lane == Lane.HISTORY;
    }

    /** @return whether a request may go that finds nobody waiting */
    boolean tryPass(Lane lane, int weight, long now) {
        return limiter == null || !isPaced(lane) || pass(weight, now);
    }

    /** Lets the next ones of those who wait pass. */
    void let(WaitQueue queue, long now) {
        if (now < nextAt) {
            return;
        }
        List<Waiter> chosen = choose(queue);
        while (!chosen.isEmpty() && (limiter == null || pass(chosen.stream().mapToInt(w -> w.weight).sum(), now))) {
            chosen.forEach(waiter -> waiter.paced = true);
            chosen = choose(queue);
        }
    }

    private List<Waiter> choose(WaitQueue queue) {
        List<Waiter> chosen = new ArrayList<>();
        int sum = 0;
        for (Lane lane : PACED) {
            for (Waiter waiter : queue.of(lane)) {
                if (sum >= chunk) {
                    return chosen;
                }
                if (!waiter.paced) {
                    chosen.add(waiter);
                    sum += waiter.weight;
                }
            }
        }
        return chosen;
    }

    /** @return when {@link #let} has something to do next, if somebody waits for it */
    long nextAt(WaitQueue queue) {
        for (Lane lane : PACED) {
            for (Waiter waiter : queue.of(lane)) {
                if (!waiter.paced) {
                    return nextAt;
                }
            }
        }
        return ShareLedger.UNKNOWN;
    }

    private boolean pass(int weight, long now) {
        boolean passed = limiter.tryAcquire(weight);
        if (!passed) {
            nextAt = now + Math.max(1_000_000, (long) (chunk / perSecond * 1e9));
        }
        return passed;
    }
}
