package org.jts.api.install;

import java.util.Objects;

/**
 * Who vouches for the bytes of a plug-in.
 *
 * @param trust       how far that goes
 * @param name        subject of the certificate; empty when nothing is signed
 * @param fingerprint SHA-256 of the certificate, hexadecimal, in pairs; empty when nothing is signed
 * @since 1.0
 */
public record Signer(Trust trust, String name, String fingerprint) {

    /** How far a signature goes. @since 1.0 */
    public enum Trust {
        /** Every bundle is signed, by a certificate that this workstation trusts. */
        TRUSTED,
        /** Every bundle is signed, by a certificate of which this workstation knows nothing. */
        UNKNOWN,
        /** At least one bundle is not signed. */
        UNSIGNED
    }

    public Signer {
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(fingerprint, "fingerprint");
    }
}
