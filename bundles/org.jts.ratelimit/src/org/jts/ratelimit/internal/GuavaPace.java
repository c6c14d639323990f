package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.thirdparty.guava.TokenBucket;

/**
 * Guava's token buckets: one for the windows that count weight, one for those that count requests. They may let too
 * many through at once; the exact windows behind them have the last word. Not thread-safe.
 */
final class GuavaPace implements Pace {

    /** A longer window decides by itself: to spread a day evenly would slow down every job that it has room for. */
    private static final Duration LONGEST_PACED = Duration.ofMinutes(1);
    /**
     * With a tenth reserved, 95.5 % are used, and an order in a hundred waits longer than some 65 ms for 20 a second.
     */
    private static final double IDLE_SHARE_OF_RESERVE = 0.45;
    /** So many go at once where a second's worth is less, but not much of a window. */
    private static final double LEAST_BURST = 5;
    private static final double BURST_SHARE = 1.0 / 3;

    /** A bucket, and what went without asking it. That is made up for within about a second, or as long as a burst. */
    private static final class Meter {
        private final TokenBucket bucket;
        private final int mostOwed;
        private int owed;

        Meter(double perSecond, double burst, long now) {
            // Not a second's worth at the start: it would fill the windows of a second, and orders would wait.
            bucket = new TokenBucket(perSecond, burst, burst - perSecond, now);
            mostOwed = (int) Math.ceil(Math.min(burst, 1_000_000));
        }

        void passed(int cost) {
            owed = (int) Math.min(mostOwed, (long) owed + cost);
        }

        void take(int cost, long now) {
            bucket.take(cost + owed, now);
            owed = 0;
        }
    }

    /** Null when no window measures so. */
    private final Meter weights;
    private final Meter counts;

    private GuavaPace(Meter weights, Meter counts) {
        this.weights = weights;
        this.counts = counts;
    }

    /** The pace of the slowest windows that count history, one by weight and one by count. */
    static Pace of(LimitProfile profile, long now) {
        List<RateWindow> all = profile.windows().stream().filter(w -> w.counts(Lane.HISTORY)).toList();
        Meter weights = meter(all, Measure.WEIGHT, profile.reservedShare(), now);
        Meter counts = meter(all, Measure.COUNT, profile.reservedShare(), now);
        return weights == null && counts == null ? NONE : new GuavaPace(weights, counts);
    }

    private static Meter meter(List<RateWindow> all, Measure measure, double share, long now) {
        List<RateWindow> same = all.stream().filter(w -> w.measure() == measure).toList();
        Optional<RateWindow> shortest = same.stream().min(Comparator.comparing(RateWindow::period));
        List<RateWindow> paced = same.stream().filter(w -> w.period().compareTo(LONGEST_PACED) <= 0
                || w.equals(shortest.get())).toList();
        if (paced.isEmpty()) {
            return null;
        }
        double perSecond = paced.stream().mapToDouble(w -> sustained(w, share)).min().getAsDouble();
        double small = paced.stream().mapToDouble(w -> (w.permits() - WindowState.reserved(w, share)) * BURST_SHARE)
                .min().getAsDouble();
        return new Meter(perSecond, Math.max(perSecond, Math.min(LEAST_BURST, small)), now);
    }

    /**
     * What a window lets all lanes do in the long run, a second. The pace counts the upper lanes too, so that their
     * requests are not on top of it: that leaves less of the reserve idle, and more room for a burst of orders.
     */
    static double sustained(RateWindow window, double reservedShare) {
        double idle = IDLE_SHARE_OF_RESERVE * WindowState.reserved(window, reservedShare);
        return (window.permits() - idle) / (window.period().toNanos() / 1e9);
    }

    @Override
    public long earliest(long now) {
        long earliest = weights == null ? now : weights.bucket.earliest(now);
        return counts == null ? earliest : Math.max(earliest, counts.bucket.earliest(now));
    }

    @Override
    public void take(int weight, long now) {
        if (weights != null) {
            weights.take(weight, now);
        }
        if (counts != null) {
            counts.take(1, now);
        }
    }

    @Override
    public void passed(int weight) {
        if (weights != null) {
            weights.passed(weight);
        }
        if (counts != null) {
            counts.passed(1);
        }
    }

    @Override
    public long nanosUntilLast(int requests, long now) {
        return Stream.of(Optional.ofNullable(weights), Optional.ofNullable(counts)).flatMap(Optional::stream)
                .mapToLong(meter -> meter.bucket.nanosUntilLast(requests, now)).max().orElse(0);
    }
}
