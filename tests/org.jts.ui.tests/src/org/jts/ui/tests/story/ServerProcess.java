package org.jts.ui.tests.story;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** A JTS server with the simulated broker: a process of its own, made of the bundles that this test runs with. */
final class ServerProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 90;
    /** Services that nobody is wired to. */
    private static final List<String> ROOTS = List.of("org.jts.server", "org.jts.gateway.mock", "org.jts.accounts",
            "org.jts.connection", "org.jts.market", "org.jts.ratelimit", "org.jts.storage", "org.jts.telemetry",
            "org.jts.time", "org.jts.trading", "org.apache.felix.scr", "org.apache.felix.configadmin",
            "org.apache.felix.metatype", "org.eclipse.equinox.cm", "org.eclipse.equinox.metatype",
            "org.eclipse.equinox.event", "org.eclipse.equinox.app", "org.eclipse.core.runtime",
            "ch.qos.logback.classic");

    private final BundleContext context = FrameworkUtil.getBundle(ServerProcess.class).getBundleContext();
    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    /**
     * @param folder its data folder
     * @param port   on which it listens
     */
    ServerProcess(Path folder, int port) throws IOException, InterruptedException {
        Path configuration = Files.createDirectories(folder.resolve("configuration"));
        Files.writeString(configuration.resolve("config.ini"), configuration());
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Djts.data=" + folder,
                "-Dfelix.cm.dir=" + folder.resolve("config"), "-Djts.brokers.default=org.jts.gateway.mock:mock",
                "-jar", framework(), "-configuration", configuration.toString(), "-data",
                folder.resolve("workspace").toString(), "-application", "org.jts.server.app", "-consoleLog", "--rest",
                "off",
                "--listen", "127.0.0.1:" + port).redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::listen);
        String line = "";
        StringJoiner all = new StringJoiner("\n");
        while (!line.startsWith("JTS server")) {
            line = Optional.ofNullable(said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).orElse("END");
            all.add(line);
            if (line.equals("END")) {
                close();
                throw new AssertionError("expected a server that listens, it said: " + all);
            }
        }
    }

    private void listen() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(said::add);
        } catch (IOException | UncheckedIOException e) {
            said.add(e.toString());
        }
        said.add("END");
    }

    private String configuration() {
        StringJoiner bundles = new StringJoiner(",");
        for (Bundle bundle : needed()) {
            boolean fragment = (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            bundles.add("reference:file:" + file(bundle) + (fragment ? "" : "@start"));
        }
        return "osgi.bundles=%s%nosgi.bundles.defaultStartLevel=4%nosgi.framework=file:%s%neclipse.ignoreApp=false%n"
                .formatted(bundles, framework());
    }

    /** The roots, and all that they are wired to here, with its fragments. */
    private Set<Bundle> needed() {
        Set<Bundle> found = new LinkedHashSet<>();
        Deque<Bundle> open = new ArrayDeque<>();
        for (Bundle bundle : context.getBundles()) {
            if (ROOTS.contains(bundle.getSymbolicName())) {
                open.add(bundle);
            }
        }
        while (!open.isEmpty()) {
            Bundle next = open.remove();
            BundleWiring wiring = next.adapt(BundleWiring.class);
            if (next.getBundleId() == Constants.SYSTEM_BUNDLE_ID || wiring == null || isOfTests(next)
                    || !found.add(next)) {
                continue;
            }
            for (BundleWire wire : wiring.getRequiredWires(null)) {
                open.add(wire.getProvider().getBundle());
            }
            for (BundleWire wire : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
                open.add(wire.getRequirer().getBundle());
            }
        }
        return found;
    }

    private static boolean isOfTests(Bundle bundle) {
        return bundle.getSymbolicName().endsWith(".tests") || bundle.getSymbolicName().contains("surefire");
    }

    private String framework() {
        return path(context.getProperty("osgi.framework"));
    }

    /** A location may be relative to the folder of the installation. */
    private String file(Bundle bundle) {
        return Path.of(path(context.getProperty("osgi.install.area"))).resolve(path(bundle.getLocation())).normalize()
                .toString();
    }

    private static String path(String location) {
        return location.substring(location.indexOf("file:") + "file:".length());
    }

    /** Ends it as a fault of the machine does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
