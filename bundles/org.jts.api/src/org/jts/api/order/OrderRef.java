package org.jts.api.order;

import java.util.Objects;
import java.util.Optional;

import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;

/**
 * Points at an order that a broker holds; brokers differ in which of these they want.
 *
 * @param account       in which it was placed
 * @param symbol        of the order
 * @param brokerOrderId the broker's newest name for it
 * @param clientOrderId ours, when the order was placed here
 * @since 1.0
 */
public record OrderRef(AccountId account, SymbolId symbol, BrokerOrderId brokerOrderId,
        Optional<ClientOrderId> clientOrderId) {
    public OrderRef {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(brokerOrderId, "broker order id");
        Objects.requireNonNull(clientOrderId, "client order id");
    }
}
