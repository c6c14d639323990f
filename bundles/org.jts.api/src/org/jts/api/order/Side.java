package org.jts.api.order;

/** Buying or selling. @since 1.0 */
public enum Side {
    BUY, SELL;

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
