package org.jts.ui.ticket.internal;

import org.jts.api.order.OrderOutcome;
import org.jts.api.order.RejectReason;
import org.jts.ui.kit.Texts;

/** Says in plain words what came of an order. */
final class Outcomes {
    private static final Texts T = Texts.of(Outcomes.class);

    private Outcomes() {
    }

    static String text(OrderOutcome outcome) {
        return switch (outcome) {
            case OrderOutcome.Accepted accepted -> T.format("outcome.accepted", accepted.brokerOrderId());
            case OrderOutcome.Rejected rejected -> T.format("outcome.rejected", reason(rejected.reason()),
                    rejected.text());
            case OrderOutcome.NotSent notSent -> T.format("outcome.notsent", notSent.why());
            case OrderOutcome.Unknown unknown -> T.format("outcome.unknown", unknown.why());
        };
    }

    private static String reason(RejectReason reason) {
        return switch (reason) {
            case UNKNOWN_SYMBOL -> T.get("reason.symbol");
            case UNKNOWN_ACCOUNT -> T.get("reason.account");
            case UNKNOWN_ORDER -> T.get("reason.order");
            case ORDER_CLOSED -> T.get("reason.closed");
            case INSUFFICIENT_FUNDS -> T.get("reason.funds");
            case INSUFFICIENT_HOLDINGS -> T.get("reason.holdings");
            case PRICE_TICK -> T.get("reason.tick");
            case PRICE_LIMIT -> T.get("reason.limit");
            case QUANTITY -> T.get("reason.quantity");
            case MARKET_CLOSED -> T.get("reason.market");
            case NOT_TRADABLE -> T.get("reason.tradable");
            case DUPLICATE -> T.get("reason.duplicate");
            case UNSUPPORTED -> T.get("reason.unsupported");
            case RISK_CHECK -> T.get("reason.risk");
            case RATE_LIMIT -> T.get("reason.rate");
            case OTHER -> T.get("reason.other");
        };
    }
}
