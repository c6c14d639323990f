package org.jts.checks;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Manifest;

/** What the rules ask of a bundle's manifest. */
public final class BundleManifest {
    private final Manifest manifest;

    private BundleManifest(Manifest manifest) {
        this.manifest = manifest;
    }

    /** Reads the manifest of a bundle's folder. */
    public static BundleManifest of(Path bundle) {
        Path file = bundle.resolve("META-INF/MANIFEST.MF");
        try (InputStream in = Files.newInputStream(file)) {
            return new BundleManifest(new Manifest(in));
        } catch (IOException e) {
            throw new UncheckedIOException("expected a manifest, found " + file + " cannot be read as one", e);
        }
    }

    /** The symbolic name without its directives. */
    public String symbolicName() {
        return clauses("Bundle-SymbolicName").keySet().stream().findFirst().orElse("");
    }

    /** The bundle that a fragment extends. */
    public Optional<String> fragmentHost() {
        return clauses("Fragment-Host").keySet().stream().findFirst();
    }

    /** The packages offered to others. */
    public Set<String> exports() {
        return clauses("Export-Package").keySet();
    }

    /** The version under which a package is offered to others. */
    public Optional<String> exportedVersion(String packageName) {
        return Optional.ofNullable(clauses("Export-Package").get(packageName)).map(Attrs::getVersion);
    }

    /** The packages taken from others, with their attributes. */
    public Parameters imports() {
        return clauses("Import-Package");
    }

    /** The bundles required by name. */
    public Set<String> requires() {
        return clauses("Require-Bundle").keySet();
    }

    /** A header's text, or what is given when there is none. */
    public String header(String name, String otherwise) {
        String value = manifest.getMainAttributes().getValue(name);
        return value == null ? otherwise : value;
    }

    private Parameters clauses(String header) {
        return OSGiHeader.parseHeader(header(header, ""));
    }
}
