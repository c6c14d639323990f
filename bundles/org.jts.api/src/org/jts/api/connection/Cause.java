package org.jts.api.connection;

/** Why a connection is in its phase, and so who can act. @since 1.0 */
public enum Cause {
    /** The user, or the start of the workstation, asked for it. */
    REQUESTED,
    /** The settings are wrong or incomplete. */
    CONFIGURATION,
    /** Keys, tokens or permissions were refused. */
    AUTHENTICATION,
    /** The line. */
    NETWORK,
    /** The broker refuses or has a fault. */
    BROKER,
    /** Requests are taken and not answered. */
    NO_ANSWER,
    /** The gateway bundle threw what it must not. */
    GATEWAY_FAULT,
    /** The gateway was removed or is being updated. */
    REMOVED
}
