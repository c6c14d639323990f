package org.jts.ratelimit.redis.internal;

import java.util.ArrayList;
import java.util.List;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.concurrent.LaneQueue;
import org.jts.thirdparty.guava.TokenBucket;

/**
 * Spreads market data and history with Guava's token buckets, a quarter of a second's worth at a time so that the pool
 * is asked for several at once. Windows longer than a minute decide by themselves. It may let too many pass; windows
 * have the last word. Not thread-safe.
 */
final class Pace {

    private static final double PARTS_OF_SECOND = 4;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final Lane[] PACED = {Lane.MARKET_DATA, Lane.HISTORY};

    /** So many go at once where a second's worth is less, but not much of a window. */
    private static final double LEAST_BURST = 5;
    private static final double BURST_SHARE = 1.0 / 3;

    /** Of weight, and of requests; null when no window counts them. */
    private final TokenBucket weights;
    private final TokenBucket requests;
    private final double chunk;
    private final long chunkNanos;
    private long nextAt = Long.MIN_VALUE;

    Pace(PoolRules rules, long now) {
        weights = bucket(rules, Measure.WEIGHT, now);
        requests = bucket(rules, Measure.COUNT, now);
        double rate = Math.min(rate(weights), rate(requests));
        chunk = Math.max(1, rate / PARTS_OF_SECOND);
        chunkNanos = Math.max(1_000_000, (long) (chunk / rate * 1e9));
    }

    private static TokenBucket bucket(PoolRules rules, Measure measure, long now) {
        double rate = Double.MAX_VALUE;
        double small = Double.MAX_VALUE;
        for (int i : paced(rules, measure)) {
            int kept = rules.reservedOfPool(i)
                    + rules.reservedOfShare(i, rules.share(i)) * rules.terms().processes();
            double permits = Math.max(1, rules.window(i).permits() - kept);
            rate = Math.min(rate, permits / (rules.window(i).period().toNanos() / 1e9));
            small = Math.min(small, permits * BURST_SHARE);
        }
        if (rate == Double.MAX_VALUE) {
            return null;
        }
        double burst = Math.max(rate, Math.min(LEAST_BURST, small));
        // Not a second's worth at the start: it would fill the windows of a second, and orders would wait.
        return new TokenBucket(rate, burst, burst - rate, now);
    }

    /** The windows of up to a minute that count history, or the shortest when none is so short. */
    private static List<Integer> paced(PoolRules rules, Measure measure) {
        List<Integer> all = new ArrayList<>();
        int shortest = -1;
        for (int i = 0; i < rules.size(); i++) {
            RateWindow window = rules.window(i);
            if (window.counts(Lane.HISTORY) && window.measure() == measure) {
                shortest = shortest < 0 || rules.spanNanos(i) < rules.spanNanos(shortest) ? i : shortest;
                if (window.period().toNanos() <= LONGEST_NANOS) {
                    all.add(i);
                }
            }
        }
        return all.isEmpty() && shortest >= 0 ? List.of(shortest) : all;
    }

    private static double rate(TokenBucket bucket) {
        return bucket == null ? Double.MAX_VALUE : bucket.perSecond();
    }

    /** @return nanoseconds until the last of so many requests of weight 1 passes, if nobody else comes */
    long nanosUntilLast(int count, long now) {
        long byWeight = weights == null ? 0 : weights.nanosUntilLast(count, now);
        return Math.max(byWeight, requests == null ? 0 : requests.nanosUntilLast(count, now));
    }

    static boolean isPaced(Lane lane) {
        return lane == Lane.MARKET_DATA || lane == Lane.HISTORY;
    }

    /** @return whether a request may go that finds nobody waiting */
    boolean tryPass(Lane lane, int weight, long now) {
        return !isPaced(lane) || pass(weight, 1, now);
    }

    /** Lets the next ones of those who wait pass. */
    void let(LaneQueue<Waiter> queue, long now) {
        if (now < nextAt) {
            return;
        }
        List<Waiter> chosen = choose(queue);
        while (!chosen.isEmpty() && pass(chosen.stream().mapToInt(w -> w.weight).sum(), chosen.size(), now)) {
            chosen.forEach(waiter -> waiter.paced = true);
            chosen = choose(queue);
        }
    }

    private List<Waiter> choose(LaneQueue<Waiter> queue) {
        List<Waiter> chosen = new ArrayList<>();
        int sum = 0;
        for (Lane lane : PACED) {
            for (Waiter waiter : queue.of(lane.ordinal())) {
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
    long nextAt(LaneQueue<Waiter> queue) {
        for (Lane lane : PACED) {
            for (Waiter waiter : queue.of(lane.ordinal())) {
                if (!waiter.paced) {
                    return nextAt;
                }
            }
        }
        return ShareLedger.UNKNOWN;
    }

    private boolean pass(int weight, int count, long now) {
        boolean passed = (weights == null || weights.earliest(now) <= now)
                && (requests == null || requests.earliest(now) <= now);
        if (!passed) {
            nextAt = now + chunkNanos;
            return false;
        }
        if (weights != null) {
            weights.take(weight, now);
        }
        if (requests != null) {
            requests.take(count, now);
        }
        return true;
    }
}
