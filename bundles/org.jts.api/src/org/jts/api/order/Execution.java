package org.jts.api.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.internal.Check;
import org.jts.api.market.SymbolId;

/**
 * One trade of an order.
 *
 * @param id            the broker's name for the trade
 * @param brokerOrderId of the order that traded
 * @param clientOrderId ours, when the order was placed here and the broker carries it
 * @param account       in which
 * @param symbol        what
 * @param side          bought or sold
 * @param quantity      above 0
 * @param price         above 0, in {@code currency}
 * @param commission    the broker's fee, 0 or more
 * @param tax           transaction taxes, 0 or more
 * @param currency      of price, commission and tax
 * @param time          by the exchange's clock
 * @since 1.0
 */
public record Execution(ExecutionId id, BrokerOrderId brokerOrderId, Optional<ClientOrderId> clientOrderId,
        AccountId account, SymbolId symbol, Side side, BigDecimal quantity, BigDecimal price, BigDecimal commission,
        BigDecimal tax, CurrencyCode currency, Instant time) {

    public Execution {
        Objects.requireNonNull(id, "execution id");
        Objects.requireNonNull(brokerOrderId, "broker order id");
        Objects.requireNonNull(clientOrderId, "client order id");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Check.positive(quantity, "quantity");
        Check.positive(price, "price");
        Check.notNegative(commission, "commission");
        Check.notNegative(tax, "tax");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(time, "time");
    }

    public BigDecimal value() {
        return price.multiply(quantity);
    }

    /** @return by how much the trade changed the cash of the account: negative when bought */
    public BigDecimal cashEffect() {
        BigDecimal costs = commission.add(tax);
        return side == Side.BUY ? value().add(costs).negate() : value().subtract(costs);
    }
}
