package org.jts.api.install;

import java.util.List;
import java.util.Objects;

import org.jts.api.BrokerId;
import org.jts.api.internal.Check;

/**
 * A plug-in that is there.
 *
 * @param id          id of its feature
 * @param version     version of its feature, an OSGi version
 * @param name        what people call it
 * @param description what it is for, in its author's words; may be empty
 * @param provider    who made it, in its author's words; may be empty
 * @param origin      how it came here
 * @param brings      what it can do
 * @param earlier     versions it can be rolled back to, the newest first
 * @param brokers     the configured brokers that run on it; none while a jar of the watched folder stands in for it
 * @since 1.0
 */
public record Plugin(String id, String version, String name, String description, String provider, Origin origin,
        Brings brings, List<String> earlier, List<BrokerId> brokers) {

    /** How a plug-in came here. @since 1.0 */
    public enum Origin {
        /** With the workstation. */
        BUILT_IN,
        /** From a site or an archive. */
        INSTALLED,
        /** A jar in the folder that is watched for an author; it runs as long as it lies there. @since 1.1 */
        WATCHED
    }

    public Plugin {
        Check.text(id, "id", 200);
        Check.text(version, "version", 100);
        Check.text(name, "name", 200);
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(brings, "brings");
        earlier = List.copyOf(earlier);
        brokers = List.copyOf(brokers);
    }
}
