package org.jts.install.internal.run;

import java.nio.file.Path;

/**
 * A bundle that may be installed.
 *
 * @param symbolicName of the bundle
 * @param version      of the bundle, an OSGi version
 * @param location     where the framework finds it
 */
public record Jar(String symbolicName, String version, String location) {

    /** One of a release that was fetched. */
    public static Jar of(String symbolicName, String version, Path file) {
        return new Jar(symbolicName, version, "reference:" + file.toUri());
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
