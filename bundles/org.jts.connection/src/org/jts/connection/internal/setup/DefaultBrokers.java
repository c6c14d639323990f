package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.event.Severity;
import org.jts.connection.internal.Notices;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The brokers that a fresh data folder starts with, from the framework property {@value #PROPERTY}
 * ({@code pid:id,pid:id}). A marker says that it was done, so that a default that the user removed stays away.
 */
final class DefaultBrokers {

    static final String PROPERTY = "jts.brokers.default";
    static final String MARKER_PID = "org.jts.connection.defaults";
    private static final String SEEDED = "seeded";

    private final ConfigurationAdmin admin;
    private final StoredBrokers stored;
    private final Notices notices;

    DefaultBrokers(ConfigurationAdmin admin, StoredBrokers stored, Notices notices) {
        this.admin = admin;
        this.stored = stored;
        this.notices = notices;
    }

    /** @param wanted value of the property; null or blank for none */
    void seed(String wanted) throws IOException {
        if (wanted == null || wanted.isBlank()) {
            return;
        }
        Configuration marker = admin.getConfiguration(MARKER_PID, "?");
        if (marker.getProperties() != null) {
            return;
        }
        List<String> seeded = new ArrayList<>();
        for (String item : wanted.split(",")) {
            if (add(item.strip())) {
                seeded.add(item.strip());
            }
        }
        // Last: after a crash in between, the next start makes the same configurations again, not others.
        marker.update(new Hashtable<>(Map.of(SEEDED, seeded.toArray(String[]::new))));
    }

    private boolean add(String item) throws IOException {
        int colon = item.indexOf(':');
        try {
            if (colon < 1) {
                throw new IllegalArgumentException(T.get("default.form"));
            }
            BrokerId id = new BrokerId(item.substring(colon + 1));
            if (stored.find(id).isEmpty()) {
                stored.create(item.substring(0, colon), id, Map.of(), false);
            }
            return true;
        } catch (IllegalArgumentException e) {
            notices.publish(Severity.ERROR, Optional.empty(), T.format("default.refused", item),
                    T.format("default.refused.detail", e.getMessage(), PROPERTY));
            return false;
        }
    }
}
