package org.jts.install.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A workstation in a process of its own, which the test kills: a framework whose memory is kept in a folder, with
 * the bundles of a list in it. What then happens is {@link KilledStory}, inside the framework.
 */
public final class KilledMain {

    /** Where the classes of a bundle are that is a folder. */
    static final String CLASSES = "target/classes";

    private KilledMain() {
    }

    /** Arguments: the folder, and the point at which to wait for the end; 0 for none. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString(),
                "osgi.compatibility.bootdelegation",
                "true", "osgi.dev", CLASSES, "felix.cm.dir", folder.resolve("config").toString()));
        framework.init();
        for (String file : Files.readAllLines(folder.resolve("bundles"))) {
            framework.getBundleContext().installBundle("reference:file:" + file);
        }
        framework.start();
        List<Bundle> bundles = Stream.of(framework.getBundleContext().getBundles())
                .filter(b -> b.getBundleId() != 0 && b.getHeaders("").get(Constants.FRAGMENT_HOST) == null).toList();
        for (Bundle bundle : bundles) {
            if (!bundle.getSymbolicName().startsWith("org.acme.")) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        Bundle installer = bundles.stream().filter(b -> b.getSymbolicName().equals("org.jts.install")).findFirst()
                .orElseThrow();
        installer.loadClass("org.jts.install.internal.KilledStory").getMethod("tell", Path.class, int.class)
                .invoke(null, folder, Integer.valueOf(arguments[1]));
        framework.stop();
        framework.waitForStop(10_000);
        System.exit(0);
    }
}
