package org.jts.api.install;

import java.util.Objects;

/**
 * What the person at the keyboard said to a {@link Preflight}.
 *
 * @param trust   yes to bundles that are not signed, or by somebody unknown
 * @param working what becomes of working orders
 * @since 1.0
 */
public record Consent(boolean trust, Working working) {

    /** What becomes of orders that are working at a broker whose gateway goes. @since 1.0 */
    public enum Working {
        /** They stay at the broker, and are found there again when the gateway is back. */
        LEAVE,
        /** They are cancelled first; the change is given up when one cannot be. */
        CANCEL
    }

    public Consent {
        Objects.requireNonNull(working, "working");
    }
}
