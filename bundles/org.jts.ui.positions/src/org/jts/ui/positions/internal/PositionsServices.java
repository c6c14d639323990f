package org.jts.ui.positions.internal;

import org.jts.api.account.AccountBook;
import org.jts.api.feed.MarketFeed;
import org.jts.api.time.TimeSource;
import org.jts.ui.context.TradeContext;

/** What the list of positions lives from. */
record PositionsServices(AccountBook accounts, MarketFeed feed, TradeContext context, TimeSource time) {
}
