package org.jts.storage.internal;

import org.jts.api.market.Candle;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;

/** One good row of a candle file. */
record CandleRow(SymbolId symbol, Timeframe timeframe, Candle candle) {
}
