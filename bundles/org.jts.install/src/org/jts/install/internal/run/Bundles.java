package org.jts.install.internal.run;

import static org.jts.install.internal.Words.T;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jts.api.install.InstallException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bundles of the framework, one operation each. */
public final class Bundles {

    /** Framework property with the level at which plug-ins start; without it the level of ordinary bundles. */
    static final String LEVEL = "jts.plugins.startLevel";
    private static final long REFRESH_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final Pace pace;
    private final int level;
    /** Where bundles come from that stand in for others of the same name, see {@link #find}. */
    private final String standIns;

    public Bundles(BundleContext context, Path standIns, Pace pace) {
        this.context = context;
        this.pace = pace;
        this.standIns = place(standIns);
        Bundle framework = context.getBundle(0);
        this.wiring = framework.adapt(FrameworkWiring.class);
        String asked = context.getProperty(LEVEL);
        this.level = asked == null ? framework.adapt(FrameworkStartLevel.class).getInitialBundleStartLevel()
                : Integer.parseInt(asked);
    }

    Stream<Bundle> all() {
        return Stream.of(context.getBundles());
    }

    /** The bundle of a release; what stands in for it, perhaps in the same version, is none. */
    public Optional<Bundle> find(String symbolicName, String version) {
        Version exact = Version.parseVersion(version);
        return find(symbolicName).stream().filter(b -> exact.equals(b.getVersion())).findFirst();
    }

    /** Every bundle of a name, those that stand in left out. */
    public List<Bundle> find(String symbolicName) {
        return all().filter(b -> symbolicName.equals(b.getSymbolicName()) && !b.getLocation().startsWith(standIns))
                .toList();
    }

    /** Whether plug-ins that are started now run now, and not only when the program has come so far. */
    public boolean areUp() {
        return context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel() >= level;
    }

    /** Installs beside one of the same name and version, which a rebuilt jar often has. */
    Bundle installBeside(Path jar) throws InstallException {
        ServiceRegistration<CollisionHook> hook = context.registerService(CollisionHook.class,
                (operation, target, collisions) -> {
                    if (operation == CollisionHook.INSTALLING && target == context.getBundle()) {
                        collisions.clear();
                    }
                }, null);
        try {
            return install(new Jar(jar.getFileName().toString(), "", "reference:" + jar.toUri()));
        } finally {
            hook.unregister();
        }
    }

    Bundle install(Jar jar) throws InstallException {
        pace.breathe();
        try {
            Bundle bundle = context.installBundle(jar.location());
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            return bundle;
        } catch (BundleException e) {
            throw new InstallException(T.format("bundle.notInstalled", jar.toString().strip(), e.getMessage()), e);
        }
    }

    /** Takes away what an earlier run of the program has left in the framework's memory. */
    public void removeFrom(Path folder) {
        String place = place(folder);
        uninstall(all().filter(bundle -> bundle.getLocation().startsWith(place)).toList());
    }

    private static String place(Path folder) {
        String uri = folder.toUri().toString();
        return "reference:" + (uri.endsWith("/") ? uri : uri + "/");
    }

    boolean resolve(Collection<Bundle> bundles) {
        pace.breathe();
        return wiring.resolveBundles(bundles);
    }

    void start(Bundle bundle) throws InstallException {
        if (isFragment(bundle)) {
            return;
        }
        pace.breathe();
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            throw new InstallException(T.format("bundle.notStarted", bundle.getSymbolicName(), root.toString()), e);
        }
    }

    /** Starts those that are still there; one that does not start is left. */
    public void wake(Collection<Bundle> resting) {
        for (Bundle bundle : resting) {
            try {
                if (bundle.getState() != Bundle.UNINSTALLED) {
                    start(bundle);
                }
            } catch (InstallException e) {
                LOG.warn("{} was stopped for another and does not start again", bundle, e);
            }
        }
    }

    /** Whether the program ends. */
    public boolean isEnding() {
        return context.getBundle(0).getState() == Bundle.STOPPING;
    }

    void stop(Bundle bundle) throws InstallException {
        pace.breathe();
        try {
            if (bundle.getState() != Bundle.UNINSTALLED && !isFragment(bundle)) {
                // It is to run again should the program end before the swap is over.
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        } catch (BundleException e) {
            throw new InstallException(T.format("bundle.notStopped", bundle.getSymbolicName(), e.getMessage()), e);
        }
    }

    /** Those that are wired to some bundles, directly or not, without themselves. */
    public Collection<Bundle> dependents(Collection<Bundle> of) {
        Set<Bundle> closure = new HashSet<>(wiring.getDependencyClosure(of));
        closure.removeAll(of);
        return closure;
    }

    public void uninstall(Collection<Bundle> bundles) {
        for (Bundle bundle : bundles) {
            pace.breathe();
            try {
                if (bundle.getState() != Bundle.UNINSTALLED) {
                    bundle.uninstall();
                }
            } catch (BundleException e) {
                // It is uninstalled all the same: the framework only says that its end was not clean.
            }
        }
    }

    /**
     * Lets go of what was uninstalled, when nobody else is wired to it. Where somebody is, its classes stay until that
     * one goes: a running bundle is never refreshed for another one's sake.
     *
     * @return who keeps it; empty when it is gone
     */
    public List<String> letGo(Collection<Bundle> uninstalled) {
        if (uninstalled.isEmpty()) {
            return List.of();
        }
        Set<Bundle> closure = new HashSet<>(wiring.getDependencyClosure(uninstalled));
        closure.removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED);
        if (!closure.isEmpty()) {
            return closure.stream().map(Bundle::getSymbolicName).sorted().toList();
        }
        pace.breathe();
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(new ArrayList<>(uninstalled), event -> done.countDown());
        try {
            done.await(REFRESH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    static boolean isFragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    Pace pace() {
        return pace;
    }

    BundleContext context() {
        return context;
    }
}
