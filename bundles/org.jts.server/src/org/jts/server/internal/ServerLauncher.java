package org.jts.server.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.install.PluginInstaller;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.text.Texts;
import org.jts.api.secret.SecretStore;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Starts servers over the brokers that are set up. */
@Component(service = ServerLauncher.class)
public final class ServerLauncher {

    private static final Texts T = Texts.of(ServerLauncher.class);
    private static final Logger COMPOSITE = Logger.getLogger(CompositeMeterRegistry.class.getName());

    private final BrokerRegistry registry;
    private final OrderDesk desk;
    private final AccountBook accounts;
    private final RequestLimiters limiters;
    private final TimeSource time;
    private final EventLog events;
    private final CompositeMeterRegistry meters;
    private final BrokerSetup setup;
    private final DataFolder data;
    private final AuditRecorder audit;
    /** It comes last, after what it needs; the server serves without it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile PluginInstaller plugins;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile SecretStore secrets;
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<RemoteLimits> remote = List.of();

    @Activate
    public ServerLauncher(@Reference BrokerRegistry registry, @Reference OrderDesk desk,
            @Reference AccountBook accounts,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) RequestLimiters limiters,
                    @Reference TimeSource time,
            @Reference EventLog events, @Reference CompositeMeterRegistry meters,
            @Reference BrokerSetup setup, @Reference DataFolder data) {
        this.registry = registry;
        this.desk = desk;
        this.accounts = accounts;
        this.limiters = limiters;
        this.time = time;
        this.events = events;
        this.meters = meters;
        this.setup = setup;
        this.data = data;
        this.audit = new AuditRecorder(time);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setAuditTrail(AuditTrail trail) {
        audit.attach(trail);
    }

    void unsetAuditTrail(AuditTrail trail) {
        audit.detach(trail);
    }

    JtsServer start(ServerSettings settings) throws IOException {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // it warns that what was counted before is not exported; that is what was counted before anybody could ask
        COMPOSITE.setLevel(Level.SEVERE);
        meters.add(prometheus);
        JtsServer server;
        try {
            server = JtsServer.start(settings, new Backend(registry, desk, accounts, this::limits, time, meters,
                    new Administration(setup, () -> Optional.ofNullable(plugins), () -> Optional.ofNullable(secrets),
                            audit, data.path().resolve("server").resolve("uploads"))),
                    prometheus::scrape);
        } catch (IOException | RuntimeException e) {
            forget(prometheus);
            throw e;
        }
        server.atEnd(() -> forget(prometheus));
        events.publish(Severity.INFO, "server", Optional.empty(), T.format("started", Integer.toString(server.port())),
                settings.tls().isPresent() ? T.get("started.tls") : T.get("started.clear"));
        return server;
    }

    /** Where a broker is one of another server, its limits are kept there. */
    private Map<String, MeteredLimit> limits(BrokerId broker) {
        return RemoteLimits.beside(limiters.limiters(broker), remote, broker);
    }

    private void forget(PrometheusMeterRegistry prometheus) {
        meters.remove(prometheus);
        prometheus.close();
    }
}
