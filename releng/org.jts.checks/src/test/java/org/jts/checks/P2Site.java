package org.jts.checks;

import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Writes a p2 site of some bundles, as projects publish them, each as a version of the caller's choice. */
final class P2Site {
    private final String version;
    private final StringBuilder units = new StringBuilder();
    private final StringBuilder artifacts = new StringBuilder();
    private int count;

    private P2Site(String version) {
        this.version = version;
    }

    static void write(Path folder, String version, List<Path> bundles) throws IOException {
        P2Site site = new P2Site(version);
        Files.createDirectories(folder.resolve("plugins"));
        for (Path bundle : bundles) {
            site.add(bundle, folder);
        }
        Files.writeString(folder.resolve("content.xml"), """
            <?xml version='1.0' encoding='UTF-8'?>
            <?metadataRepository version='1.1.0'?>
            <repository name='site' version='1' type='%s'>
            <units size='%d'>%s</units>
            </repository>
            """.formatted("org.eclipse.equinox.internal.p2.metadata.repository.LocalMetadataRepository", site.count,
            site.units));
        Files.writeString(folder.resolve("artifacts.xml"), """
            <?xml version='1.0' encoding='UTF-8'?>
            <?artifactRepository version='1.1.0'?>
            <repository name='site' version='1' type='%s'>
            <mappings size='1'>
            <rule filter='(&amp; (classifier=osgi.bundle))' output='${repoUrl}/plugins/${id}_${version}.jar'/>
            </mappings>
            <artifacts size='%d'>%s</artifacts>
            </repository>
            """.formatted("org.eclipse.equinox.p2.artifact.repository.simpleRepository", site.count, site.artifacts));
    }

    private void add(Path bundle, Path folder) throws IOException {
        try (JarFile jar = new JarFile(bundle.toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            String name = headers.getValue("Bundle-SymbolicName").split(";")[0];
            Path copy = folder.resolve("plugins").resolve(name + "_" + version + ".jar");
            copy(jar, copy);
            Collection<String> exported = names(headers, "Export-Package");
            Collection<String> bundles = names(headers, "Require-Bundle");
            Collection<String> imported = names(headers, "Import-Package");
            StringBuilder provided = new StringBuilder()
                .append(capability("provided", "org.eclipse.equinox.p2.iu", name, version))
                .append(capability("provided", "osgi.bundle", name, version))
                .append(capability("provided", "org.eclipse.equinox.p2.eclipse.type", "bundle", "1.0.0"));
            exported.forEach(each -> provided.append(capability("provided", "java.package", each, "0.0.0")));
            StringBuilder required = new StringBuilder();
            bundles.forEach(each -> required.append(requirement("osgi.bundle", each)));
            imported.forEach(each -> required.append(requirement("java.package", each)));
            units.append("""
                <unit id='%1$s' version='%2$s'>
                <provides size='%3$d'>%4$s</provides>
                <requires size='%5$d'>%6$s</requires>
                <artifacts size='1'><artifact classifier='osgi.bundle' id='%1$s' version='%2$s'/></artifacts>
                <touchpoint id='org.eclipse.equinox.p2.osgi' version='1.0.0'/>
                <touchpointData size='1'><instructions size='1'>
                <instruction key='manifest'>Bundle-SymbolicName: %1$s&#xA;Bundle-Version: %2$s&#xA;</instruction>
                </instructions></touchpointData>
                </unit>
                """.formatted(name, version, 3 + exported.size(), provided, bundles.size() + imported.size(),
                required));
            artifacts.append("<artifact classifier='osgi.bundle' id='%s' version='%s'/>%n".formatted(name, version));
            count++;
        }
    }

    private static Collection<String> names(Attributes headers, String header) {
        String value = headers.getValue(header);
        return value == null ? List.of() : new Parameters(value).keySet();
    }

    private static String capability(String element, String namespace, String name, String version) {
        return "<%s namespace='%s' name='%s' version='%s'/>%n".formatted(element, namespace, name, version);
    }

    private static String requirement(String namespace, String name) {
        return "<required namespace='%s' name='%s' range='0.0.0'/>%n".formatted(namespace, name);
    }

    private void copy(JarFile from, Path to) throws IOException {
        Manifest manifest = from.getManifest();
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        try (OutputStream file = Files.newOutputStream(to); JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (JarEntry entry : from.stream().filter(e -> !e.getName().equals(JarFile.MANIFEST_NAME)).toList()) {
                jar.putNextEntry(new JarEntry(entry.getName()));
                from.getInputStream(entry).transferTo(jar);
            }
        }
    }
}
