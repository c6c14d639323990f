package org.jts.ratelimit.redis.internal;

import java.time.Duration;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;

/** How long a bulk job takes out of what this process may use at present, if nobody else comes. */
final class Forecast {

    private Forecast() {
    }

    /**
     * Each window lets through what is free now, and then its whole budget a period, evenly: the slowest decides, or
     * the pace of a lower lane.
     *
     * @param pacedNanos until the pace lets the last one pass
     */
    static Duration of(PoolRules rules, LimitUsage usage, Lane lane, int requests, long pacedNanos) {
        long longest = pacedNanos;
        for (int i = 0; i < rules.size(); i++) {
            WindowUsage window = usage.windows().get(i);
            if (!window.window().counts(lane)) {
                continue;
            }
            int kept = PoolRules.isUpper(lane) ? 0
                    : rules.reservedOfShare(i, rules.share(i)) + rules.reservedOfPool(i);
            long budget = Math.max(1, window.allowed() - kept);
            long rest = Math.max(0, requests - Math.max(0, budget - window.used()));
            long period = window.window().period().toNanos();
            long part = Math.round((double) (rest % budget) / budget * period);
            longest = Math.max(longest, rest / budget * period + part);
        }
        return usage.banned().orElse(Duration.ZERO).plusNanos(longest);
    }
}
