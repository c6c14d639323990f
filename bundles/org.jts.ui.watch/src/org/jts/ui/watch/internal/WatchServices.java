package org.jts.ui.watch.internal;

import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.time.TimeSource;
import org.jts.ui.context.TradeContext;

/** What the market watch lives from. */
record WatchServices(MarketFeed feed, BrokerRegistry registry, TradeContext context, TimeSource time) {
}
