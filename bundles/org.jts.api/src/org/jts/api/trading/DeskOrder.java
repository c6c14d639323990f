package org.jts.api.trading;

import java.util.List;
import java.util.Objects;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;

/**
 * An order as the desk knows it.
 *
 * @param key        the desk's name for it, never changing
 * @param broker     at which broker
 * @param order      where it stands
 * @param executions its trades, each once, oldest first
 * @param foreign    true when it was placed elsewhere and only seen here
 * @since 1.0
 */
public record DeskOrder(String key, BrokerId broker, Order order, List<Execution> executions, boolean foreign) {
    public DeskOrder {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(order, "order");
        executions = List.copyOf(executions);
    }

    public AccountKey account() {
        return new AccountKey(broker, order.account());
    }
}
