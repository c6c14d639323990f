package org.jts.storage.internal;

import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;

/** Names the candles that belong together. */
record SeriesKey(String source, SymbolId symbol, Timeframe timeframe) {
}
