package org.jts.api.store;

import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.osgi.annotation.versioning.ConsumerType;

/** Told of stored candles. @since 1.0 */
@ConsumerType
@FunctionalInterface
public interface StoreListener {
    void onCandlesSaved(String source, SymbolId symbol, Timeframe timeframe);
}
