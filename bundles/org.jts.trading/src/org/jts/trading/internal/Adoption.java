package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** Orders that were placed elsewhere and of which only trades are left to see. */
final class Adoption {

    private Adoption() {
    }

    /** @param trades at least one, all of one order, oldest first */
    static Order ofTrades(List<Execution> trades) {
        Execution first = trades.getFirst();
        BigDecimal quantity = Fills.quantity(trades);
        BigDecimal value = trades.stream().map(Execution::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal fees = trades.stream().map(e -> e.commission().add(e.tax()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Order(first.clientOrderId(), Optional.of(first.brokerOrderId()), first.account(), first.symbol(),
                first.side(), OrderType.MARKET, TimeInForce.DAY, quantity, Optional.empty(), Optional.empty(),
                OrderStatus.FILLED, quantity, Optional.of(value.divide(quantity, MathContext.DECIMAL64)), fees,
                first.time(), trades.getLast().time(), Optional.of(T.get("adopted.byTrades")));
    }
}
