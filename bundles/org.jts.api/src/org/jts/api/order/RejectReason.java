package org.jts.api.order;

/** Why an order was refused, across brokers; the broker's own words stand beside it. @since 1.0 */
public enum RejectReason {
    UNKNOWN_SYMBOL,
    UNKNOWN_ACCOUNT,
    /** No such order, or it belongs to another account. */
    UNKNOWN_ORDER,
    /** Filled, cancelled or expired before the cancel or change came. */
    ORDER_CLOSED,
    INSUFFICIENT_FUNDS,
    /** Not so much held, or reserved by other orders. */
    INSUFFICIENT_HOLDINGS,
    /** Off the tick table. */
    PRICE_TICK,
    /** Beyond the day's price limits, or another band. */
    PRICE_LIMIT,
    /** Not a multiple of the lot, too small or too large. */
    QUANTITY,
    MARKET_CLOSED,
    /** Halted, or not traded now. */
    NOT_TRADABLE,
    /** The broker knows the client order id already. */
    DUPLICATE,
    /** The broker, or this kind of account, does not do that. */
    UNSUPPORTED,
    /** A rule of this workstation's own, not the broker's. */
    RISK_CHECK,
    RATE_LIMIT,
    OTHER
}
