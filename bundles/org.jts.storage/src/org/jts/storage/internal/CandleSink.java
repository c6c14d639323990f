package org.jts.storage.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.jts.api.market.Candle;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoredSeries;

/** Where an import puts what it read. A service within this bundle. */
interface CandleSink {

    /**
     * Stores all series in one transaction.
     *
     * @param cancelled asked now and then, on a thread of the store; when true nothing is stored
     * @return what is stored of these series now; empty when cancelled
     */
    List<StoredSeries> saveAll(Map<SeriesKey, ? extends Collection<Candle>> series, BooleanSupplier cancelled)
            throws StoreException;
}
