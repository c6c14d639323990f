package org.jts.ui.tests.story;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive with one plug-in, as an author hands it out: a p2 repository in a zip file. */
final class PluginArchive {

    private static final String CONTENT = """
            <?xml version='1.0' encoding='UTF-8'?>
            <?metadataRepository version='1.2.0'?>
            <repository name='Test' type='org.eclipse.equinox.internal.p2.metadata.repository.LocalMetadataRepository' \
            version='1'>
              <units>
                <unit id='FEATURE.feature.group' version='VERSION' singleton='false'>
                  <properties>
                    <property name='org.eclipse.equinox.p2.name' value='NAME'/>
                    <property name='org.eclipse.equinox.p2.provider' value='Test'/>
                    <property name='org.eclipse.equinox.p2.type.group' value='true'/>
                  </properties>
                  <provides>
                    <provided namespace='org.eclipse.equinox.p2.iu' name='FEATURE.feature.group' version='VERSION'/>
                  </provides>
                  <requires>REQUIRES</requires>
                  <touchpoint id='null' version='0.0.0'/>
                </unit>
                UNITS
              </units>
            </repository>
            """;
    private static final String UNIT = """
            <unit id='ID' version='VERSION'>
              <provides>
                <provided namespace='org.eclipse.equinox.p2.iu' name='ID' version='VERSION'/>
                <provided namespace='org.jts.plugin' name='ID' version='0.0.0'>
                  <properties><property name='WHAT' value='BRINGS' type='List'/></properties>
                </provided>
              </provides>
              <artifacts><artifact classifier='osgi.bundle' id='ID' version='VERSION'/></artifacts>
              <touchpoint id='org.eclipse.equinox.p2.osgi' version='1.0.0'/>
            </unit>
            """;
    private static final String ARTIFACTS = """
            <?xml version='1.0' encoding='UTF-8'?>
            <?artifactRepository version='1.1.0'?>
            <repository name='Test' type='org.eclipse.equinox.p2.artifact.repository.simpleRepository' version='1'>
              <mappings size='1'>
                <rule filter='(&amp; (classifier=osgi.bundle))' output='${repoUrl}/plugins/${id}_${version}.jar'/>
              </mappings>
              <artifacts>ARTIFACTS</artifacts>
            </repository>
            """;

    /**
     * One bundle of it.
     *
     * @param what   {@code brokers}, {@code views} or {@code commands}
     * @param brings one of these
     */
    record Part(Path jar, String id, String version, String what, String brings) {

        private String unit() {
            return UNIT.replace("ID", id).replace("VERSION", version).replace("WHAT", what).replace("BRINGS", brings);
        }

        private String requirement() {
            return "<required namespace='org.eclipse.equinox.p2.iu' name='%s' range='[%s,%s]'/>".formatted(id, version,
                    version);
        }

        private String artifact() {
            return "<artifact classifier='osgi.bundle' id='%s' version='%s'/>".formatted(id, version);
        }
    }

    private PluginArchive() {
    }

    /** @return its address */
    static URI write(Path zip, String feature, String version, String name, List<Part> parts) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            entry(out, "content.xml", CONTENT.replace("REQUIRES", parts.stream().map(Part::requirement)
                    .collect(Collectors.joining())).replace("FEATURE", feature).replace("VERSION", version)
                    .replace("NAME", name).replace("UNITS", parts.stream().map(Part::unit)
                            .collect(Collectors.joining())).getBytes(StandardCharsets.UTF_8));
            entry(out, "artifacts.xml", ARTIFACTS.replace("ARTIFACTS", parts.stream().map(Part::artifact)
                    .collect(Collectors.joining())).getBytes(StandardCharsets.UTF_8));
            for (Part part : parts) {
                entry(out, "plugins/" + part.id() + "_" + part.version() + ".jar", Files.readAllBytes(part.jar()));
            }
        }
        return zip.toUri();
    }

    private static void entry(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    /** Makes a copy of a bundle under another name: the test framework holds on to the one that the build made. */
    static Path renamed(Path jar, String name, String version, Path to) throws IOException {
        try (JarFile in = new JarFile(jar.toFile()); OutputStream file = Files.newOutputStream(to)) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(file, manifest)) {
                for (JarEntry entry : Collections.list(in.entries())) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream bytes = in.getInputStream(entry)) {
                            bytes.transferTo(out);
                        }
                    }
                }
            }
        }
        return to;
    }
}
