package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** The program is killed at each step of an update, and started again. */
final class KilledOSGiTest {

    private static final List<String> ROOTS = List.of("org.jts.install", "org.jts.connection", "org.jts.time",
            "org.jts.sample.gateway", "org.jts.testkit", "org.apache.felix.scr", "org.apache.felix.configadmin",
            "org.apache.felix.metatype", "org.eclipse.equinox.event", "org.eclipse.equinox.p2.core",
            "org.eclipse.equinox.p2.repository", "org.eclipse.equinox.p2.metadata.repository",
            "org.eclipse.equinox.p2.artifact.repository", "org.apache.aries.spifly.dynamic.bundle",
            "ch.qos.logback.classic");
    private static final int MOST_POINTS = 60;

    @TempDir
    Path folder;
    private Rig rig;
    private final List<String> points = new ArrayList<>();
    /** The version that the last process found when it started. */
    private String before = "none";

    @BeforeEach
    void start() throws Exception {
        rig = new Rig(folder.resolve("rig"));
    }

    @AfterEach
    void end() throws Exception {
        rig.close();
    }

    @Test
    void afterADeathAtAnyStepOneVersionRunsAndNothingHalfIsLeft() throws Exception {
        rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"))
                .feature(Rig.FEATURE, "1.1.0", "Acme", new AcmeJar("1.1.0"));
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.move(folder.resolve("rig/site"), home.resolve("site"));
        Files.write(home.resolve("bundles"), bundles());
        assertEquals("DONE 1.0.0", runUntil(home, 0, "none"));
        String expected = "1.0.0";
        for (int point = 1; point < MOST_POINTS;) {
            String end = runUntil(home, point, expected);
            boolean isUpdate = before.equals("1.0.0"); // else it went back, which has points of its own
            if (end.startsWith("AT ")) {
                points.add(end.substring("AT ".length()));
            } else if (isUpdate) {
                assertTrue(points.containsAll(List.of("installed 1.1.0", "stopped 1.0.0", "started 1.1.0",
                        "unresolved 1.0.0")), points.toString());
                return;
            }
            point += isUpdate ? 1 : 0;
            expected = "1.0.0|1.1.0";
        }
        throw new AssertionError("expected an update to have an end, found " + points);
    }

    /** @return the last line that the process said; it is killed when it has come to its point */
    private String runUntil(Path home, int point, String expected) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", file(rig.context.getBundle(0)) + File.pathSeparator
                + classes(rig.bundle("org.jts.install.tests").orElseThrow()), KilledMain.class.getName(),
                home.toString(),
                String.valueOf(point)).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith("STATE ")) {
                    check(line.substring("STATE ".length()), expected, said);
                } else if (line.startsWith("AT ") || line.startsWith("DONE ")) {
                    return line;
                }
            }
            throw new AssertionError("expected it to come to its point or its end, it said: " + said);
        } finally {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
    }

    /** One version is chosen, that one runs and no other, and what lies in the folder is whole. */
    private void check(String state, String expected, List<String> said) {
        String[] parts = state.split("\\|", -1);
        String where = "after a death at " + (points.isEmpty() ? "no point" : points.getLast()) + ": " + said;
        before = parts[0];
        assertTrue(parts[0].matches(expected), where);
        assertEquals(parts[0].equals("none") ? "" : parts[0], parts[1], where);
        assertTrue(!parts[2].contains("half"), where);
        assertEquals("", parts[3], "nothing has to be told " + where);
    }

    private List<String> bundles() {
        Set<Bundle> found = new LinkedHashSet<>();
        Deque<Bundle> open = new ArrayDeque<>();
        ROOTS.forEach(name -> rig.bundle(name).ifPresent(open::add));
        while (!open.isEmpty()) {
            Bundle next = open.remove();
            BundleWiring wiring = next.adapt(BundleWiring.class);
            if (next.getBundleId() == Constants.SYSTEM_BUNDLE_ID || wiring == null || !found.add(next)) {
                continue;
            }
            for (BundleWire wire : wiring.getRequiredWires(null)) {
                open.add(wire.getProvider().getBundle());
            }
            for (BundleWire wire : wiring.getProvidedWires(HostNamespace.HOST_NAMESPACE)) {
                open.add(wire.getRequirer().getBundle());
            }
        }
        return found.stream().map(this::file).toList();
    }

    private String file(Bundle bundle) {
        if (bundle.getBundleId() == 0) {
            return path(rig.context.getProperty("osgi.framework"));
        }
        return Path.of(path(rig.context.getProperty("osgi.install.area"))).resolve(path(bundle.getLocation()))
                .normalize().toString();
    }

    /** A bundle of the build's own may be a folder, with its classes where the build puts them. */
    private String classes(Bundle bundle) {
        Path place = Path.of(file(bundle));
        return (Files.isDirectory(place) ? place.resolve(KilledMain.CLASSES) : place).toString();
    }

    private static String path(String location) {
        return location.substring(location.indexOf("file:") + "file:".length());
    }

    @Test
    void whatADeathHasLeftInTheFolderIsClearedAway() throws Exception {
        TestSite site = rig.site("site").feature(Rig.FEATURE, "1.0.0", "Acme", new AcmeJar("1.0.0"));
        rig.configure("acme", "a1");
        rig.installer().apply(rig.install(site, "1.0.0"), new Consent(Optional.of(
                new Signer(Trust.UNSIGNED, "", "")), Working.LEAVE), InstallMonitor.NONE);
        Path plugins = rig.folder.resolve("plugins");
        Files.writeString(plugins.resolve("plugins.properties.next"), "run.org.acme.fea");
        Path half = Files.createDirectories(plugins.resolve("store/org.acme.feature_9.0.0"));
        Files.writeString(half.resolve("org.acme.gateway_9.0.0.jar"), "half a jar");
        Files.createDirectories(plugins.resolve("tmp/w1"));
        Files.createDirectories(plugins.resolve("watched/1"));
        rig.restart();
        rig.awaitConnected("a1");
        assertTrue(Files.notExists(half));
        assertTrue(Files.notExists(plugins.resolve("tmp")));
        assertTrue(Files.notExists(plugins.resolve("watched")));
        assertTrue(Files.notExists(plugins.resolve("plugins.properties.next")));
    }
}
