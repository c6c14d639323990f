package org.jts.checks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Keeps what the exported packages promise now, for later builds to be held to, and the
 * wire contract. What is generated or wrapped promises nothing by its classes. Run by {@code ./jts baseline}. */
public final class RecordBaseline {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

    private RecordBaseline() {
    }

    /**
     * Records the baseline.
     *
     * @param arguments the root of the checkout, whose bundles are built
     * @throws IOException when a jar cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Checkout checkout = new Checkout(Path.of(arguments[0]).toAbsolutePath().normalize());
        Path folder = BaselineRule.folder(checkout);
        Files.createDirectories(folder);
        for (Path old : Checkout.files(folder, ".jar")) {
            Files.delete(old);
        }
        for (Path bundle : checkout.bundles()) {
            Set<String> exports = BundleManifest.of(bundle).exports();
            if (!exports.isEmpty() && !Checkout.isMade(bundle)) {
                Path jar = MetatypeRule.builtJar(bundle);
                if (jar == null) {
                    throw new IOException("expected a built jar in " + bundle + "/target, found none");
                }
                Path kept = folder.resolve(bundle.getFileName() + ".jar");
                keep(jar, exports, kept);
                System.out.println(checkout.name(kept) + ": " + exports.size() + " packages");
            }
        }
        if (Files.isDirectory(checkout.root().resolve(ProtoRule.MODULE))) {
            ProtoRule.record(checkout);
        }
    }

    /** Copies what a jar exports, and what of its manifest says so. */
    static void keep(Path jar, Set<String> exports, Path kept) throws IOException {
        try (JarFile from = new JarFile(jar.toFile()); OutputStream file = Files.newOutputStream(kept);
                JarOutputStream to = new JarOutputStream(file)) {
            JarEntry first = new JarEntry(JarFile.MANIFEST_NAME);
            first.setTimeLocal(TIME);
            to.putNextEntry(first);
            manifest(from).write(to);
            to.closeEntry();
            TreeMap<String, JarEntry> classes = new TreeMap<>();
            from.stream().filter(entry -> isOf(exports, entry.getName()))
                .forEach(entry -> classes.put(entry.getName(), entry));
            for (JarEntry entry : classes.values()) {
                JarEntry copy = new JarEntry(entry.getName());
                copy.setTimeLocal(TIME);
                to.putNextEntry(copy);
                from.getInputStream(entry).transferTo(to);
                to.closeEntry();
            }
        }
    }

    private static Manifest manifest(JarFile jar) throws IOException {
        Manifest kept = new Manifest();
        Attributes all = jar.getManifest().getMainAttributes();
        kept.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (String name : Set.of("Bundle-ManifestVersion", "Bundle-SymbolicName", "Bundle-Version",
                "Export-Package")) {
            kept.getMainAttributes().putValue(name, all.getValue(name));
        }
        // the qualifier tells when, not what: without it the same promise is the same file
        kept.getMainAttributes().putValue("Bundle-Version",
            all.getValue("Bundle-Version").replaceFirst("^(\\d+\\.\\d+\\.\\d+).*", "$1"));
        return kept;
    }

    private static boolean isOf(Set<String> exports, String entry) {
        int slash = entry.lastIndexOf('/');
        return entry.endsWith(".class") && slash > 0 && exports.contains(entry.substring(0, slash).replace('/', '.'));
    }
}
