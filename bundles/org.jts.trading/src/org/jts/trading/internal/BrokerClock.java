package org.jts.trading.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a broker's clock was from ours when orders were placed: from time to time a clock is set. Its list tells, of
 * orders of ours, and so does our own clock when it goes back. One thread.
 */
final class BrokerClock {

    private static final int REMEMBERED = 1_000;
    /** What one order tells holds for those that were placed so shortly before or after it. */
    private static final Duration NEAR = Duration.ofMinutes(30);

    /** What goes back by more was set. */
    private static final Duration SET = Duration.ofSeconds(30);

    private final TreeMap<Instant, Duration> ahead = new TreeMap<>();
    /** The last order that alone said that the clocks are far apart. */
    private Optional<Map.Entry<Instant, Duration>> odd = Optional.empty();
    /** What our clock showed when the one that nobody sets was at 0; null before the first look. */
    private Instant origin;

    /** Notices when our clock was set back. That it was set ahead cannot be told from a machine that slept. */
    void look(Instant now, long nanoTime) {
        Instant zero = now.minusNanos(nanoTime);
        Duration back = origin == null ? Duration.ZERO : Duration.between(zero, origin);
        origin = zero;
        if (back.compareTo(SET) > 0) {
            learn(now, at(now.plus(back)));
        }
    }

    /**
     * The broker lists an order that is as it was placed. That the clocks are far apart two orders have to say: one may
     * be dated oddly, or not be the one that somebody took it for.
     *
     * @param ours   when it was placed, by our clock
     * @param theirs by the broker's
     */
    void listed(Instant ours, Instant theirs) {
        Duration difference = Duration.between(ours, theirs);
        boolean isSaid = odd.stream().anyMatch(o -> !o.getKey().equals(ours)
                && o.getValue().minus(difference).abs().compareTo(SET) <= 0);
        if (isSaid || difference.abs().compareTo(SET) <= 0) {
            learn(ours, theirs);
        } else {
            odd = Optional.of(Map.entry(ours, difference));
        }
    }

    private void learn(Instant ours, Instant theirs) {
        ahead.put(ours, Duration.between(ours, theirs));
        if (ahead.size() > REMEMBERED) {
            ahead.pollFirstEntry();
        }
    }

    /** Whether an order of that moment has told already. */
    boolean knows(Instant ours) {
        return ahead.containsKey(ours);
    }

    /** What the broker's clock showed when ours showed that, as far as is known; else the same. */
    Instant at(Instant ours) {
        return nearest(ours).filter(e -> Duration.between(e.getKey(), ours).abs().compareTo(NEAR) <= 0)
                .map(e -> ours.plus(e.getValue())).orElse(ours);
    }

    private Optional<Map.Entry<Instant, Duration>> nearest(Instant ours) {
        Map.Entry<Instant, Duration> before = ahead.floorEntry(ours);
        Map.Entry<Instant, Duration> after = ahead.ceilingEntry(ours);
        if (before == null || after == null) {
            return Optional.ofNullable(before == null ? after : before);
        }
        Duration since = Duration.between(before.getKey(), ours);
        return Optional.of(since.compareTo(Duration.between(ours, after.getKey())) <= 0 ? before : after);
    }
}
