package org.jts.api.order;

/**
 * Where an order stands. The names are those of the wire contract ({@code ORDER_STATUS_*}).
 *
 * @since 1.0
 */
public enum OrderStatus {
    /** What the broker did with it is not known: it may be working. Resolved by asking, never by sending again. */
    UNKNOWN(false),
    /** Noted here, not sent yet. */
    PENDING(false),
    /** Sent, no answer yet. */
    SUBMITTED(false),
    /** Taken by the broker and working, nothing filled yet. */
    ACCEPTED(false),
    /** Working, partly filled. */
    PARTIAL(false),
    /** Filled as a whole. */
    FILLED(true),
    /** Ended by a cancel; what was filled before remains. */
    CANCELLED(true),
    /** Refused by the broker. */
    REJECTED(true),
    /** Ended by its time in force; what was filled before remains. */
    EXPIRED(true);

    private final boolean terminal;

    OrderStatus(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether nothing more can happen to the order. */
    public boolean isFinal() {
        return terminal;
    }

    /** Whether the order may be at the broker and may still trade. */
    public boolean isOpen() {
        return !terminal;
    }
}
