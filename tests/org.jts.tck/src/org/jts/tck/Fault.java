package org.jts.tck;

/**
 * What can go wrong between a gateway and its broker. A harness that can cause it lets the kit prove what the gateway
 * makes of it; without, the rules that need it are skipped and the report says so.
 *
 * @since 1.0
 */
public enum Fault {
    /** Connecting is refused until faults are cleared. */
    CONNECT_REFUSED,
    /** Keys are refused until faults are cleared: nobody can sign in. */
    SIGN_IN_REFUSED,
    /** The token or session that the broker gave out is not taken any more, from now on; signing in gives a new one. */
    TOKEN_REVOKED,
    /** The connection breaks, once, at the moment of injecting. */
    CONNECTION_LOSS,
    /** From now on the broker takes requests and answers none of them. */
    SILENCE,
    /** The answer of the next order request is lost; the broker has the order. */
    LOST_ANSWER,
    /** The next answer, of a read or an order, cannot be read: cut off, or of other types; the broker has done it. */
    GARBLED_ANSWER,
    /** From now on the broker refuses every order, and says so. */
    REFUSAL,
    /** From now on every event is sent twice. */
    DUPLICATE_EVENTS,
    /** From now on no order event is sent. */
    DROPPED_EVENTS,
    /** From now on the request limiter gives no permit to anybody. */
    NO_PERMIT
}
