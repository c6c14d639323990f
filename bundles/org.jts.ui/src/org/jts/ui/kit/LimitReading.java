package org.jts.ui.kit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;

/**
 * One window of a limiter at one moment. What is used is compared with what is enforced at present, which after
 * refusals is less than the broker's limit: that is when requests begin to wait.
 *
 * @param key     what the broker meters
 * @param profile the rules of the key
 * @param usage   the whole limiter at that moment
 * @param window  one of its windows
 * @since 1.0
 */
public record LimitReading(String key, LimitProfile profile, LimitUsage usage, WindowUsage window) {

    public LimitReading {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(window, "window");
    }

    /** How long the broker still refuses everything; empty when it does not. */
    public Optional<Duration> banned() {
        return usage.banned();
    }

    /** @return used share of what is enforced, 0 to 1; 1 under a ban, and when more is used than is enforced */
    public double share() {
        return banned().isPresent() ? 1 : Math.min(1, (double) window.used() / Math.max(1, window.allowed()));
    }

    /** {@link LimitLevel#LIMITED} under a ban, else by the thresholds. */
    public LimitLevel level(LimitThresholds thresholds) {
        return banned().isPresent() ? LimitLevel.LIMITED : thresholds.level(window);
    }
}
