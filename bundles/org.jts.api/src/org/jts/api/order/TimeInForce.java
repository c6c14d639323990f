package org.jts.api.order;

/** How long an order works. @since 1.0 */
public enum TimeInForce {
    /** Until the end of the trading day. */
    DAY,
    /** What can be filled at once is, the rest is cancelled. */
    IOC,
    /** Filled at once as a whole, or not at all. */
    FOK,
    /** Until cancelled. */
    GTC
}
