package org.jts.api.limit;

import java.util.Objects;

/** No permit was given; nothing may be sent. @since 1.0 */
public class LimitException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why there was no permit. */
    public enum Reason {
        /** Too many wait already. */
        QUEUE_FULL,
        /** The wait grew longer than the caller allowed, or is known to. */
        TIMED_OUT,
        /** The request weighs more than a window holds: it can never be sent. */
        TOO_HEAVY,
        /** The limiter was closed, its broker is going. */
        CLOSED
    }

    private final Reason reason;

    public LimitException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
