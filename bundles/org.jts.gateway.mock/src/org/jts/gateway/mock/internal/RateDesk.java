package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.api.time.TimeSource;

/**
 * The broker's own count of what reaches it, by its own clock, and what it does to those who ask too often. It knows
 * nothing of the limiter on the other side of the line. Thread-safe.
 */
final class RateDesk {

    /** So many requests too many within {@link #STRIKE_SPAN} end in a ban. */
    static final int STRIKES = 3;
    static final Duration STRIKE_SPAN = Duration.ofSeconds(10);

    /** What the broker says to a request. */
    enum Verdict {
        TAKEN, TOO_MANY, BANNED
    }

    private record Arrival(long nanos, int weight) {
    }

    /** A window, and what was taken of late that it counts. */
    private static final class Count {
        private final RateWindow window;
        private final Deque<Arrival> taken = new ArrayDeque<>();
        private long sum;

        Count(RateWindow window) {
            this.window = window;
        }

        private void forget(long now) {
            long oldest = now - window.period().toNanos();
            while (!taken.isEmpty() && taken.peekFirst().nanos() <= oldest) {
                sum -= taken.removeFirst().weight();
            }
        }

        private int cost(Lane lane, int weight) {
            return !window.counts(lane) ? 0 : window.measure() == Measure.COUNT ? 1 : weight;
        }

        private void add(long now, int cost) {
            if (cost > 0) {
                taken.addLast(new Arrival(now, cost));
                sum += cost;
            }
        }
    }

    private final TimeSource time;
    private List<Count> counts = List.of();
    private Duration ban = Duration.ZERO;
    private boolean drift;
    private final Deque<Long> strikes = new ArrayDeque<>();
    private boolean banned;
    private long bannedUntil;
    private long arrivals;
    private long weight;
    private long refusals;

    RateDesk(TimeSource time) {
        this.time = time;
    }

    /** Other rules count from now on; what was taken under those before is forgotten when a window is new. */
    synchronized void rules(RateRules rules) {
        List<Count> next = new ArrayList<>();
        for (RateWindow window : rules.windows()) {
            next.add(counts.stream().filter(c -> c.window.equals(window)).findFirst()
                    .orElseGet(() -> new Count(window)));
        }
        counts = List.copyOf(next);
        ban = rules.ban();
    }

    /** Whether only half of what the rules say is allowed. */
    synchronized void drift(boolean on) {
        drift = on;
    }

    /** A request is here. */
    synchronized Verdict arrive(Lane lane, int newWeight) {
        long now = time.nanoTime();
        arrivals++;
        weight += newWeight;
        if (isBanned(now)) {
            refusals++;
            return Verdict.BANNED;
        }
        for (Count count : counts) {
            count.forget(now);
            int cost = count.cost(lane, newWeight);
            if (cost > 0 && count.sum + cost > allowed(count.window)) {
                refusals++;
                return strike(now);
            }
        }
        counts.forEach(count -> count.add(now, count.cost(lane, newWeight)));
        return Verdict.TAKEN;
    }

    /** @return for how long everything is refused; empty when it is not */
    synchronized Optional<Duration> banLeft() {
        long now = time.nanoTime();
        return isBanned(now) ? Optional.of(Duration.ofNanos(bannedUntil - now)) : Optional.empty();
    }

    /** Every request that ever got here. */
    synchronized long arrivals() {
        return arrivals;
    }

    /** What they weigh together. */
    synchronized long weight() {
        return weight;
    }

    /** Those of them that were too many. */
    synchronized long refusals() {
        return refusals;
    }

    private Verdict strike(long now) {
        strikes.addLast(now);
        while (strikes.peekFirst() <= now - STRIKE_SPAN.toNanos()) {
            strikes.removeFirst();
        }
        if (ban.isZero() || strikes.size() < STRIKES) {
            return Verdict.TOO_MANY;
        }
        strikes.clear();
        banned = true;
        bannedUntil = now + ban.toNanos();
        return Verdict.BANNED;
    }

    private boolean isBanned(long now) {
        banned = banned && now < bannedUntil;
        return banned;
    }

    private int allowed(RateWindow window) {
        return drift ? Math.max(1, window.permits() / 2) : window.permits();
    }
}
