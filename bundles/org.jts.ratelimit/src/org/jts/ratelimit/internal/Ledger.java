package org.jts.ratelimit.internal;

import java.util.ArrayList;
import java.util.Arrays;
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
        private final WindowState[] windows;
        private long inFlight;

        Group(SettledLog log, List<WindowState> windows) {
            this.log = log;
            this.windows = windows.toArray(WindowState[]::new);
        }

        /** All its windows count the same. */
        boolean counts(Lane lane) {
            return windows[0].counts(lane);
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
        Map<Filter, SettledLog> logs = new LinkedHashMap<>();
        Map<Filter, List<WindowState>> byFilter = new LinkedHashMap<>();
        List<WindowState> all = new ArrayList<>();
        for (RateWindow rule : profile.windows()) {
            Filter filter = new Filter(rule.lanes(), rule.measure());
            SettledLog log = logs.computeIfAbsent(filter, f -> log(f, before));
            WindowState window = new WindowState(rule, profile.reservedShare(), log);
            byFilter.computeIfAbsent(filter, f -> new ArrayList<>()).add(window);
            all.add(window);
        }
        groups = logs.entrySet().stream().map(e -> new Group(e.getValue(), byFilter.get(e.getKey()))).toArray(Group[]::new);
        windows = all.toArray(WindowState[]::new);
        inFlight.forEach((lane, weight) -> addInFlight(Lane.values()[lane], weight));
    }

    private static SettledLog log(Filter filter, Ledger before) {
        SettledLog log = before == null ? null : before.log(filter);
        return log == null ? new SettledLog() : log;
    }

    private SettledLog log(Filter filter) {
        for (Group group : groups) {
            RateWindow rule = group.windows[0].rule();
            if (new Filter(rule.lanes(), rule.measure()).equals(filter)) {
                return group.log;
            }
        }
        return null;
    }

    /** Charges a request to all its windows. */
    void addInFlight(Lane lane, int weight) {
        for (Group group : groups) {
            if (group.counts(lane)) {
                group.inFlight += group.cost(weight);
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
     * @param now a time not later than the true one: what is a little out of date only makes it stricter
     * @return the first window that has no room, or null
     */
    WindowState blocker(Lane lane, int weight, boolean mayUseReserve, long now) {
        for (Group group : groups) {
            if (group.counts(lane)) {
                long inFlight = group.inFlight;
                int cost = group.cost(weight);
                for (WindowState window : group.windows) {
                    long used = inFlight + window.settled(now);
                    // A heavy request that fits the broker's window but not a shrunk one goes when the window is empty.
                    if (used + cost > window.limit(mayUseReserve) && (used > 0 || cost > window.rule().permits())) {
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
                if (Arrays.asList(group.windows).contains(window)) {
                    all.add(new WindowUsage(window.rule(), (int) (group.inFlight + window.peekSettled(now)),
                            window.allowed()));
                }
            }
        }
        return all;
    }
}
