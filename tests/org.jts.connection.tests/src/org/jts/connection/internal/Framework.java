package org.jts.connection.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.event.EventLog;
import org.jts.api.gateway.BrokerGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** The framework that the tests run in: its bundles, services and configurations. */
final class Framework implements AutoCloseable {

    static final String SAMPLE = "org.jts.sample.gateway";

    final BundleContext context = FrameworkUtil.getBundle(FakeEventLog.class).getBundleContext() == null
            ? started() : FrameworkUtil.getBundle(FakeEventLog.class).getBundleContext();
    final FakeEventLog log = new FakeEventLog(new FakeTime());
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();
    private final ServiceRegistration<EventLog> logRegistration =
            context.registerService(EventLog.class, log, null);

    Framework() throws BundleException {
        for (String name : List.of("org.jts.time", "org.jts.connection", SAMPLE)) {
            bundle(name).start();
        }
        service(BrokerRegistry.class);
        service(BrokerSetup.class);
    }

    private static BundleContext started() {
        try {
            Bundle kit = FrameworkUtil.getBundle(FakeEventLog.class);
            kit.start();
            return kit.getBundleContext();
        } catch (BundleException e) {
            throw new AssertionError(e);
        }
    }

    Bundle bundle(String name) {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals(name)) {
                return bundle;
            }
        }
        throw new AssertionError("expected the bundle " + name + " in the test runtime");
    }

    /** The service, waited for and held until the end: Configuration Admin gives each bundle an object of its own. */
    <T> T service(Class<T> type) {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        trackers.add(tracker);
        try {
            T service = tracker.waitForService(20_000);
            if (service == null) {
                throw new AssertionError("expected a service " + type.getName() + " within 20 s");
            }
            return service;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    BrokerSetup setup() {
        return service(BrokerSetup.class);
    }

    BrokerRegistry registry() {
        return service(BrokerRegistry.class);
    }

    BrokerConnection awaitConnected(String id) {
        Await.until(id + " is connected", () -> registry().broker(new BrokerId(id))
                .filter(connection -> connection.state().isConnected()).isPresent());
        return registry().broker(new BrokerId(id)).orElseThrow();
    }

    void awaitGone(String id) {
        Await.until(id + " is gone", () -> registry().broker(new BrokerId(id)).isEmpty());
    }

    Collection<ServiceReference<BrokerGateway>> gateways() {
        try {
            return context.getServiceReferences(BrokerGateway.class, null);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    Configuration[] configurations(String filter) {
        try {
            Configuration[] found = service(ConfigurationAdmin.class).listConfigurations(filter);
            return found == null ? new Configuration[0] : found;
        } catch (IOException | InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Stops and starts the bundle under test, as the next start of the workstation would. */
    void restart() throws BundleException {
        bundle("org.jts.connection").stop();
        bundle("org.jts.connection").start();
        service(BrokerSetup.class);
        service(BrokerRegistry.class);
    }

    void awaitNotice(String text) {
        Await.until("a notice \"" + text + "\", found " + texts(), () -> texts().contains(text));
    }

    List<String> texts() {
        return log.notices().stream().map(Bench::said).toList();
    }

    Optional<String> detail(String text) {
        return log.notices().stream().filter(notice -> Bench.said(notice).equals(text)).map(notice -> notice.detail())
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        for (Configuration configuration : configurations(
                "(|(broker.id=*)(service.pid=org.jts.connection.defaults))")) {
            configuration.delete();
        }
        Await.until("no gateway is left", () -> gateways().isEmpty());
        trackers.forEach(ServiceTracker::close);
        logRegistration.unregister();
    }
}
