package org.jts.ui.tests.story;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;

/** The bundles of the window of this test run. */
final class Bundles {

    /** The installer, and p2, which nothing else of a workstation starts. */
    private static final List<String> INSTALLER = List.of("org.eclipse.equinox.p2.core",
            "org.eclipse.equinox.p2.repository", "org.eclipse.equinox.p2.metadata.repository",
            "org.eclipse.equinox.p2.artifact.repository", "org.jts.install", "org.jts.ui.plugins");

    private Bundles() {
    }

    static BundleContext context() {
        return FrameworkUtil.getBundle(Bundles.class).getBundleContext();
    }

    static Optional<Bundle> named(String name) {
        return Stream.of(context().getBundles()).filter(b -> name.equals(b.getSymbolicName())).findFirst();
    }

    /**
     * Packs a bundle that the build has put into this framework under another name, and stops it: it plays no part.
     *
     * @return the copy
     */
    static Path copy(String bundle, String name, String version, Path folder) throws IOException, BundleException {
        Bundle made = named(bundle).orElseThrow(() -> new AssertionError("expected the bundle " + bundle));
        made.stop();
        return PluginArchive.renamed(jar(made), name, version, folder.resolve(name + "-" + version + ".jar"));
    }

    static void startInstaller() throws BundleException {
        for (String name : INSTALLER) {
            named(name).orElseThrow(() -> new AssertionError("expected the bundle " + name)).start();
        }
    }

    static void stopInstaller() throws BundleException {
        named("org.jts.install").orElseThrow().stop();
    }

    /** Where the installation lies: features that came with it are in its folder {@code features}. */
    static Path installation() {
        return Path.of(URI.create(context().getProperty("osgi.install.area").replace(" ", "%20")));
    }

    /** The jar that a bundle is; a location may be relative to the folder of the installation. */
    private static Path jar(Bundle bundle) {
        String location = bundle.getLocation();
        return installation().resolve(location.substring(location.indexOf("file:") + "file:".length())).normalize();
    }
}
