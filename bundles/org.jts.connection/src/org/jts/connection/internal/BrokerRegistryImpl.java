package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;
import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.GatewayPool.Offer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The whiteboard of gateways. It takes references, not services: to get a service runs the gateway's constructor, and
 * that belongs behind the gateway's own time limits.
 */
@Component(immediate = true, configurationPid = Limits.PID)
@Designate(ocd = ConnectionConfig.class)
public final class BrokerRegistryImpl implements BrokerRegistry {

    /** How often a gateway is asked for that is not there, for no reason that is known. */
    private static final int ATTEMPTS = 3;

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final GatewayPool pool;
    private final Notices notices = new Notices();
    private final AuditRecorder audit;

    @Activate
    public BrokerRegistryImpl(BundleContext context, ConnectionConfig config, @Reference TimeSource time,
            @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
        this.audit = new AuditRecorder(time);
        List<String> problems = new ArrayList<>();
        Limits limits = Limits.of(config, problems);
        problems.forEach(problem -> notices.publish(Severity.WARNING, Optional.empty(),
                T.get("limits.range"), problem));
        this.pool = new GatewayPool(time, limits, new Random(), notices, audit, config.connect_at_start());
    }

    @Reference(service = BrokerGateway.class, cardinality = MULTIPLE, policy = DYNAMIC)
    void addGateway(ServiceReference<BrokerGateway> gateway) {
        pool.add(offer(gateway));
    }

    /** Its settings changed under it: like a goodbye and a new one. */
    void updatedGateway(ServiceReference<BrokerGateway> gateway) {
        pool.update(offer(gateway));
    }

    void removeGateway(ServiceReference<BrokerGateway> gateway) {
        pool.remove(number(gateway));
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    void setEventLog(EventLog log) {
        notices.attach(log);
    }

    void unsetEventLog(EventLog log) {
        notices.detach(log);
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    void setAuditTrail(AuditTrail trail) {
        audit.attach(trail);
    }

    void unsetAuditTrail(AuditTrail trail) {
        audit.detach(trail);
    }

    @Deactivate
    void close() {
        pool.close();
    }

    @Override
    public List<BrokerConnection> brokers() {
        return pool.brokers();
    }

    @Override
    public Optional<BrokerConnection> broker(BrokerId id) {
        return pool.broker(id);
    }

    @Override
    public Subscription listen(RegistryListener listener) {
        return pool.listen(listener);
    }

    private Offer offer(ServiceReference<BrokerGateway> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return new Offer(number(reference), properties, new ServiceSource(reference));
    }

    private static long number(ServiceReference<BrokerGateway> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** Gets the gateway from the framework, once. */
    private final class ServiceSource implements GatewaySource {

        private final ServiceReference<BrokerGateway> reference;
        private BrokerGateway got;
        /** How often in a row there was no gateway, and nothing that says why. */
        private int nothing;

        ServiceSource(ServiceReference<BrokerGateway> reference) {
            this.reference = reference;
        }

        @Override
        public synchronized BrokerGateway get() throws BrokerException {
            if (got == null) {
                got = context.getService(reference);
            }
            if (got == null) {
                throw notStarted(ComponentFailures.of(components, reference));
            }
            nothing = 0;
            return got;
        }

        /**
         * One whose start takes long on a busy machine is asked for again; one that failed needs somebody. Not every
         * failure is known by its reason, so asking ends.
         */
        private BrokerException notStarted(Optional<String> why) {
            nothing++;
            if (why.isEmpty() && nothing < ATTEMPTS) {
                return new BrokerException(ErrorCategory.SYSTEM, T.get("gateway.starting"));
            }
            nothing = 0; // whoever connects it by hand waits as long again
            return new BrokerException(ErrorCategory.VALIDATION,
                    T.format("gateway.notStarted", why.orElseGet(() -> T.get("component.unknown"))));
        }

        @Override
        public synchronized void release() {
            if (got == null) {
                return;
            }
            got = null;
            try {
                context.ungetService(reference);
            } catch (IllegalStateException e) {
                // This bundle has stopped: the framework has released it already.
            }
        }
    }
}
