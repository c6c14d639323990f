package org.jts.trading.internal;

import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.trading.DeskOrder;

/**
 * Says which order a report of a broker is about: by our name where the broker carries it, else by its own; and none
 * when what is known under that name is another order, for numbers are used again. Guarded by the blotter.
 */
final class Finder {

    private final KnownOrders orders;
    private final Names names;

    Finder(KnownOrders orders, Names names) {
        this.orders = orders;
        this.names = names;
    }

    /** @return null when none is known */
    DeskOrder find(BrokerId broker, Execution e) {
        Optional<String> ours = e.clientOrderId().map(c -> c.value()).filter(orders::has);
        DeskOrder found = ours.map(orders::get).orElseGet(() -> byName(broker, Optional.of(e.brokerOrderId())));
        return found != null && Reports.isOf(found, e) ? found : null;
    }

    /** @return null when none is known */
    DeskOrder find(BrokerId broker, Order reported) {
        Optional<String> ours = reported.clientOrderId().map(c -> c.value()).filter(orders::has);
        DeskOrder found = ours.map(orders::get).orElseGet(() -> byName(broker, reported.brokerOrderId()));
        return found != null && Reports.isOf(found, reported) ? found : null;
    }

    /** Whether the broker has replaced the name of a report: it does not say where the order stands. */
    boolean isRetired(BrokerId broker, Order reported) {
        return reported.brokerOrderId().filter(id -> names.isRetired(broker, id)).isPresent();
    }

    private DeskOrder byName(BrokerId broker, Optional<BrokerOrderId> id) {
        return id.map(i -> names.key(broker, i)).map(orders::get).orElse(null);
    }
}
