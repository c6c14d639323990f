package org.jts.trading.internal;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;

/** What a broker's report of an order says against what is known of it. Pure. */
final class Reports {

    private Reports() {
    }

    /**
     * A report that shows less than is known already is old. Judged by what it shows, not by its time: the broker's
     * clock is not ours.
     */
    static boolean isNews(Order known, Order reported) {
        int filled = reported.filledQuantity().compareTo(known.filledQuantity());
        if (filled != 0) {
            return filled > 0;
        }
        return !known.status().isFinal() && rank(reported.status()) >= rank(known.status());
    }

    /** Whether it shows the same but for the terms of the order: which of the two is newer it does not show. */
    static boolean isOtherTermsOnly(Order known, Order reported) {
        return reported.filledQuantity().compareTo(known.filledQuantity()) == 0
                && rank(reported.status()) == rank(known.status())
                && (reported.quantity().compareTo(known.quantity()) != 0
                        || !Matcher.isEqual(reported.limitPrice(), known.limitPrice())
                        || !Matcher.isEqual(reported.stopPrice(), known.stopPrice()));
    }

    private static int rank(OrderStatus status) {
        return switch (status) {
            case PENDING -> 0;
            case SUBMITTED, UNKNOWN -> 1;
            case ACCEPTED -> 2;
            case PARTIAL -> 3;
            case FILLED, CANCELLED, REJECTED, EXPIRED -> 4;
        };
    }

    /** A number that the broker uses again, on another day or after its own restart, is no order that had it before. */
    static boolean isOf(DeskOrder known, Order reported) {
        return isSame(known.order(), reported.symbol().equals(known.order().symbol())
                && reported.side() == known.order().side(), reported.clientOrderId().map(c -> c.value()));
    }

    static boolean isOf(DeskOrder known, Execution e) {
        return isSame(known.order(), e.symbol().equals(known.order().symbol()) && e.side() == known.order().side(),
                e.clientOrderId().map(c -> c.value()));
    }

    private static boolean isSame(Order known, boolean sameTrade, Optional<String> clientId) {
        Optional<String> ours = known.clientOrderId().map(c -> c.value());
        return sameTrade && (ours.isEmpty() || clientId.isEmpty() || ours.equals(clientId));
    }

    /** The report, under the name that we gave the order; a kind of order that it does not tell stays known. */
    static Order keepOurs(Order known, Order report) {
        Order reported = report.instruction().isPresent() || known.instruction().isEmpty() ? report
                : report.withInstruction(known.instruction());
        if (Objects.equals(known.clientOrderId(), reported.clientOrderId()) || known.clientOrderId().isEmpty()) {
            return reported;
        }
        return made(reported, known.clientOrderId(), known.createdAt());
    }

    /** The order as if it had been made under this name, at this time. */
    private static Order made(Order order, Optional<ClientOrderId> name, Instant at) {
        return new Order(name, order.brokerOrderId(), order.account(), order.symbol(), order.side(), order.type(),
                order.timeInForce(), order.quantity(), order.limitPrice(), order.stopPrice(), order.status(),
                order.filledQuantity(), order.averagePrice(), order.fees(), at, order.updatedAt(), order.message(),
                order.instruction());
    }

    /**
     * Being told the same again is no news for the journal, nor what it does not keep: when, by the broker's clock, the
     * order was made. That an order is about to be sent it knows already.
     */
    static boolean isSaid(Order before, Order now) {
        return now.status() == OrderStatus.SUBMITTED && now.brokerOrderId().isEmpty()
                || before.withStatus(now.status(), now.updatedAt(), now.message())
                        .equals(made(now, now.clientOrderId(), before.createdAt()))
                && before.status() == now.status() && before.message().equals(now.message());
    }
}
