package org.jts.install.internal;

import java.util.Objects;

/**
 * One bundle of a release.
 *
 * @param symbolicName of the bundle
 * @param version      of the bundle, an OSGi version
 * @param sha256       of its jar, hexadecimal; empty for what came with the workstation
 */
record Piece(String symbolicName, String version, String sha256) {
    Piece {
        Objects.requireNonNull(symbolicName, "symbolicName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sha256, "sha256");
    }

    String fileName() {
        return symbolicName + "_" + version + ".jar";
    }

    boolean isSame(Piece other) {
        return symbolicName.equals(other.symbolicName) && version.equals(other.version);
    }

    @Override
    public String toString() {
        return symbolicName + " " + version;
    }
}
