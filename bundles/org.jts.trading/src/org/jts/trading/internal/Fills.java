package org.jts.trading.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;

/** What an order's trades add up to. */
final class Fills {

    private Fills() {
    }

    static boolean has(List<Execution> executions, Execution wanted) {
        return executions.stream().anyMatch(e -> e.id().equals(wanted.id()));
    }

    /** A trade that comes after the end was concluded is proof of more than was known then. */
    static Order corrected(Order order, List<Execution> executions) {
        if (order.status().isOpen() || quantity(executions).compareTo(order.filledQuantity()) <= 0) {
            return order;
        }
        Order more = apply(order, executions);
        if (more.remaining().signum() == 0) {
            return more.withStatus(OrderStatus.FILLED, order.updatedAt(), Optional.empty());
        }
        // What traded was not refused.
        return order.status() == OrderStatus.REJECTED
                ? more.withStatus(OrderStatus.CANCELLED, order.updatedAt(), order.message()) : more;
    }

    static BigDecimal quantity(List<Execution> executions) {
        BigDecimal quantity = BigDecimal.ZERO;
        for (Execution execution : executions) { // with each event of an order, most of which have not traded
            quantity = quantity.add(execution.quantity());
        }
        return quantity;
    }

    /** @return {@code order} with what its trades say, where they say more than the order does */
    static Order apply(Order order, List<Execution> executions) {
        BigDecimal filled = quantity(executions);
        if (filled.compareTo(order.filledQuantity()) <= 0) {
            return order;
        }
        BigDecimal value = executions.stream().map(Execution::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fees = executions.stream().map(e -> e.commission().add(e.tax()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Order(order.clientOrderId(), order.brokerOrderId(), order.account(), order.symbol(), order.side(),
                order.type(), order.timeInForce(), order.quantity().max(filled), order.limitPrice(),
                order.stopPrice(), order.status(), filled,
                Optional.of(value.divide(filled, MathContext.DECIMAL64)), fees, order.createdAt(), order.updatedAt(),
                order.message(), order.instruction());
    }
}
