package org.jts.api.gateway;

/** What kind of thing went wrong, and so who can mend it. @since 1.0 */
public enum ErrorCategory {
    /** No connection, or it broke. Mends itself, or the network does. */
    NETWORK,
    /** Keys, tokens, permissions. The user's settings. */
    AUTHENTICATION,
    /** The broker's limit of requests, or ours in front of it. Waiting helps. */
    RATE_LIMIT,
    /** The request itself is wrong. Asking again the same way never helps. */
    VALIDATION,
    /** No answer in time. */
    TIMEOUT,
    /** The answer cannot be read, or contradicts itself. */
    DATA,
    /** This broker, account or environment does not offer it. */
    UNSUPPORTED,
    /** A fault of the broker's system or of the gateway. */
    SYSTEM
}
