package org.jts.ratelimit.internal;

import java.util.ArrayList;
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
        private final SettledLog log;
        private final List<WindowState> windows = new ArrayList<>();
        private long inFlight;

        Group(SettledLog log) {
            this.log = log;
        }
    }

    private record Filter(Set<Lane> lanes, Measure measure) {
    }

    private final Group[] groups;
    private final WindowState[] windows;

    /**
     * @param before   whose charges go on, or null; a rule that counts what no rule counted before knows nothing of earlier
     *                 answers
     * @param inFlight requests granted and not ended
     */
    Ledger(LimitProfile profile, Ledger before, InFlight inFlight) {
        Map<Filter, Group> byFilter = new LinkedHashMap<>();
        List<WindowState> all = new ArrayList<>();
        for (RateWindow rule : profile.windows()) {
            Group group = byFilter.computeIfAbsent(new Filter(rule.lanes(), rule.measure()), f -> group(f, before));
            WindowState window = new WindowState(rule, profile.reservedShare(), group.log);
            group.windows.add(window);
            all.add(window);
        }
        groups = byFilter.values().toArray(Group[]::new);
        windows = all.toArray(WindowState[]::new);
        inFlight.forEach((lane, weight) -> addInFlight(Lane.values()[lane], weight));
    }

    private static Group group(Filter filter, Ledger before) {
        SettledLog log = before == null ? null : before.log(filter);
        return new Group(log == null ? new SettledLog() : log);
    }

    private SettledLog log(Filter filter) {
        for (Group group : groups) {
            RateWindow rule = group.windows.getFirst().rule();
            if (new Filter(rule.lanes(), rule.measure()).equals(filter)) {
                return group.log;
            }
        }
        return null;
    }

    void addInFlight(Lane lane, int weight) {
        for (Group group : groups) {
            WindowState any = group.windows.getFirst();
            if (any.counts(lane)) {
                group.inFlight += any.cost(weight);
            }
        }
    }

    WindowState[] windows() {
        return windows;
    }

    /** @return whether a request of {@code weight} could ever be sent */
    boolean fits(Lane lane, int weight) {
        for (WindowState window : windows) {
            if (window.counts(lane) && window.cost(weight) > window.rule().permits()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Charges a request to all its windows, or to none.
     *
     * @param mayUseReserve whether the part kept for upper lanes is open to it
     * @return whether it may be sent now
     */
    boolean charge(Lane lane, int weight, boolean mayUseReserve, long now) {
        if (blocker(lane, weight, mayUseReserve, now) != null) {
            return false;
        }
        addInFlight(lane, weight);
        return true;
    }

    /** @return the first window that has no room, or null */
    WindowState blocker(Lane lane, int weight, boolean mayUseReserve, long now) {
        for (Group group : groups) {
            for (WindowState window : group.windows) {
                if (window.counts(lane)) {
                    long used = group.inFlight + window.settled(now);
                    // A heavy request that fits the broker's window but not a shrunk one goes when the window is empty.
                    if (used > 0 && used + window.cost(weight) > window.limit(mayUseReserve)) {
                        return window;
                    }
                }
            }
        }
        return null;
    }

    /** The answer has been seen at {@code time}: from now on the charge ages. */
    void settle(Lane lane, int weight, long time) {
        for (Group group : groups) {
            WindowState any = group.windows.getFirst();
            if (any.counts(lane)) {
                group.inFlight -= any.cost(weight);
                group.log.add(time, any.cost(weight));
                trim(group, time);
            }
        }
    }

    /** Nothing was sent. */
    void refund(Lane lane, int weight) {
        for (Group group : groups) {
            WindowState any = group.windows.getFirst();
            if (any.counts(lane)) {
                group.inFlight -= any.cost(weight);
            }
        }
    }

    /** Counts what someone else was seen to have used of {@code rule}. */
    void addForeign(RateWindow rule, int brokerCount, long now) {
        for (Group group : groups) {
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
        for (Group group : groups) {
            for (WindowState window : group.windows) {
                if (window.counts(lane)) {
                    long used = group.inFlight + window.settled(now);
                    long excess = Math.min(used, used + window.cost(weight) - window.limit(mayUseReserve));
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
            for (WindowState window : group.windows) {
                if (window.counts(lane)) {
                    long settled = window.peekSettled(now);
                    long excess = group.inFlight + settled + 1 - window.limit(false);
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
                if (group.windows.contains(window)) {
                    all.add(new WindowUsage(window.rule(), (int) (group.inFlight + window.peekSettled(now)),
                            window.allowed()));
                }
            }
        }
        return all;
    }

    private static void trim(Group group, long now) {
        long oldest = Long.MAX_VALUE;
        for (WindowState window : group.windows) {
            window.settled(now);
            oldest = Math.min(oldest, window.tail());
        }
        group.log.dropBefore(oldest);
    }
}
