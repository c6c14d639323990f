package org.jts.trading.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.Execution;
import org.jts.api.order.Order;

/** What an order's trades add up to. */
final class Fills {

    private Fills() {
    }

    static BigDecimal quantity(List<Execution> executions) {
        return executions.stream().map(Execution::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
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
                order.message());
    }
}
