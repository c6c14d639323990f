package org.jts.api.trading;

import java.util.Objects;

import org.jts.api.internal.Check;
import org.jts.api.order.RejectReason;

/**
 * A rule that a draft breaks.
 *
 * @param field  of the draft to mend
 * @param reason across brokers
 * @param text   what was expected, what was found, what to do
 * @since 1.0
 */
public record Violation(Field field, RejectReason reason, String text) {

    /** The part of a draft that a violation is about. */
    public enum Field {
        ACCOUNT, SYMBOL, SIDE, TYPE, TIME_IN_FORCE, QUANTITY, LIMIT_PRICE, STOP_PRICE
    }

    public Violation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
        Check.text(text, "text", 2000);
    }
}
