package org.jts.api.install;

import java.util.Objects;
import java.util.Optional;

/**
 * What the person at the keyboard said to a {@link Preflight}.
 *
 * @param trusted the signer of {@link Preflight#signer} to whom it was a yes; empty: no yes. When the plug-in is
 *                vouched for by somebody else by the time it is installed, the yes does not hold
 * @param working what becomes of working orders
 * @since 1.0
 */
public record Consent(Optional<Signer> trusted, Working working) {

    /** What becomes of orders that are working at a broker whose gateway goes. @since 1.0 */
    public enum Working {
        /** They stay at the broker, and are found there again when the gateway is back. */
        LEAVE,
        /** They are cancelled first; the change is given up when one cannot be. */
        CANCEL
    }

    public Consent {
        Objects.requireNonNull(trusted, "trusted");
        Objects.requireNonNull(working, "working");
    }
}
