package org.jts.ratelimit.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;

/**
 * Judges what reached a broker. Knows nothing of the limiter: it keeps every arrival and looks at every span of every
 * window's length that begins at an arrival.
 */
final class WindowJudge {

    private record Arrival(long at, Lane lane, int weight) {
    }

    private final List<Arrival> arrivals = new ArrayList<>();

    synchronized void arrived(long at, Lane lane, int weight) {
        arrivals.add(new Arrival(at, lane, weight));
    }

    synchronized int count() {
        return arrivals.size();
    }

    /** @return the most that any span as long as the window held */
    synchronized long worst(RateWindow window) {
        List<Arrival> counted = arrivals.stream().filter(a -> window.counts(a.lane()))
                .sorted(Comparator.comparingLong(Arrival::at)).toList();
        long worst = 0;
        long sum = 0;
        int end = 0;
        for (Arrival first : counted) {
            while (end < counted.size() && counted.get(end).at() - first.at() < window.period().toNanos()) {
                sum += cost(window, counted.get(end++));
            }
            worst = Math.max(worst, sum);
            sum -= cost(window, first);
        }
        return worst;
    }

    /** @return the first rule that was broken, in words */
    Optional<String> violation(List<RateWindow> rules) {
        for (RateWindow rule : rules) {
            long worst = worst(rule);
            if (worst > rule.permits()) {
                return Optional.of("expected at most %d in %s, found %d".formatted(rule.permits(), rule.period(),
                        worst));
            }
        }
        return Optional.empty();
    }

    private static int cost(RateWindow window, Arrival arrival) {
        return window.measure() == Measure.COUNT ? 1 : arrival.weight();
    }
}
