package org.jts.trading.internal;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.order.OrderOutcome;
import org.jts.api.text.Texts;
import org.jts.api.trading.Verdict;
import org.jts.journal.JournalException;
import org.jts.journal.JournalFlaw;

/** What the order desk says to the trader, in the trader's language. */
public final class Words {

    public static final Texts T = Texts.of(Words.class);

    private Words() {
    }

    /** What is wrong with the order journal. */
    public static String of(JournalException e) {
        if (e.flaw().isPresent()) {
            JournalFlaw flaw = e.flaw().get();
            return T.format("journal.damaged", flaw.file().getFileName(), Long.toString(flaw.line()),
                    Long.toString(flaw.number()), flaw.expected(), flaw.found());
        }
        return e.getCause() == null ? T.format("journal.closed", e.getMessage())
                : T.format("journal.disk", e.getCause().getMessage());
    }

    /** What came of a call. */
    public static String of(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted a -> T.format("outcome.accepted", a.brokerOrderId());
            case OrderOutcome.Rejected r -> T.format("outcome.rejected", r.text());
            case OrderOutcome.NotSent n -> T.format("notSent", n.why());
            case OrderOutcome.Unknown u -> T.format("outcome.unknown", u.why());
        };
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NeverArrived n -> T.get("settle.never");
            case Verdict.Arrived a -> T.format("settle.arrived", a.brokerOrderId());
        };
    }

    static String of(ConnectionPhase phase) {
        return switch (phase) {
            case DISCONNECTED -> T.get("phase.disconnected");
            case CONNECTING -> T.get("phase.connecting");
            case CONNECTED -> T.get("phase.connected");
            case RECONNECTING -> T.get("phase.reconnecting");
            case FAILED -> T.get("phase.failed");
        };
    }
}
