package org.jts.connection.internal.call;

/** Kinds of calls, each with a share of its own: reads that hang leave room for a cancel and for a health check. */
public enum Lane {
    /** Connecting, disconnecting, health checks. */
    CONTROL,
    /** Reads and subscriptions, but for history. */
    READ,
    /** Reads of history: a bulk job that waits for its request limit leaves room for all other reads. */
    HISTORY,
    /** Orders and changes. */
    ORDER,
    /** Cancels, which lower the risk: where others are refused for lack of a place, they wait for one. */
    CANCEL
}
