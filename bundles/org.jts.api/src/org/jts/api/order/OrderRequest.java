package org.jts.api.order;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.internal.Check;
import org.jts.api.market.SymbolId;

/**
 * An order to be sent. Prices are there exactly when the type has them.
 *
 * @param clientOrderId our name for it; a second request with the same id is the same order, never another one
 * @param account       in which to trade
 * @param symbol        what to trade
 * @param side          buy or sell
 * @param type          how it finds its price
 * @param timeInForce   how long it works
 * @param quantity      above 0
 * @param limitPrice    for LIMIT and STOP_LIMIT, above 0
 * @param stopPrice     for STOP and STOP_LIMIT, above 0
 * @param instruction   the code of an {@link org.jts.api.gateway.OrderInstruction} of the gateway; empty for a plain
 *                      order
 * @since 1.0
 */
public record OrderRequest(ClientOrderId clientOrderId, AccountId account, SymbolId symbol, Side side, OrderType type,
        TimeInForce timeInForce, BigDecimal quantity, Optional<BigDecimal> limitPrice,
        Optional<BigDecimal> stopPrice, Optional<String> instruction) {

    public OrderRequest {
        Objects.requireNonNull(clientOrderId, "client order id");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timeInForce, "time in force");
        Check.positive(quantity, "quantity");
        Check.positive(limitPrice, "limit price");
        Check.positive(stopPrice, "stop price");
        present(limitPrice, type.hasLimitPrice(), "limit price", type);
        present(stopPrice, type.hasStopPrice(), "stop price", type);
        Objects.requireNonNull(instruction, "instruction");
    }

    /** A plain order. */
    public OrderRequest(ClientOrderId clientOrderId, AccountId account, SymbolId symbol, Side side, OrderType type,
            TimeInForce timeInForce, BigDecimal quantity, Optional<BigDecimal> limitPrice,
            Optional<BigDecimal> stopPrice) {
        this(clientOrderId, account, symbol, side, type, timeInForce, quantity, limitPrice, stopPrice,
                Optional.empty());
    }

    public static OrderRequest market(ClientOrderId id, AccountId account, SymbolId symbol, Side side,
            BigDecimal quantity) {
        return new OrderRequest(id, account, symbol, side, OrderType.MARKET, TimeInForce.DAY, quantity,
                Optional.empty(), Optional.empty());
    }

    public static OrderRequest limit(ClientOrderId id, AccountId account, SymbolId symbol, Side side,
            BigDecimal quantity, BigDecimal price) {
        return new OrderRequest(id, account, symbol, side, OrderType.LIMIT, TimeInForce.DAY, quantity,
                Optional.of(price), Optional.empty());
    }

    private static void present(Optional<BigDecimal> price, boolean expected, String name, OrderType type) {
        if (price.isPresent() != expected) {
            throw new IllegalArgumentException("%s order: expected %s %s, was %s".formatted(type,
                    expected ? "a" : "no", name, price.map(BigDecimal::toPlainString).orElse("none")));
        }
    }
}
