package org.jts.connection.internal.call;

/** A call got no answer of the gateway. Says why, and whether the gateway had it. */
public final class CallException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** Too many calls of its kind are under way. */
        BUSY,
        /** The time limit was over. */
        OVERRUN,
        /** The connection was closed for good. */
        CLOSED
    }

    private final Reason reason;
    private final boolean handedOver;

    CallException(Reason reason, boolean handedOver, String message) {
        super(message, null, false, false);
        this.reason = reason;
        this.handedOver = handedOver;
    }

    public Reason reason() {
        return reason;
    }

    /** Whether the gateway's code was entered: it may have done what was asked, or may still do it. */
    public boolean wasHandedOver() {
        return handedOver;
    }
}
