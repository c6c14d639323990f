package org.jts.install.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.eclipse.equinox.p2.core.IProvisioningAgentProvider;
import org.eclipse.equinox.p2.core.ProvisionException;
import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.store.DataFolder;
import org.jts.api.trading.OrderDesk;
import org.jts.install.internal.run.Pace;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeAuditTrail;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeDesk;
import org.jts.testkit.FakeEventLog;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** A workstation with the installer in it: real framework, real supervised connections, real p2. */
final class Rig implements AutoCloseable {

    static final String FEATURE = "org.acme.feature";
    private static final List<String> STARTED = List.of("org.eclipse.equinox.p2.core",
            "org.eclipse.equinox.p2.repository", "org.eclipse.equinox.p2.metadata.repository",
            "org.eclipse.equinox.p2.artifact.repository", "org.jts.time", "org.jts.connection", "org.jts.install");

    final BundleContext context;
    final FakeEventLog log = new FakeEventLog(new FakeTime());
    final FakeDesk desk = new FakeDesk();
    final FakeAuditTrail trail = new FakeAuditTrail();
    final Path folder;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();
    private final List<Configuration> configurations = new ArrayList<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final BundleListener listener = event -> events.add(kind(event) + " " + event.getBundle()
            .getSymbolicName());

    Rig(Path folder) throws BundleException {
        this(folder, Optional.empty());
    }

    /** @param watched a folder for authors */
    Rig(Path folder, Optional<Path> watched) throws BundleException {
        this.folder = folder;
        watched.ifPresent(path -> System.setProperty("jts.plugins.watch", path.toString()));
        System.getProperties().putIfAbsent(Pace.RESTS, "0"); // nobody trades beside most tests
        Bundle kit = FrameworkUtil.getBundle(FakeDesk.class);
        kit.start();
        context = kit.getBundleContext();
        registrations.add(context.registerService(EventLog.class, log, null));
        registrations.add(context.registerService(OrderDesk.class, desk, null));
        registrations.add(context.registerService(AuditTrail.class, trail, null));
        registrations.add(context.registerService(DataFolder.class, new FakeDataFolder(folder), null));
        for (String name : STARTED) {
            bundle(name).orElseThrow(() -> new AssertionError("expected the bundle " + name)).start();
        }
        context.addBundleListener(listener);
    }

    Optional<Bundle> bundle(String name) {
        return Stream.of(context.getBundles()).filter(b -> name.equals(b.getSymbolicName())).findFirst();
    }

    PluginInstaller installer() {
        return service(PluginInstaller.class);
    }

    TestSite site(String name) throws ProvisionException {
        return new TestSite(service(IProvisioningAgentProvider.class), folder.resolve(name));
    }

    BrokerRegistry registry() {
        return service(BrokerRegistry.class);
    }

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

    /** Sets a broker up, whether or not its plug-in is there. */
    void configure(String type, String id) throws IOException {
        Configuration configuration = service(ConfigurationAdmin.class)
                .createFactoryConfiguration(AcmeJar.PID + "." + type, "?");
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put("broker.id", id);
        settings.put("broker.name", "Acme " + id);
        settings.put("account", "1");
        configuration.update(settings);
        configurations.add(configuration);
    }

    BrokerConnection awaitConnected(String id) {
        Await.until(id + " is connected", () -> registry().broker(new BrokerId(id))
                .filter(connection -> connection.state().isConnected()).isPresent());
        return registry().broker(new BrokerId(id)).orElseThrow();
    }

    PluginOffer offer(TestSite site, String version) throws InstallException, InterruptedException {
        return installer().offers(site.address(), InstallMonitor.NONE).stream()
                .filter(offer -> offer.id().equals(FEATURE) && offer.version().equals(version)).findFirst()
                .orElseThrow(() -> new AssertionError("expected an offer of version " + version));
    }

    PluginChange install(TestSite site, String version) throws InstallException, InterruptedException {
        return new PluginChange.Install(offer(site, version));
    }

    /** What happened to bundles since the last call, those named {@code except} and the tests' own left out. */
    List<String> eventsOfOthers(String except) {
        List<String> others = events.stream().filter(event -> !event.contains(except)).toList();
        events.clear();
        return others;
    }

    /** What the audit trail has of changes. */
    List<String> changesWritten() {
        return trail.records().stream().filter(r -> r.kind() == AuditRecord.Kind.ACT
                && r.action().startsWith("plugin."))
                .map(r -> r.action() + " " + r.facts().get()).toList();
    }

    private static String kind(BundleEvent event) {
        return switch (event.getType()) {
            case BundleEvent.STOPPED -> "stopped";
            case BundleEvent.STARTED -> "started";
            case BundleEvent.UNRESOLVED -> "unresolved";
            case BundleEvent.RESOLVED -> "resolved";
            case BundleEvent.INSTALLED -> "installed";
            case BundleEvent.UNINSTALLED -> "uninstalled";
            default -> "event " + event.getType() + " of";
        };
    }

    /** Ends the installer with its plug-ins and starts it again, as the next start of the workstation would. */
    void restart() throws BundleException {
        Bundle installer = bundle("org.jts.install").orElseThrow();
        installer.stop();
        installer.start();
        installer();
    }

    @Override
    public void close() throws Exception {
        context.removeBundleListener(listener);
        for (Configuration configuration : configurations) {
            configuration.delete();
        }
        bundle("org.jts.install").orElseThrow().stop();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("org.acme.")) {
                bundle.uninstall();
            }
        }
        System.clearProperty("jts.plugins.watch");
        System.clearProperty(Pace.RESTS);
        trackers.forEach(ServiceTracker::close);
        registrations.forEach(ServiceRegistration::unregister);
    }
}
