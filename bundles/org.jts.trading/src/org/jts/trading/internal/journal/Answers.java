package org.jts.trading.internal.journal;

import org.jts.api.order.OrderOutcome;

/** How the outcome of a call is written. */
public final class Answers {

    public static final String MODIFY = "modify";
    public static final String CANCEL = "cancel";
    static final String UNKNOWN = "unknown";

    private Answers() {
    }

    /** @param call {@link #MODIFY} or {@link #CANCEL} */
    public static Entry.Answered of(String key, String call, OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted a -> new Entry.Answered(key, call, "accepted", a.brokerOrderId().value());
            case OrderOutcome.Rejected r -> new Entry.Answered(key, call, "rejected",
                    r.reason() + " " + r.brokerCode() + " " + r.text());
            case OrderOutcome.NotSent n -> new Entry.Answered(key, call, "not sent", n.why());
            case OrderOutcome.Unknown u -> new Entry.Answered(key, call, UNKNOWN, u.why());
        };
    }
}
