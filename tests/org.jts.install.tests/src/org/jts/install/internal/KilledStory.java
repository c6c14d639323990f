package org.jts.install.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.jts.api.store.DataFolder;
import org.jts.api.trading.OrderDesk;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeDesk;
import org.jts.testkit.FakeEventLog;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What the killed workstation does: says what runs, then changes to the other version, and waits where it is told to.
 */
public final class KilledStory {

    private static final Consent YES = new Consent(Optional.of(new Signer(Trust.UNSIGNED, "", "")), Working.LEAVE);

    private final Path folder;
    private final int stopAt;
    private final AtomicInteger points = new AtomicInteger();
    private final BundleContext context = FrameworkUtil.getBundle(FakeDesk.class).getBundleContext();
    private volatile boolean counts;

    private KilledStory(Path folder, int stopAt) {
        this.folder = folder;
        this.stopAt = stopAt;
    }

    /** Called in the process that is to be killed. */
    public static void tell(Path folder, int stopAt) throws Exception {
        new KilledStory(folder, stopAt).run();
    }

    private void run() throws Exception {
        FakeEventLog log = new FakeEventLog(new FakeTime());
        context.registerService(EventLog.class, log, null);
        context.registerService(OrderDesk.class, new FakeDesk(), null);
        context.registerService(DataFolder.class, new FakeDataFolder(folder.resolve("data")), null);
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().getSymbolicName().startsWith("org.acme.")) {
                point(kind(event) + " " + event.getBundle().getVersion());
            }
        });
        configure();
        PluginInstaller installer = service(PluginInstaller.class);
        Optional<Plugin> before = plugin(installer);
        if (before.isPresent()) {
            Await.until("a1 is connected", () -> service(BrokerRegistry.class).broker(new BrokerId("a1"))
                    .filter(broker -> broker.state().isConnected()).isPresent());
        }
        System.out.printf("STATE %s|%s|%s|%s%n", before.map(Plugin::version).orElse("none"),
                String.join(",", running()),
                String.join(",", store()), String.join(" / ", log.notices().stream()
                        .filter(n -> n.source().equals("install")).map(n -> n.text()).toList()));
        counts = true;
        String[] last = {""};
        installer.apply(next(installer, before), YES, (step, share) -> {
            if (!step.equals(last[0])) { // some are told again and again
                last[0] = step;
                point("step " + step);
            }
            return true;
        });
        counts = false;
        System.out.println("DONE " + plugin(installer).map(Plugin::version).orElse("none"));
    }

    /** Somewhere in the middle of it all; here the process is killed when its turn has come. */
    private void point(String name) {
        if (counts && points.incrementAndGet() == stopAt) {
            System.out.println("AT " + name);
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private PluginChange next(PluginInstaller installer, Optional<Plugin> before) throws Exception {
        String version = before.filter(plugin -> plugin.version().equals("1.0.0")).isPresent() ? "1.1.0" : "1.0.0";
        PluginOffer offer = installer.offers(folder.resolve("site").toUri(), InstallMonitor.NONE).stream()
                .filter(o -> o.version().equals(version)).findFirst().orElseThrow();
        return new PluginChange.Install(offer);
    }

    private static Optional<Plugin> plugin(PluginInstaller installer) {
        return installer.plugins().stream().filter(p -> p.id().equals(Rig.FEATURE)).findFirst();
    }

    private List<String> running() {
        return Stream.of(context.getBundles()).filter(b -> AcmeJar.NAME.equals(b.getSymbolicName()))
                .map(b -> b.getVersion() + (b.getState() == Bundle.ACTIVE ? "" : " in state " + b.getState())).toList();
    }

    private List<String> store() throws IOException {
        Path store = folder.resolve("data/plugins/store");
        if (Files.notExists(store)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(store)) {
            return folders.map(path -> path.getFileName().toString()
                    + (Files.exists(path.resolve("plugin.properties")) ? "" : " half")).sorted().toList();
        }
    }

    private void configure() throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class)
                .getFactoryConfiguration(AcmeJar.PID + ".acme", "a1", "?");
        Hashtable<String, Object> settings = new Hashtable<>();
        settings.put("broker.id", "a1");
        settings.put("broker.name", "Acme");
        settings.put("account", "1");
        configuration.update(settings);
    }

    private <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        T service = tracker.waitForService(30_000);
        if (service == null) {
            throw new AssertionError("expected a service " + type.getName() + " within 30 s");
        }
        return service;
    }

    private static String kind(BundleEvent event) {
        return switch (event.getType()) {
            case BundleEvent.INSTALLED -> "installed";
            case BundleEvent.RESOLVED -> "resolved";
            case BundleEvent.STARTING -> "starting";
            case BundleEvent.STARTED -> "started";
            case BundleEvent.STOPPING -> "stopping";
            case BundleEvent.STOPPED -> "stopped";
            case BundleEvent.UNINSTALLED -> "uninstalled";
            case BundleEvent.UNRESOLVED -> "unresolved";
            default -> "event " + event.getType();
        };
    }
}
