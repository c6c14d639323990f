package org.jts.checks;

import aQute.bnd.header.Attrs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Dependencies point down: to the contract, and beside it only to what a layer is built on. A gateway is reached
 * through its service alone.
 */
public final class DependencyRule implements Rule {
    private static final String OURS = "org.jts.";
    private static final String API = "org.jts.api";
    private static final String GATEWAY = "org.jts.gateway.";
    private static final String UI = "org.jts.ui";
    /** Small libraries without state that any layer may use. */
    private static final Set<String> LIBRARIES = Set.of("org.jts.concurrent", "org.jts.http", "org.jts.journal",
            "org.jts.thirdparty.guava");
    /** The wire: what is generated from proto/, and the one mapping between it and the records. */
    private static final Set<String> WIRE = Set.of("org.jts.wire", "org.jts.wire.proto");
    private static final Set<String> USE_WIRE = Set.of("org.jts.wire", "org.jts.server", "org.jts.gateway.grpc");
    /**
     * What one bundle alone may use besides: simulators stand on the simulated exchange, a broker has one catalog,
     * and a limit is measured alike however it is kept.
     */
    private static final Map<String, Set<String>> MORE = Map.of("org.jts.gateway.mock", Set.of("org.jts.exchange"),
            "org.jts.gateway.kis", Set.of("org.jts.kis.catalog"), "org.jts.ui.kis", Set.of("org.jts.kis.catalog"),
            "org.jts.ratelimit.redis", Set.of("org.jts.ratelimit"),
            "org.jts.simulator.kis", Set.of("org.jts.exchange", "org.jts.kis.catalog"));
    private static final List<String> SCREEN = List.of("org.eclipse.swt", "org.eclipse.jface", "org.eclipse.ui");

    @Override
    public List<Finding> check(Checkout checkout) {
        Map<String, String> exporters = exporters(checkout);
        List<Finding> findings = new ArrayList<>();
        for (Path bundle : checkout.bundles()) {
            findings.addAll(check(checkout, bundle, exporters));
        }
        for (Path test : checkout.modules("tests", "META-INF/MANIFEST.MF")) {
            BundleManifest manifest = BundleManifest.of(test);
            Optional<String> host = manifest.fragmentHost();
            for (String name : manifest.imports().keySet()) {
                boolean own = host.isPresent() && isOrIsBelow(name, host.get());
                if (name.startsWith(GATEWAY) && !own) {
                    findings.add(new Finding(where(checkout, test),
                        "expected no import of a gateway's implementation, found " + name));
                }
            }
        }
        return findings;
    }

    private static List<Finding> check(Checkout checkout, Path bundle, Map<String, String> exporters) {
        List<Finding> findings = new ArrayList<>();
        String where = where(checkout, bundle);
        BundleManifest manifest = BundleManifest.of(bundle);
        String self = manifest.symbolicName();
        if (!self.equals(bundle.getFileName().toString())) {
            findings.add(new Finding(where, "expected Bundle-SymbolicName to be the folder's name, found " + self));
        }
        if (self.startsWith(GATEWAY) && !manifest.exports().isEmpty()) {
            findings.add(new Finding(where, "expected a gateway to export nothing, found " + manifest.exports()));
        }
        for (Map.Entry<String, Attrs> used : manifest.imports().entrySet()) {
            if (used.getKey().startsWith(OURS)) {
                String owner = exporters.getOrDefault(used.getKey(), used.getKey());
                if (!mayUse(self, owner)) {
                    findings.add(new Finding(where, "expected dependencies to point down to " + API + ", found "
                        + self + " uses " + used.getKey()));
                }
                if (!owner.equals(self) && used.getValue().getVersion() == null) {
                    findings.add(new Finding(where, "expected a version range on " + used.getKey() + ", found none"));
                }
            }
        }
        for (String required : manifest.requires()) {
            if (required.startsWith(OURS)) {
                findings.add(new Finding(where, "expected Import-Package for our own packages, found Require-Bundle: "
                    + required));
            }
        }
        if (!isOrIsBelow(self, UI)) {
            findings.addAll(screenUses(where, manifest));
        }
        return findings;
    }

    /** Whether a bundle may use what another one exports. */
    private static boolean mayUse(String self, String owner) {
        if (owner.equals(self) || isOrIsBelow(owner, API) || MORE.getOrDefault(self, Set.of()).contains(owner)) {
            return true;
        }
        if (self.equals(API)) {
            return false;
        }
        if (WIRE.contains(owner)) {
            return USE_WIRE.contains(self);
        }
        return LIBRARIES.contains(owner) || owner.equals(UI) && self.startsWith(UI + ".");
    }

    private static List<Finding> screenUses(String where, BundleManifest manifest) {
        List<Finding> findings = new ArrayList<>();
        List<String> used = new ArrayList<>(manifest.imports().keySet());
        used.addAll(manifest.requires());
        for (String name : used) {
            if (SCREEN.stream().anyMatch(screen -> isOrIsBelow(name, screen))) {
                findings.add(new Finding(where, "expected only " + UI + " bundles to need a screen, found " + name));
            }
        }
        return findings;
    }

    private static Map<String, String> exporters(Checkout checkout) {
        Map<String, String> exporters = new TreeMap<>();
        for (Path bundle : checkout.bundles()) {
            BundleManifest manifest = BundleManifest.of(bundle);
            manifest.exports().forEach(name -> exporters.put(name, manifest.symbolicName()));
        }
        return exporters;
    }

    private static boolean isOrIsBelow(String name, String parent) {
        return name.equals(parent) || name.startsWith(parent + ".");
    }

    private static String where(Checkout checkout, Path bundle) {
        return checkout.name(bundle.resolve("META-INF/MANIFEST.MF"));
    }
}
