package org.jts.ratelimit.internal;

import java.time.Duration;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;

/** How long a bulk job takes under the windows, if nobody else comes. */
final class Forecast {

    private Forecast() {
    }

    /**
     * Each window lets through what is free now, and then its whole budget a period, evenly at best: the slowest window
     * decides.
     */
    static Duration of(LimitProfile profile, LimitUsage usage, Lane lane, int requests) {
        long longest = 0;
        for (WindowUsage window : usage.windows()) {
            if (!window.window().counts(lane)) {
                continue;
            }
            int reserved = LimiterCore.isUpper(lane) ? 0
                    : WindowState.reserved(window.window(), profile.reservedShare());
            long budget = Math.max(1, window.allowed() - reserved);
            long free = Math.max(0, budget - window.used());
            long rest = Math.max(0, requests - free);
            long periods = rest / budget;
            long part = rest % budget;
            long period = window.window().period().toNanos();
            longest = Math.max(longest, periods * period + Math.round((double) part / budget * period));
        }
        return usage.banned().orElse(Duration.ZERO).plusNanos(longest);
    }
}
