package org.jts.api.feed;

/** How far a price can be trusted. @since 1.0 */
public enum Freshness {
    /** Streaming over a healthy connection. */
    LIVE,
    /** Streaming, but the broker delays it. */
    DELAYED,
    /** Was live; the connection is gone or silent. */
    STALE,
    /** From the store, of an earlier day or run. */
    CACHED
}
