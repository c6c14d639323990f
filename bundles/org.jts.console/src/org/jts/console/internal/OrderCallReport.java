package org.jts.console.internal;

import java.util.List;
import java.util.Optional;

import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.OrderDesk;

/** Orders in brokers' own words, as rows of a table. */
final class OrderCallReport {

    private OrderCallReport() {
    }

    /** @param broker only those; empty for all */
    static Report of(OrderDesk desk, List<DeskCall> calls, Optional<String> broker) {
        Report report = new Report("No orders in a broker's own words.", "key", "broker", "account", "what", "call",
                "outcome", "number", "createdAt", "message", "order");
        calls.stream().filter(c -> broker.isEmpty() || c.call().account().broker().value().equals(broker.get()))
                .forEach(c -> report.row(c.key(), c.call().account().broker(), c.call().account().account(),
                        c.call().title(), c.call().fullName(), outcome(desk, c), c.number(), c.placedAt(), message(c),
                        c.order()));
        return report;
    }

    /** Where the order stands that came of it; where the broker lists none, what it answered. */
    private static String outcome(OrderDesk desk, DeskCall call) {
        return call.order().flatMap(desk::order).map(o -> o.order().status().name()).orElseGet(() -> answer(call));
    }

    private static String answer(DeskCall call) {
        return call.outcome().map(o -> switch (o) {
            case OrderOutcome.Accepted a -> "ACCEPTED";
            case OrderOutcome.Rejected r -> "REJECTED";
            case OrderOutcome.NotSent n -> "NOT SENT";
            case OrderOutcome.Unknown u -> "UNKNOWN";
        }).orElse("SENT");
    }

    private static String message(DeskCall call) {
        return call.isUnknown() ? call.reason() + " order:settle " + call.key() + " NUMBER|never" : call.reason();
    }
}
