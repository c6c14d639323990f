package org.jts.exchange;

/** What trading is like at a time. @since 1.0 */
public enum SessionPhase {
    /** Orders are refused; open ones may be cancelled. */
    CLOSED,
    /** Orders are collected; they trade at one price when the phase ends. */
    OPENING_AUCTION,
    /** Orders trade when they come. */
    CONTINUOUS,
    /** Orders are collected; they trade at one price when the phase ends, and the session is over. */
    CLOSING_AUCTION;

    public boolean isAuction() {
        return this == OPENING_AUCTION || this == CLOSING_AUCTION;
    }
}
