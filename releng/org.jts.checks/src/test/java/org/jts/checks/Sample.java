package org.jts.checks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** A small checkout made for one test. */
final class Sample {
    private final Checkout checkout;

    Sample(Path root) {
        this.checkout = new Checkout(root);
    }

    Checkout checkout() {
        return checkout;
    }

    Sample file(String name, String text) {
        Path file = checkout.root().resolve(name);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A bundle with the header lines given. */
    Sample bundle(String name, String... headers) {
        return manifest("bundles/" + name, name, headers);
    }

    Sample manifest(String folder, String name, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\n", headers) + "\n";
        return file(folder + "/META-INF/MANIFEST.MF",
            "Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + name
                + "\nBundle-Version: 1.0.0.qualifier\n" + more);
    }

    /** A jar of texts in a bundle's target folder. */
    Sample jar(String bundle, Map<String, String> texts) {
        Map<String, byte[]> entries = new TreeMap<>();
        texts.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
        write(checkout.root().resolve("bundles/" + bundle + "/target/" + bundle + "-1.0.0.jar"), entries);
        return this;
    }

    /** Compiles sources of one package into a jar that exports it. */
    Path compiled(Path jar, String packageName, String version, Map<String, String> sources) {
        try {
            Path work = Files.createTempDirectory(checkout.root(), "compile");
            Path out = work.resolve("out");
            Files.createDirectories(out);
            List<String> arguments = new java.util.ArrayList<>(List.of("-d", out.toString(), "-cp",
                System.getProperty("java.class.path")));
            for (Map.Entry<String, String> source : sources.entrySet()) {
                Path file = work.resolve(source.getKey() + ".java");
                Files.writeString(file, "package " + packageName + ";\n" + source.getValue());
                arguments.add(file.toString());
            }
            int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
            if (status != 0) {
                throw new IllegalStateException("expected the sample to compile, found it does not");
            }
            Map<String, byte[]> entries = new TreeMap<>();
            entries.put("META-INF/MANIFEST.MF", ("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\n"
                + "Bundle-SymbolicName: sample\nBundle-Version: 1.0.0\nExport-Package: " + packageName + ";version=\""
                + version + "\"\n").getBytes(StandardCharsets.UTF_8));
            for (Path file : Checkout.files(out, ".class")) {
                entries.put(out.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            write(jar, entries);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the sample under git, so that what it tracks can be asked. */
    Sample git() {
        try {
            Process git = new ProcessBuilder("git", "init", "-q").directory(checkout.root().toFile()).inheritIO()
                    .start();
            if (git.waitFor() != 0) {
                throw new IllegalStateException("expected git init to work, found it does not");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return this;
    }

    private static void write(Path jar, Map<String, byte[]> entries) {
        try {
            Files.createDirectories(jar.getParent());
            try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    out.putNextEntry(new JarEntry(entry.getKey()));
                    out.write(entry.getValue());
                    out.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The findings of a rule, as text. */
    List<String> findings(Rule rule) {
        return rule.check(checkout).stream().map(Finding::toString).toList();
    }
}
