package org.jts.ratelimit.internal;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.limit.LimitSetting;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The user's limits in Configuration Admin: one factory configuration a profile, its settings under their keys. */
final class StoredLimits {

    static final String PID = "org.jts.ratelimit.limit";
    static final String PROFILE = "profile";

    private final ConfigurationAdmin admin;

    StoredLimits(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** A configuration as it is kept, right or wrong. */
    record Stored(String pid, String profile, Map<LimitSetting, String> settings) {
    }

    /** All, by PID. */
    List<Stored> all() throws IOException {
        List<Stored> all = new ArrayList<>();
        for (Configuration configuration : find("(%s=%s)".formatted(ConfigurationAdmin.SERVICE_FACTORYPID, PID))) {
            stored(configuration).ifPresent(all::add);
        }
        all.sort((a, b) -> a.pid().compareTo(b.pid()));
        return all;
    }

    Optional<Stored> read(String pid) throws IOException {
        for (Configuration configuration : find("(service.pid=%s)".formatted(pid))) {
            return stored(configuration);
        }
        return Optional.empty();
    }

    /** Writes what is set for a profile; what stood there before is replaced. */
    void write(String profile, Map<LimitSetting, String> settings) throws IOException {
        Dictionary<String, Object> values = new Hashtable<>();
        values.put(PROFILE, profile);
        settings.forEach((setting, value) -> values.put(setting.key(), value));
        deleteOthers(profile);
        // The location "?" lets any bundle that is allowed to read it.
        admin.getFactoryConfiguration(PID, profile, "?").update(values);
    }

    void delete(String profile) throws IOException {
        for (Stored stored : all()) {
            if (stored.profile().equals(profile)) {
                admin.getConfiguration(stored.pid(), "?").delete();
            }
        }
    }

    /** Somebody may have made a configuration of the same profile by hand, under a name of his own. */
    private void deleteOthers(String profile) throws IOException {
        for (Stored stored : all()) {
            if (stored.profile().equals(profile) && !stored.pid().equals(PID + "~" + profile)) {
                admin.getConfiguration(stored.pid(), "?").delete();
            }
        }
    }

    private Configuration[] find(String filter) throws IOException {
        try {
            Configuration[] found = admin.listConfigurations(filter);
            return found == null ? new Configuration[0] : found;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Stored> stored(Configuration configuration) {
        Dictionary<String, Object> values = configuration.getProperties();
        if (values == null) {
            return Optional.empty(); // made and not filled yet
        }
        Map<LimitSetting, String> settings = new EnumMap<>(LimitSetting.class);
        for (LimitSetting setting : LimitSetting.values()) {
            String text = text(values.get(setting.key()));
            if (!text.isBlank()) {
                settings.put(setting, text);
            }
        }
        return Optional.of(new Stored(configuration.getPid(), text(values.get(PROFILE)), settings));
    }

    private static String text(Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value == null ? "" : value.toString().strip();
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(String.valueOf(Array.get(value, i)));
        }
        return String.join(",", items);
    }
}
