package org.jts.console.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.connection.SetupException;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.LimitSettings;
import org.jts.testkit.FakeLimitProfiles;

/** Keeps settings in memory and puts them over the profiles of a test. */
final class FakeLimitSettings implements LimitSettings {

    private final FakeLimitProfiles profiles;
    private final Map<String, Map<LimitSetting, String>> all = new TreeMap<>();

    FakeLimitSettings(FakeLimitProfiles profiles) {
        this.profiles = profiles;
    }

    @Override
    public Map<LimitSetting, String> settings(String profile) {
        return all.getOrDefault(profile, Map.of());
    }

    @Override
    public void change(String profile, Map<LimitSetting, String> settings) throws SetupException {
        Map<LimitSetting, String> next = new EnumMap<>(LimitSetting.class);
        next.putAll(settings(profile));
        next.putAll(settings);
        try {
            applied(profiles.profile(profile).orElseThrow(() -> new IllegalArgumentException("no such limit")), next);
        } catch (IllegalArgumentException e) {
            throw new SetupException(e.getMessage(), Map.of());
        }
        all.put(profile, next);
        profiles.configure(profile, p -> applied(p, next));
    }

    @Override
    public boolean reset(String profile) {
        profiles.reset(profile);
        return all.remove(profile) != null;
    }

    private static LimitProfile applied(LimitProfile profile, Map<LimitSetting, String> settings) {
        LimitProfile changed = profile;
        for (Map.Entry<LimitSetting, String> setting : settings.entrySet()) {
            changed = setting.getKey().applied(changed, setting.getValue());
        }
        return changed;
    }
}
