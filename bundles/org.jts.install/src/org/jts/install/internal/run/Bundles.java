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
import org.osgi.framework.Version;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** The bundles of the framework, one operation each. */
public final class Bundles {

    /** Framework property with the level at which plug-ins start; without it the level of ordinary bundles. */
    static final String LEVEL = "jts.plugins.startLevel";
    private static final long REFRESH_SECONDS = 30;

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final int level;

    public Bundles(BundleContext context) {
        this.context = context;
        Bundle framework = context.getBundle(0);
        this.wiring = framework.adapt(FrameworkWiring.class);
        String asked = context.getProperty(LEVEL);
        this.level = asked == null ? framework.adapt(FrameworkStartLevel.class).getInitialBundleStartLevel()
                : Integer.parseInt(asked);
    }

    Stream<Bundle> all() {
        return Stream.of(context.getBundles());
    }

    public Optional<Bundle> find(String symbolicName, String version) {
        Version exact = Version.parseVersion(version);
        return all().filter(b -> symbolicName.equals(b.getSymbolicName()) && exact.equals(b.getVersion()))
                .findFirst();
    }

    Bundle install(Path jar) throws InstallException {
        try {
            Bundle bundle = context.installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(level);
            return bundle;
        } catch (BundleException e) {
            throw new InstallException(T.format("bundle.notInstalled", jar.getFileName(), e.getMessage()), e);
        }
    }

    /** Takes away what an earlier run of the program has left in the framework's memory. */
    public void removeFrom(Path folder) {
        String place = "reference:" + folder.toUri();
        uninstall(all().filter(bundle -> bundle.getLocation().startsWith(place)).toList());
    }

    boolean resolve(Collection<Bundle> bundles) {
        return wiring.resolveBundles(bundles);
    }

    void start(Bundle bundle) throws InstallException {
        if (isFragment(bundle)) {
            return;
        }
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

    void stop(Bundle bundle) throws InstallException {
        try {
            if (bundle.getState() != Bundle.UNINSTALLED && !isFragment(bundle)) {
                // It is to run again should the program end before the swap is over.
                bundle.stop(Bundle.STOP_TRANSIENT);
            }
        } catch (BundleException e) {
            throw new InstallException(T.format("bundle.notStopped", bundle.getSymbolicName(), e.getMessage()), e);
        }
    }

    void uninstall(Collection<Bundle> bundles) {
        for (Bundle bundle : bundles) {
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
    List<String> letGo(Collection<Bundle> uninstalled) {
        Set<Bundle> closure = new HashSet<>(wiring.getDependencyClosure(uninstalled));
        closure.removeIf(bundle -> bundle.getState() == Bundle.UNINSTALLED);
        if (!closure.isEmpty()) {
            return closure.stream().map(Bundle::getSymbolicName).sorted().toList();
        }
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

    BundleContext context() {
        return context;
    }
}
