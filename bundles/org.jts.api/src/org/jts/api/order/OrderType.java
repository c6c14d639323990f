package org.jts.api.order;

/** How an order finds its price. @since 1.0 */
public enum OrderType {
    /** At the best prices there are. */
    MARKET(false, false),
    /** At the limit price or better. */
    LIMIT(true, false),
    /** A market order once the stop price has traded. */
    STOP(false, true),
    /** A limit order once the stop price has traded. */
    STOP_LIMIT(true, true);

    private final boolean limited;
    private final boolean stopped;

    OrderType(boolean limited, boolean stopped) {
        this.limited = limited;
        this.stopped = stopped;
    }

    /** Whether such an order carries a limit price. */
    public boolean hasLimitPrice() {
        return limited;
    }

    /** Whether such an order carries a stop price. */
    public boolean hasStopPrice() {
        return stopped;
    }
}
