package org.jts.ratelimit.internal;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;

/** What windows share that count the same requests the same way: weight in flight, and the log of what was answered. */
final class ChargeGroup {

    /**
     * What is counted.
     *
     * @param reserve whether it stands for the part of a rule that is not kept for the upper lanes
     */
    record Filter(Set<Lane> lanes, Measure measure, boolean reserve) {
        static Filter of(RateWindow rule, boolean reserve) {
            Set<Lane> lanes = EnumSet.noneOf(Lane.class);
            for (Lane lane : Lane.values()) {
                if (rule.counts(lane) && !(reserve && LimiterCore.isUpper(lane))) {
                    lanes.add(lane);
                }
            }
            return new Filter(lanes, rule.measure(), reserve);
        }
    }

    private final Filter filter;
    private final SettledLog log;
    private final int laneMask;
    private final boolean counting;
    private WindowState[] windows = new WindowState[0];
    private long inFlight;

    /**
     * @param log      of what was answered before; it goes on in it
     * @param inFlight what is charged now
     */
    ChargeGroup(Filter filter, SettledLog log, long inFlight) {
        this.filter = filter;
        this.log = log;
        this.inFlight = inFlight;
        this.laneMask = filter.lanes().stream().mapToInt(lane -> 1 << lane.ordinal()).sum();
        this.counting = filter.measure() == Measure.COUNT;
    }

    WindowState add(RateWindow rule, int reserved) {
        windows = Arrays.copyOf(windows, windows.length + 1);
        WindowState window = new WindowState(rule, reserved, log);
        windows[windows.length - 1] = window;
        log.keepAtLeast(window.spanNanos());
        return window;
    }

    Filter filter() {
        return filter;
    }

    SettledLog log() {
        return log;
    }

    WindowState[] windows() {
        return windows;
    }

    long inFlight() {
        return inFlight;
    }

    boolean counts(Lane lane) {
        return (laneMask & 1 << lane.ordinal()) != 0;
    }

    /** @return the lanes it counts, a bit each by ordinal */
    int laneMask() {
        return laneMask;
    }

    int cost(int weight) {
        return counting ? 1 : weight;
    }

    void charge(int weight) {
        inFlight += cost(weight);
    }

    void charge(long count, long weight) {
        inFlight += counting ? count : weight;
    }

    void refund(int weight) {
        inFlight -= cost(weight);
    }

    /** What is older than every window of the log, here and before, is forgotten when there is no room for more. */
    void settle(long count, long weight, long time) {
        long cost = counting ? count : weight;
        inFlight -= cost;
        if (log.isFull()) {
            trim(time);
        }
        log.add(time, cost);
    }

    private void trim(long now) {
        for (WindowState window : windows) {
            window.settled(now);
        }
        log.trim(now);
    }
}
