package org.jts.gateway.mock.internal;

import java.math.BigDecimal;
import java.util.Optional;

import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.exchange.Answer;
import org.jts.exchange.Exchange;

/** Order calls as the simulated broker answers them: the exchange's rules, in the words of the gateway contract. */
final class Orders {

    private Orders() {
    }

    static OrderOutcome place(Exchange exchange, OrderRequest request) {
        Answer answer = exchange.submit(request);
        if (answer instanceof Answer.Refused refused && refused.reason() == RejectReason.DUPLICATE) {
            return again(exchange, request, refused);
        }
        return outcome(answer);
    }

    static OrderOutcome modify(Exchange exchange, OrderChange change) {
        OrderRef order = change.order();
        return outcome(exchange.modify(order.account(), order.brokerOrderId(), change.quantity(), change.limitPrice()));
    }

    static OrderOutcome cancel(Exchange exchange, OrderRef order) {
        return outcome(exchange.cancel(order.account(), order.brokerOrderId()));
    }

    /** The same order sent twice is the one order; the same id on another order is a mistake that must be seen. */
    private static OrderOutcome again(Exchange exchange, OrderRequest request, Answer.Refused refused) {
        boolean same = exchange.request(request.account(), request.clientOrderId())
                .filter(first -> isSame(first, request)).isPresent();
        Optional<Order> first = exchange.order(request.account(), request.clientOrderId()).filter(order -> same);
        return first.flatMap(Order::brokerOrderId)
                .<OrderOutcome>map(id -> new Accepted(id, first.orElseThrow().createdAt()))
                .orElseGet(() -> outcome(refused));
    }

    /** Amounts are compared by value: ten shares are ten shares, however many zeros follow the point. */
    private static boolean isSame(OrderRequest first, OrderRequest second) {
        return first.symbol().equals(second.symbol()) && first.side() == second.side()
                && first.type() == second.type() && first.timeInForce() == second.timeInForce()
                && first.quantity().compareTo(second.quantity()) == 0
                && isSame(first.limitPrice(), second.limitPrice()) && isSame(first.stopPrice(), second.stopPrice());
    }

    private static boolean isSame(Optional<BigDecimal> first, Optional<BigDecimal> second) {
        return first.map(BigDecimal::stripTrailingZeros).equals(second.map(BigDecimal::stripTrailingZeros));
    }

    static OrderOutcome outcome(Answer answer) {
        return switch (answer) {
            case Answer.Accepted done -> new Accepted(done.order().brokerOrderId().orElseThrow(),
                    done.order().updatedAt());
            case Answer.Refused refused -> new Rejected(refused.reason(), "MOCK-" + refused.reason(), refused.text());
        };
    }
}
