package org.jts.api.trading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.order.OrderOutcome;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Every order goes through here: views, console, server, router. A service; thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface OrderDesk {

    /**
     * Which rules the draft breaks: symbol, tick, lot, what the gateway takes, prices, account. Reads memory; fit for
     * every key stroke in an order ticket.
     *
     * @return empty when it may be placed
     */
    List<Violation> check(OrderDraft draft);

    /** Checks, names and sends an order. Blocks until the broker answered or the time limit is over. */
    Placement place(OrderDraft draft);

    /**
     * Changes an open order.
     *
     * @param key        the desk's name for it
     * @param quantity   new total quantity
     * @param limitPrice new limit price; empty leaves it
     */
    OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice);

    /** Asks the broker to cancel an open order. Blocks until it answered. */
    OrderOutcome cancel(String key);

    /** All orders since the start, and open ones from before, oldest first. Reads memory. */
    List<DeskOrder> orders();

    Optional<DeskOrder> order(String key);

    Subscription listen(DeskListener listener);
}
