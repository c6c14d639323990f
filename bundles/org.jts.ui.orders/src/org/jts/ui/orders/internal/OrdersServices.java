package org.jts.ui.orders.internal;

import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.context.TradeContext;

/** What the list of orders lives from. */
record OrdersServices(OrderDesk desk, MarketFeed feed, BrokerRegistry registry, TradeContext context,
        TimeSource time, AccountBook accounts) {
}
