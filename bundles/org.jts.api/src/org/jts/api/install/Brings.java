package org.jts.api.install;

import java.util.List;

/**
 * What a plug-in says it can do, before it is installed: the attributes of the capability {@value #CAPABILITY} of its
 * bundles.
 *
 * <pre>{@code Provide-Capability: org.jts.plugin;brokers:List<String>="acme";views:List<String>="org.acme.depth"}</pre>
 *
 * @param brokers  kinds of broker, as in {@code broker.type}
 * @param views    ids of views
 * @param commands scopes of console commands
 * @since 1.0
 */
public record Brings(List<String> brokers, List<String> views, List<String> commands) {

    /** The namespace that makes a bundle part of a plug-in. */
    public static final String CAPABILITY = "org.jts.plugin";

    public Brings {
        brokers = List.copyOf(brokers);
        views = List.copyOf(views);
        commands = List.copyOf(commands);
    }
}
