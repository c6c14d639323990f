package org.jts.api.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of a limit is used at one moment.
 *
 * @param windows     every window with what is charged in it
 * @param waiting     how many requests wait, per lane; lanes without are left out
 * @param nextPermit  until a request of the lowest lane could be sent; zero for now
 * @param bannedUntil end of a ban by the broker, when there is one
 * @since 1.0
 */
public record LimitUsage(List<WindowUsage> windows, Map<Lane, Integer> waiting, Duration nextPermit,
        Optional<Instant> bannedUntil) {

    /**
     * @param window the rule
     * @param used   weight in flight or younger than the period, 0 or more
     */
    public record WindowUsage(RateWindow window, int used) {
        public WindowUsage {
            Objects.requireNonNull(window, "window");
        }

        /** @return used share of the window, 0 to 1 */
        public double ratio() {
            return (double) used / window.permits();
        }
    }

    public LimitUsage {
        windows = List.copyOf(windows);
        waiting = Map.copyOf(waiting);
        Objects.requireNonNull(nextPermit, "next permit");
        Objects.requireNonNull(bannedUntil, "banned until");
    }
}
