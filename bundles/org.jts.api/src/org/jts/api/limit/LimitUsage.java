package org.jts.api.limit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of a limit is used at one moment.
 *
 * @param windows    every window with what is charged in it
 * @param waiting    how many requests wait, per lane; lanes without are left out
 * @param inFlight   requests granted and not ended
 * @param nextPermit until a request of weight 1 of the lowest lane could be sent if nobody else came; zero for now
 * @param banned     how long the broker still refuses everything, when it does
 * @param refusals   requests the broker refused although we kept its rules as we know them
 * @param sharing    who else spends from the budget, and how well that is known
 * @since 1.0
 */
public record LimitUsage(List<WindowUsage> windows, Map<Lane, Integer> waiting, int inFlight, Duration nextPermit,
        Optional<Duration> banned, long refusals, Sharing sharing) {

    /** With whom a budget is shared. */
    public enum Sharing {
        /** With nobody outside this process. */
        LOCAL,
        /** With other processes, and their count is known. */
        SHARED,
        /** With other processes that cannot be asked now: only this process' own share is spent. */
        FENCED,
        /** Not spent by this process at all: a server keeps it, and says what is used. @since 1.2 */
        REMOTE
    }

    /**
     * @param window  the rule
     * @param used    in flight or younger than the period, 0 or more
     * @param allowed what is enforced at present: the window's permits, or less after refusals
     * @param byLane  what each lane has of {@code used}; lanes without are left out. What is missing was spent by
     *                somebody else: another process, or whoever the broker counted besides us
     */
    public record WindowUsage(RateWindow window, int used, int allowed, Map<Lane, Integer> byLane) {
        public WindowUsage {
            Objects.requireNonNull(window, "window");
            byLane = Map.copyOf(byLane);
        }

        /** A window of which it is not known who has used it. */
        public WindowUsage(RateWindow window, int used, int allowed) {
            this(window, used, allowed, Map.of());
        }

        /** @return used share of what the broker allows, 0 to 1 */
        public double ratio() {
            return (double) used / window.permits();
        }
    }

    public LimitUsage {
        windows = List.copyOf(windows);
        waiting = Map.copyOf(waiting);
        Objects.requireNonNull(nextPermit, "next permit");
        Objects.requireNonNull(banned, "banned");
        Objects.requireNonNull(sharing, "sharing");
    }
}
