package org.jts.exchange.internal;

import org.jts.api.order.RejectReason;
import org.jts.exchange.Answer;

/** Ends the checking of an order; always caught where it began, and turned into an answer. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    Refusal(RejectReason reason, String text, Object... values) {
        // Refusals are no errors of the program: no stack trace, so that many of them cost little.
        super(values.length == 0 ? text : text.formatted(values), null, false, false);
        this.reason = reason;
    }

    RejectReason reason() {
        return reason;
    }

    Answer answer() {
        return new Answer.Refused(reason, getMessage());
    }
}
