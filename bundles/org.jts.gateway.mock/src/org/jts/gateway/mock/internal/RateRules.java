package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;

/**
 * How many requests the simulated broker allows.
 *
 * @param windows what it allows
 * @param ban     how long it refuses everything after several requests too many; zero for never
 */
record RateRules(List<RateWindow> windows, Duration ban) {

    static final String WINDOWS = "20/1s, 1000/1m";

    /** Until the settings say otherwise. */
    static final RateRules DEFAULT = new RateRules(windows(WINDOWS), Duration.ofSeconds(10));

    private static final int LONGEST_BAN_S = 3600;

    RateRules {
        windows = List.copyOf(windows);
    }

    /** @throws IllegalArgumentException that says which setting was expected to be what */
    static RateRules of(MockConfig config) {
        try {
            return new RateRules(windows(config.limit_windows()),
                    Duration.ofSeconds(MockSettings.within("limit.ban.s", config.limit_ban_s(), 0, LONGEST_BAN_S)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage().startsWith("limit.") ? e.getMessage()
                    : "limit.windows: " + e.getMessage(), e);
        }
    }

    /** What the workstation keeps of it. */
    LimitProfile profile() {
        return LimitProfile.of("mock", "Mock broker", "the settings of the simulated broker", windows);
    }

    private static List<RateWindow> windows(String text) {
        return Arrays.stream(text.split(",", -1)).map(RateWindow::parse).toList();
    }
}
