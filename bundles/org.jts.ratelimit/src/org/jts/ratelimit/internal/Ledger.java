package org.jts.ratelimit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.stream.Stream;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.ratelimit.internal.ChargeGroup.Filter;

/**
 * What has been charged to every window of a key: weight in flight, and weight settled not longer ago than the window.
 * What the lower lanes may use of a rule is a smaller window of its own that counts them alone, so that the reserve is
 * used up by the upper lanes and by nobody else.
 * <p>
 * Why no window is ever exceeded at the broker: take any span as long as a window, and of the requests that reached the
 * broker within it the one sent last, at {@code s}. Each of the others reached it less than a window before, so its
 * answer was seen less than a window before {@code s}; so at {@code s} it was in flight or younger than the window, and
 * was counted. Only our own monotonic clock is used, and nothing is assumed about the network.
 * <p>
 * No clock and no lock of its own: the caller gives the time and keeps others out.
 */
final class Ledger {

    private static final Lane[] LANES = Lane.values();

    /** First the rules of the broker, then what the lower lanes may use of them. */
    private final ChargeGroup[] groups;
    /** By lane. They go on whatever the rules are. */
    private final LaneLog[] lanes;
    private final int rules;
    private final WindowState[] windows;
    /** By lane, the lanes that share a rule with it, a bit each by ordinal; always with itself. */
    private final int[] neighbours = new int[LANES.length];

    /**
     * @param before whose charges go on, or null. A rule unlike those before knows what each lane has done as far back
     *               as any rule went so far
     */
    Ledger(LimitProfile profile, Ledger before) {
        lanes = before == null ? newLanes() : before.lanes;
        for (RateWindow rule : profile.windows()) {
            keep(rule);
        }
        Map<Filter, ChargeGroup> byFilter = new LinkedHashMap<>();
        List<WindowState> all = new ArrayList<>();
        for (RateWindow rule : profile.windows()) {
            all.add(group(Filter.of(rule, false), before, byFilter).add(rule, 0));
        }
        rules = byFilter.size();
        for (RateWindow rule : profile.windows()) {
            int reserved = WindowState.reserved(rule, profile.reservedShare());
            Filter lower = Filter.of(rule, true);
            if (reserved > 0 && !lower.lanes().isEmpty()) {
                group(lower, before, byFilter).add(rule, reserved);
            }
        }
        groups = byFilter.values().toArray(ChargeGroup[]::new);
        windows = all.toArray(WindowState[]::new);
        for (Lane lane : LANES) {
            neighbours[lane.ordinal()] = neighbours(lane, profile);
        }
    }

    private static LaneLog[] newLanes() {
        return Stream.of(LANES).map(lane -> new LaneLog()).toArray(LaneLog[]::new);
    }

    private void keep(RateWindow rule) {
        long span = WindowState.spanNanos(rule);
        for (Lane lane : LANES) {
            if (rule.counts(lane)) {
                lanes[lane.ordinal()].keepAtLeast(span);
            }
        }
    }

    private ChargeGroup group(Filter filter, Ledger before, Map<Filter, ChargeGroup> byFilter) {
        return byFilter.computeIfAbsent(filter, f -> new ChargeGroup(f, log(f, before),
                f.lanes().stream().mapToLong(lane -> lanes[lane.ordinal()].inFlight(f.measure())).sum()));
    }

    private SettledLog log(Filter filter, Ledger before) {
        for (ChargeGroup group : before == null ? new ChargeGroup[0] : before.groups) {
            if (group.filter().equals(filter)) {
                return group.log();
            }
        }
        return SettledLog.merged(filter.lanes().stream().map(lane -> lanes[lane.ordinal()].log(filter.measure()))
                .toList());
    }

    private static int neighbours(Lane lane, LimitProfile profile) {
        int mask = 1 << lane.ordinal();
        for (Lane other : LANES) {
            if (profile.windows().stream().anyMatch(rule -> rule.counts(lane) && rule.counts(other))) {
                mask |= 1 << other.ordinal();
            }
        }
        return mask;
    }

