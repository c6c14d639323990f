package org.jts.connection.internal.call;

/** Kinds of calls, each with a share of its own: reads that hang leave room for a cancel and for a health check. */
public enum Lane {
    /** Connecting, disconnecting, health checks. */
    CONTROL,
    /** Reads and subscriptions. */
    READ,
    /** Order calls. */
    ORDER
}
