package org.jts.ui.chart.internal;

import java.util.Optional;

import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.store.MarketStore;
import org.jts.api.time.TimeSource;
import org.jts.ui.context.TradeContext;

/** What a chart lives from. */
record ChartServices(MarketFeed feed, BrokerRegistry registry, TradeContext context, TimeSource time,
        Optional<MarketStore> store) {
}
