package org.jts.ratelimit.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;

/**
 * What has been charged to every window of a key: weight in flight, and weight settled not longer ago than the window.
 * What the lower lanes may use of a rule is a smaller window of its own that counts them alone, so that the reserve is used
 * up by the upper lanes and by nobody else.
 * <p>
 * Why no window is ever exceeded at the broker: take any span as long as a window, and of the requests that reached the
 * broker within it the one sent last, at {@code s}. Each of the others reached it less than a window before, so its answer
 * was seen less than a window before {@code s}; so at {@code s} it was in flight or younger than the window, and was
 * counted. Only our own monotonic clock is used, and nothing is assumed about the network.
 * <p>
 * No clock and no lock of its own: the caller gives the time and keeps others out.
 */
final class Ledger {

    /** Windows that count the same requests the same way share a log. */
    private static final class Group {
        private final Filter filter;
        private final SettledLog log;
        private final WindowState[] windows;
        private final int laneMask;
        private long inFlight;

        Group(Filter filter, SettledLog log, List<WindowState> windows) {
            this.filter = filter;
            this.log = log;
            this.windows = windows.toArray(WindowState[]::new);
            this.laneMask = filter.lanes().stream().mapToInt(lane -> 1 << lane.ordinal()).sum();
        }

        boolean counts(Lane lane) {
            return (laneMask & 1 << lane.ordinal()) != 0;
        }

        int cost(int weight) {
            return windows[0].cost(weight);
        }

        void settle(int weight, long time) {
            int cost = cost(weight);
            inFlight -= cost;
            if (log.isFull()) {
                trim(time);
            }
            log.add(time, cost);
        }

        private void trim(long now) {
            long oldest = Long.MAX_VALUE;
            for (WindowState window : windows) {
                window.settled(now);
                oldest = Math.min(oldest, window.tail());
            }
            log.dropBefore(oldest);
        }
    }

    /** @param reserve whether it stands for the part of a rule that is not kept for the upper lanes */
    private record Filter(Set<Lane> lanes, Measure measure, boolean reserve) {
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

    /** First the rules of the broker, then what the lower lanes may use of them. */
    private final Group[] groups;
    private final int rules;
    private final WindowState[] windows;

    /**
     * @param before   whose charges go on, or null; a rule that counts what no rule counted before knows nothing of earlier
     *                 answers
     * @param inFlight requests granted and not ended
     */
    Ledger(LimitProfile profile, Ledger before, InFlight inFlight) {
        Map<Filter, SettledLog> logs = new LinkedHashMap<>();
        Map<Filter, List<WindowState>> states = new LinkedHashMap<>();
        List<WindowState> all = new ArrayList<>();
        for (RateWindow rule : profile.windows()) {
            all.add(add(Filter.of(rule, false), rule, 0, before, logs, states));
        }
        rules = states.size();
        for (RateWindow rule : profile.windows()) {
            int reserved = WindowState.reserved(rule, profile.reservedShare());
            Filter lower = Filter.of(rule, true);
            if (reserved > 0 && !lower.lanes().isEmpty()) {
                add(lower, rule, reserved, before, logs, states);
            }
        }
        groups = states.entrySet().stream().map(e -> new Group(e.getKey(), logs.get(e.getKey()), e.getValue()))
                .toArray(Group[]::new);
        windows = all.toArray(WindowState[]::new);
        inFlight.forEach((lane, weight) -> addInFlight(Lane.values()[lane], weight));
    }

    private static WindowState add(Filter filter, RateWindow rule, int reserved, Ledger before,
            Map<Filter, SettledLog> logs, Map<Filter, List<WindowState>> states) {
        SettledLog log = logs.computeIfAbsent(filter, f -> before == null ? new SettledLog() : before.log(f));
        WindowState window = new WindowState(rule, reserved, log);
        states.computeIfAbsent(filter, f -> new ArrayList<>()).add(window);
        return window;
    }

    private SettledLog log(Filter filter) {
        for (Group group : groups) {
            if (group.filter.equals(filter)) {
                return group.log;
            }
        }
        return new SettledLog();
    }

    /** Charges a request to all its windows. */
    void addInFlight(Lane lane, int weight) {
        for (Group group : groups) {
            if (group.counts(lane)) {
                group.inFlight += group.cost(weight);
            }
        }
    }

    /** @param share of the broker's permits that may be used, above 0 to 1 */
    void setShare(double share) {
        for (Group group : groups) {
            for (WindowState window : group.windows) {
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
            Group group = groups[i];
            if (group.counts(lane)) {
                int cost = group.cost(weight);
                for (WindowState window : group.windows) {
                    if (!window.hasRoom(group.inFlight + window.settled(now), cost)) {
                        return window.rule();
                    }
                }
            }
        }
        return null;
    }

    /** The answer has been seen at {@code time}: from now on the charge ages. */
    void settle(Lane lane, int weight, long time) {
        for (Group group : groups) {
            if (group.counts(lane)) {
                group.settle(weight, time);
            }
        }
    }

    /** Nothing was sent. */
    void refund(Lane lane, int weight) {
        for (Group group : groups) {
            if (group.counts(lane)) {
                group.inFlight -= group.cost(weight);
            }
        }
    }

    /** Counts what someone else was seen to have used of {@code rule}. */
    void addForeign(RateWindow rule, int brokerCount, long now) {
        for (int i = 0; i < rules; i++) {
            Group group = groups[i];
            for (WindowState window : group.windows) {
                if (window.rule().equals(rule)) {
                    long more = brokerCount - group.inFlight - window.settled(now);
                    if (more > 0) {
                        group.log.add(now, more);
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
            Group group = groups[i];
            if (group.counts(lane)) {
                for (WindowState window : group.windows) {
                    long used = group.inFlight + window.settled(now);
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
        for (Group group : groups) {
            if (group.counts(lane)) {
                for (WindowState window : group.windows) {
                    long settled = window.peekSettled(now);
                    long excess = group.inFlight + settled + 1 - window.allowed();
                    if (excess > 0) {
                        earliest = Math.max(earliest,
                                excess > settled ? WindowState.UNKNOWN : window.freeAtFrom(settled, excess));
                    }
                }
            }
        }
        return earliest;
    }

    /** What is charged to each window now, in the order of the profile's. Changes nothing. */
    List<WindowUsage> usage(long now) {
        List<WindowUsage> all = new ArrayList<>(windows.length);
        for (WindowState window : windows) {
            for (Group group : groups) {
                if (Arrays.asList(group.windows).contains(window)) {
                    all.add(new WindowUsage(window.rule(), (int) (group.inFlight + window.peekSettled(now)),
                            window.allowed()));
                }
            }
        }
        return all;
    }
}
