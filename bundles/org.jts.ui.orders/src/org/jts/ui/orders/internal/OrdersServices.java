package org.jts.ui.orders.internal;

import java.util.Optional;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountType;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.Capabilities;
import org.jts.api.market.Symbol;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.context.TradeContext;
import org.jts.ui.kit.Formats;

/** What the list of orders lives from. */
record OrdersServices(OrderDesk desk, MarketFeed feed, BrokerRegistry registry, TradeContext context,
        TimeSource time, AccountBook accounts) {

    /** Whether the money of an order is real; empty while its account is not known. */
    Optional<AccountType> type(DeskOrder order) {
        return accounts.account(order.account()).map(a -> a.account().type());
    }

    /** When an order was placed, by the clock of its exchange. */
    String timeOf(DeskOrder order) {
        return Formats.time(order.order().createdAt(), feed.symbol(order.broker(), order.order().symbol())
                .map(Symbol::zone).orElse(Formats.SEOUL), time.now());
    }

    /** What kind of order it is, as its broker calls it. */
    String kind(DeskOrder order) {
        return registry.broker(order.broker()).map(c -> c.gateway().capabilities()).orElseGet(Capabilities::none)
                .kind(order.order());
    }
}
