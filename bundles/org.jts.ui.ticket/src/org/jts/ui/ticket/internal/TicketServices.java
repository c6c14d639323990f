package org.jts.ui.ticket.internal;

import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.context.TradeContext;

/** What the order ticket lives from. */
record TicketServices(MarketFeed feed, OrderDesk desk, AccountBook accounts, BrokerRegistry registry,
        TradeContext context) {
}
