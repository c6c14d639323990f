package org.jts.install.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.jts.sample.gateway.SampleGateway;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * Makes the jar of a broker plug-in as an author would: its gateway is a copy of the sample's, private to the bundle.
 */
final class AcmeJar {

    static final String NAME = "org.acme.gateway";
    static final String PID = "org.acme.gateway";
    static final String TYPE = "acme";

    private static final String PACKAGES = "org.jts.api;version=\"[1.0,2)\",org.jts.api.account;version=\"[1.0,2)\","
            + "org.jts.api.gateway;version=\"[1.0,2)\",org.jts.api.market;version=\"[1.0,2)\","
            + "org.jts.api.order;version=\"[1.0,2)\"";

    private final String version;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private String name = NAME;
    private String imports = PACKAGES;
    private String exports = "";
    private String type = TYPE;
    private String implementation = SampleGateway.class.getName();

    AcmeJar(String version) {
        this.version = version;
    }

    AcmeJar named(String other) {
        name = other;
        return this;
    }

    /** Of another kind, so that two plug-ins run side by side. */
    AcmeJar ofType(String other) {
        type = other;
        return this;
    }

    AcmeJar importing(String more) {
        imports = imports + "," + more;
        return this;
    }

    AcmeJar exporting(String packages) {
        exports = packages;
        return this;
    }

    /** Its gateway has no class: it installs and resolves, and cannot serve. */
    AcmeJar broken() {
        implementation = "org.acme.Missing";
        return this;
    }

    AcmeJar with(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    String symbolicName() {
        return name;
    }

    String version() {
        return version;
    }

    String type() {
        return type;
    }

    String imports() {
        return imports;
    }

    String exports() {
        return exports;
    }

    void write(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", imports);
        if (!exports.isEmpty()) {
            main.putValue("Export-Package", exports);
        }
        if (!type.isEmpty()) {
            main.putValue("Service-Component", "OSGI-INF/gateway.xml");
            main.putValue("Provide-Capability", "org.jts.plugin;brokers:List<String>=\"" + type + "\"");
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            if (!type.isEmpty()) {
                add(jar, "OSGI-INF/gateway.xml", component().getBytes(StandardCharsets.UTF_8));
                addClasses(jar);
            }
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                add(jar, entry.getKey(), entry.getValue());
            }
        }
    }

    private String component() {
        return """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" immediate="false"
                    configuration-policy="require" configuration-pid="%s" deactivate="close" init="2">
                  <property name="behaviour" value="good"/>
                  <property name="broker.type" value="%s"/>
                  <property name="acme.version" value="%s"/>
                  <service><provide interface="org.jts.api.gateway.BrokerGateway"/></service>
                  <implementation class="%s"/>
                </scr:component>
                """.formatted(name, PID + "." + type, type, version, implementation);
    }

    private static void addClasses(JarOutputStream jar) throws IOException {
        Bundle sample = FrameworkUtil.getBundle(SampleGateway.class);
        for (URL url : Collections.list(sample.findEntries("/org/jts/sample/gateway", "*.class", false))) {
            try (InputStream in = url.openStream()) {
                add(jar, url.getPath().substring(url.getPath().indexOf("org/jts/")), in.readAllBytes());
            }
        }
    }

    private static void add(JarOutputStream jar, String path, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(path));
        jar.write(bytes);
        jar.closeEntry();
    }
}