    /** Charges a request to all its windows. */
    void addInFlight(Lane lane, int weight) {
        lanes[lane.ordinal()].charge(weight);
        for (ChargeGroup group : groups) {
            if (group.counts(lane)) {
                group.charge(weight);
            }
        }
    }

    /** Charges requests that were sent by a process before this one, and are under way for all that is known. */
    void addUnderWay(Lane lane, long count, long weight) {
        lanes[lane.ordinal()].underWay(count, weight);
        for (ChargeGroup group : groups) {
            if (group.counts(lane)) {
                group.charge(count, weight);
            }
        }
    }

    /** Counts requests that a process before this one had answered. */
    void addAnswered(Lane lane, long count, long weight, long time) {
        lanes[lane.ordinal()].answered(count, weight, time);
        for (ChargeGroup group : groups) {
            if (group.counts(lane)) {
                group.log().addTrimmed(time, group.filter().measure() == Measure.COUNT ? count : weight);
            }
        }
    }

    /** @param share of the broker's permits that may be used, above 0 to 1 */
    void setShare(double share) {
        for (ChargeGroup group : groups) {
            for (WindowState window : group.windows()) {
                window.setShare(share);
            }
        }
    }

    /** @return whether a request of {@code weight} could ever be sent */
    boolean fits(Lane lane, int weight) {
        for (WindowState window : windows) {
            if (window.rule().counts(lane) && window.cost(weight) > window.rule().permits()) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param mayUseReserve whether the part kept for upper lanes is open to it
     * @param now           a time not later than the true one: what is a little out of date only makes it stricter
     * @return the first rule that has no room, or null
     */
    RateWindow blocker(Lane lane, int weight, boolean mayUseReserve, long now) {
        int count = mayUseReserve ? rules : groups.length;
        for (int i = 0; i < count; i++) {
            ChargeGroup group = groups[i];
            if (group.counts(lane)) {
                int cost = group.cost(weight);
                for (WindowState window : group.windows()) {
                    if (!window.hasRoom(group.inFlight() + window.settled(now), cost)) {
                        return window.rule();
                    }
                }
            }
        }
        return null;
    }

    /**
     * As {@link #blocker}, for somebody who waits: whom to keep from taking the room that it waits for.
     *
     * @return the lanes that the rules without room count, a bit each by ordinal, or 0 when nothing is in its way
     */
    int heldLanes(Lane lane, int weight, boolean mayUseReserve, long now) {
        int held = 0;
        int count = mayUseReserve ? rules : groups.length;
        for (int i = 0; i < count; i++) {
            ChargeGroup group = groups[i];
            if (group.counts(lane)) {
                int cost = group.cost(weight);
                for (WindowState window : group.windows()) {
                    if (!window.hasRoom(group.inFlight() + window.settled(now), cost)) {
                        held |= group.laneMask();
                    }
                }
            }
        }
        return held;
    }

    /** @return the lanes that share a rule with {@code lane}, and itself, a bit each by ordinal */
    int neighbours(Lane lane) {
        return neighbours[lane.ordinal()];
    }

    /** The answer has been seen at {@code time}: from now on the charge ages. */
    void settle(Lane lane, int weight, long time) {
        settle(lane, 1, weight, time);
    }

    /** As many requests at once. */
    void settle(Lane lane, long count, long weight, long time) {
        lanes[lane.ordinal()].settle(count, weight, time);
        for (ChargeGroup group : groups) {
            if (group.counts(lane)) {
                group.settle(count, weight, time);
            }
        }
    }

    /** Nothing was sent. */
    void refund(Lane lane, int weight) {
        lanes[lane.ordinal()].refund(weight);
        for (ChargeGroup group : groups) {
            if (group.counts(lane)) {
                group.refund(weight);
            }
        }
    }

    /** Counts what someone else was seen to have used of {@code rule}. */
    void addForeign(RateWindow rule, int brokerCount, long now) {
        for (int i = 0; i < rules; i++) {
            ChargeGroup group = groups[i];
            for (WindowState window : group.windows()) {
                if (window.rule().equals(rule)) {
                    long more = brokerCount - group.inFlight() - window.settled(now);
                    if (more > 0) {
                        group.log().add(now, more);
                    }
                    return;
                }
            }
        }
    }

    /**
     * @return when a request could be sent if nobody else came: not before {@code now}, and
     *         {@link WindowState#UNKNOWN} when that hangs on answers that have not come
     */
    long earliest(Lane lane, int weight, boolean mayUseReserve, long now) {
        long earliest = now;
        for (int i = 0; i < (mayUseReserve ? rules : groups.length); i++) {
            ChargeGroup group = groups[i];
            if (group.counts(lane)) {
                for (WindowState window : group.windows()) {
                    long used = group.inFlight() + window.settled(now);
                    long excess = Math.min(used, used + group.cost(weight) - window.allowed());
                    if (excess > 0) {
                        earliest = Math.max(earliest, window.freeAt(excess));
                    }
                }
            }
        }
        return earliest;
    }

    /** As {@link #earliest} for a request of weight 1 without the reserve. Changes nothing. */
    long peekEarliest(Lane lane, long now) {
        long earliest = now;
        for (ChargeGroup group : groups) {
            if (group.counts(lane)) {
                for (WindowState window : group.windows()) {
                    long settled = window.peekSettled(now);
                    long excess = group.inFlight() + settled + 1 - window.allowed();
                    if (excess > 0) {
                        earliest = Math.max(earliest,
                                excess > settled ? WindowState.UNKNOWN : window.freeAtFrom(settled, excess));
                    }
                }
            }
        }
        return earliest;
    }

    /** The lane's own log. */
    LaneLog lane(Lane lane) {
        return lanes[lane.ordinal()];
    }

    /** Each window that a request of {@code lane} has to pass, with what is charged to it. Changes nothing. */
    void forEachWindow(Lane lane, boolean mayUseReserve, long now, ObjLongConsumer<WindowState> use) {
        for (int i = 0; i < (mayUseReserve ? rules : groups.length); i++) {
            if (groups[i].counts(lane)) {
                for (WindowState window : groups[i].windows()) {
                    use.accept(window, groups[i].inFlight() + window.peekSettled(now));
                }
            }
        }
    }

    /** How many answers are kept, over all logs: as long as the windows that count them go back, or once went. */
    long remembered() {
        long sum = 0;
        for (ChargeGroup group : groups) {
            sum += group.log().end() - group.log().first();
        }
        for (LaneLog lane : lanes) {
            sum += lane.remembered();
        }
        return sum;
    }

    /** What is charged to each window now, in the order of the profile's. Changes nothing. */
    List<WindowUsage> usage(long now) {
        List<WindowUsage> all = new ArrayList<>(windows.length);
        for (WindowState window : windows) {
            for (ChargeGroup group : groups) {
                if (Arrays.asList(group.windows()).contains(window)) {
                    all.add(new WindowUsage(window.rule(), (int) (group.inFlight() + window.peekSettled(now)),
                            window.allowed(), byLane(window, group.filter(), now)));
                }
            }
        }
        return all;
    }

    private Map<Lane, Integer> byLane(WindowState window, Filter filter, long now) {
        Map<Lane, Integer> shares = new EnumMap<>(Lane.class);
        for (Lane lane : filter.lanes()) {
            LaneLog log = lanes[lane.ordinal()];
            long share = log.inFlight(filter.measure()) + log.log(filter.measure()).sumSince(now - window.spanNanos());
            if (share > 0) {
                shares.put(lane, (int) share);
            }
        }
        return shares;
    }
}
