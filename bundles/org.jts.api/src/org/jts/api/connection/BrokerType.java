package org.jts.api.connection;

import java.util.List;

import org.jts.api.internal.Check;

/**
 * A kind of broker whose gateway bundle is installed.
 *
 * @param pid         factory PID of its configurations
 * @param name        for people
 * @param description what it connects to; may be empty
 * @param settings    what it wants to know, {@code broker.id} not included
 * @since 1.0
 */
public record BrokerType(String pid, String name, String description, List<Setting> settings) {
    public BrokerType {
        Check.text(pid, "pid", 200);
        Check.text(name, "name", 200);
        settings = List.copyOf(settings);
    }
}
