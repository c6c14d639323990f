package org.jts.api.connection;

import java.util.Map;
import java.util.Objects;

import org.jts.api.BrokerId;

/**
 * A broker as it was set up, whether its gateway bundle is there or not.
 *
 * @param id       its id
 * @param pid      factory PID: which kind
 * @param settings key and text of every setting; secrets as references, never resolved
 * @since 1.0
 */
public record ConfiguredBroker(BrokerId id, String pid, Map<String, String> settings) {
    public ConfiguredBroker {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(pid, "pid");
        settings = Map.copyOf(settings);
    }
}
