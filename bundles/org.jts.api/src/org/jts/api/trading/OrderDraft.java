package org.jts.api.trading;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/**
 * An order as a person or program wants it, before it is checked and named. Unlike an
 * {@link org.jts.api.order.OrderRequest} it may break rules: {@link OrderDesk#check} says which.
 *
 * @param account     where to trade
 * @param symbol      what
 * @param side        buy or sell
 * @param type        how it finds its price
 * @param timeInForce how long it works
 * @param quantity    any number
 * @param limitPrice  any number
 * @param stopPrice   any number
 * @param instruction the code of an {@link org.jts.api.gateway.OrderInstruction} of the gateway; empty for a plain
 *                    order
 * @since 1.0
 */
public record OrderDraft(AccountKey account, SymbolId symbol, Side side, OrderType type, TimeInForce timeInForce,
        BigDecimal quantity, Optional<BigDecimal> limitPrice, Optional<BigDecimal> stopPrice,
        Optional<String> instruction) {

    public OrderDraft {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(timeInForce, "time in force");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(limitPrice, "limit price");
        Objects.requireNonNull(stopPrice, "stop price");
        Objects.requireNonNull(instruction, "instruction");
    }

    /** A plain order. */
    public OrderDraft(AccountKey account, SymbolId symbol, Side side, OrderType type, TimeInForce timeInForce,
            BigDecimal quantity, Optional<BigDecimal> limitPrice, Optional<BigDecimal> stopPrice) {
        this(account, symbol, side, type, timeInForce, quantity, limitPrice, stopPrice, Optional.empty());
    }
}
