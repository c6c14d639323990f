package org.jts.server.internal;

import java.io.IOException;
import java.util.Optional;

import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Starts servers over the brokers that are set up. */
@Component(service = ServerLauncher.class)
public final class ServerLauncher {

    private final BrokerRegistry registry;
    private final RequestLimiters limiters;
    private final TimeSource time;
    private final EventLog events;

    @Activate
    public ServerLauncher(@Reference BrokerRegistry registry,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) RequestLimiters limiters,
            @Reference TimeSource time,
            @Reference EventLog events) {
        this.registry = registry;
        this.limiters = limiters;
        this.time = time;
        this.events = events;
    }

    JtsServer start(ServerSettings settings) throws IOException {
        JtsServer server = JtsServer.start(settings, registry, limiters, time);
        events.publish(Severity.INFO, "server", Optional.empty(), "The server answers on port " + server.port() + ".",
                settings.tls().isPresent() ? "with TLS" : "in the clear, for this machine alone");
        return server;
    }
}
