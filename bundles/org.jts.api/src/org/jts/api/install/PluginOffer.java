package org.jts.api.install;

import java.net.URI;
import java.util.Objects;

import org.jts.api.internal.Check;

/**
 * A plug-in that an update site or an archive offers.
 *
 * @param site        where it is
 * @param id          id of its feature
 * @param version     version of its feature, an OSGi version
 * @param name        what people call it
 * @param description what it is for, in its author's words; may be empty
 * @param provider    who made it, in its author's words; may be empty
 * @param brings      what it can do
 * @since 1.0
 */
public record PluginOffer(URI site, String id, String version, String name, String description, String provider,
        Brings brings) {
    public PluginOffer {
        Objects.requireNonNull(site, "site");
        Check.text(id, "id", 200);
        Check.text(version, "version", 100);
        Check.text(name, "name", 200);
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(brings, "brings");
    }
}
