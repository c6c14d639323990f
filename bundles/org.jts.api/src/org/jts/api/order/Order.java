package org.jts.api.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.internal.Check;
import org.jts.api.market.SymbolId;

/**
 * An order and where it stands: one immutable picture, replaced by the next.
 *
 * @param clientOrderId  ours, when it was placed here
 * @param brokerOrderId  the broker's, once it gave one
 * @param account        in which
 * @param symbol         what
 * @param side           buy or sell
 * @param type           how it finds its price
 * @param timeInForce    how long it works
 * @param quantity       asked for, above 0
 * @param limitPrice     for types that have one
 * @param stopPrice      for types that have one
 * @param status         where it stands
 * @param filledQuantity traded so far, 0 to {@code quantity}
 * @param averagePrice   of what was traded, when something was
 * @param fees           commission and taxes so far, in the symbol's currency; 0 or more
 * @param createdAt      when it was placed
 * @param updatedAt      when this picture was taken
 * @param message        why it was rejected, cancelled or is unknown, in the broker's words where it has some
 * @param instruction    the code of the {@link org.jts.api.gateway.OrderInstruction} that it was placed as, which says
 *                       more than {@code type} does; empty for a plain order. Since 1.3
 * @since 1.0
 */
public record Order(Optional<ClientOrderId> clientOrderId, Optional<BrokerOrderId> brokerOrderId, AccountId account,
        SymbolId symbol, Side side, OrderType type, TimeInForce timeInForce, BigDecimal quantity,
        Optional<BigDecimal> limitPrice, Optional<BigDecimal> stopPrice, OrderStatus status,
        BigDecimal filledQuantity, Optional<BigDecimal> averagePrice, BigDecimal fees, Instant createdAt,
        Instant updatedAt, Optional<String> message, Optional<String> instruction) {

    public Order {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timeInForce, "time in force");
        Objects.requireNonNull(status, "status");
        Check.positive(quantity, "quantity");
        Check.positive(limitPrice, "limit price");
        Check.positive(stopPrice, "stop price");
        Check.notNegative(filledQuantity, "filled quantity");
        Check.positive(averagePrice, "average price");
        Check.notNegative(fees, "fees");
        Objects.requireNonNull(createdAt, "created at");
        Objects.requireNonNull(updatedAt, "updated at");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(instruction, "instruction");
        if (clientOrderId.isEmpty() && brokerOrderId.isEmpty()) {
            throw new IllegalArgumentException("order: expected a client order id or a broker order id, was neither");
        }
        if (filledQuantity.compareTo(quantity) > 0) {
            throw new IllegalArgumentException("order: expected at most %s filled, was %s"
                    .formatted(quantity.toPlainString(), filledQuantity.toPlainString()));
        }
    }

    /** A plain order. */
    public Order(Optional<ClientOrderId> clientOrderId, Optional<BrokerOrderId> brokerOrderId, AccountId account,
            SymbolId symbol, Side side, OrderType type, TimeInForce timeInForce, BigDecimal quantity,
            Optional<BigDecimal> limitPrice, Optional<BigDecimal> stopPrice, OrderStatus status,
            BigDecimal filledQuantity, Optional<BigDecimal> averagePrice, BigDecimal fees, Instant createdAt,
            Instant updatedAt, Optional<String> message) {
        this(clientOrderId, brokerOrderId, account, symbol, side, type, timeInForce, quantity, limitPrice, stopPrice,
                status, filledQuantity, averagePrice, fees, createdAt, updatedAt, message, Optional.empty());
    }

    /** The first picture of a request: {@link OrderStatus#PENDING}. */
    public static Order pending(OrderRequest r, Instant now) {
        return new Order(Optional.of(r.clientOrderId()), Optional.empty(), r.account(), r.symbol(), r.side(), r.type(),
                r.timeInForce(), r.quantity(), r.limitPrice(), r.stopPrice(), OrderStatus.PENDING, BigDecimal.ZERO,
                Optional.empty(), BigDecimal.ZERO, now, now, Optional.empty(), r.instruction());
    }

    public BigDecimal remaining() {
        return quantity.subtract(filledQuantity);
    }

    /** @return how to point at it, once the broker has named it */
    public Optional<OrderRef> ref() {
        return brokerOrderId.map(id -> new OrderRef(account, symbol, id, clientOrderId));
    }

    public Order withStatus(OrderStatus newStatus, Instant at, Optional<String> newMessage) {
        return new Order(clientOrderId, brokerOrderId, account, symbol, side, type, timeInForce, quantity, limitPrice,
                stopPrice, newStatus, filledQuantity, averagePrice, fees, createdAt, at, newMessage, instruction);
    }

    public Order withBrokerOrderId(BrokerOrderId id, Instant at) {
        return new Order(clientOrderId, Optional.of(id), account, symbol, side, type, timeInForce, quantity,
                limitPrice, stopPrice, status, filledQuantity, averagePrice, fees, createdAt, at, message, instruction);
    }

    /** The same order, placed as that instruction. @since 1.3 */
    public Order withInstruction(Optional<String> code) {
        return new Order(clientOrderId, brokerOrderId, account, symbol, side, type, timeInForce, quantity, limitPrice,
                stopPrice, status, filledQuantity, averagePrice, fees, createdAt, updatedAt, message, code);
    }
}
