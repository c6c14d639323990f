package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.RateWindow;

/**
 * What the user wants otherwise than a profile says. One that exists is valid.
 *
 * @param profile  id of the profile
 * @param settings what is set, as text; empty when nothing is
 */
record UserLimit(String profile, Map<LimitSetting, String> settings) {

    /** @throws IllegalArgumentException that names the setting, what was expected and what was found */
    UserLimit {
        settings = Map.copyOf(settings);
        LimitProfile any = LimitProfile.of(profile, "any", "any", List.of(RateWindow.of(1, Duration.ofSeconds(1))));
        settings.forEach((setting, value) -> checked(setting, value, any));
    }

    /** {@code base} with the user's settings. */
    LimitProfile applied(LimitProfile base) {
        LimitProfile changed = base;
        for (LimitSetting setting : LimitSetting.values()) {
            String value = settings.get(setting);
            changed = value == null ? changed : setting.applied(changed, value);
        }
        return changed;
    }

    private static void checked(LimitSetting setting, String value, LimitProfile any) {
        try {
            setting.applied(any, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.key() + ": " + e.getMessage(), e);
        }
    }
}
