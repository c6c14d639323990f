package org.jts.install.internal.run;

import java.nio.file.Path;

/**
 * A bundle that may be installed.
 *
 * @param symbolicName of the bundle
 * @param version      of the bundle, an OSGi version
 * @param file         its jar; null for one that came with the workstation, which is there or is not
 */
public record Jar(String symbolicName, String version, Path file) {

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
