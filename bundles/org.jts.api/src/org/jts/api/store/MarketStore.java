package org.jts.api.store;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Symbols, candles and last prices on disk. A service; thread-safe; blocks on the disk: not for the UI thread. Each
 * write is one transaction.
 * <p>
 * Candles are kept apart by source, because sources differ: a simulated broker's prices must never pass for real ones,
 * and brokers adjust for splits differently. A source is {@value #IMPORTED} or the id of the broker they were read
 * from.
 *
 * @since 1.0
 */
@ProviderType
public interface MarketStore {

    /** The source of candles that came from files. */
    String IMPORTED = "import";

    /**
     * Notes what a source says of a stretch of time: all that was stored of it from the first to the last of these
     * candles is replaced; what lies before and after stays.
     */
    void saveCandles(String source, SymbolId symbol, Timeframe timeframe, Collection<Candle> candles)
            throws StoreException;

    /** Those of one source, as the query describes; empty when there are none. */
    List<Candle> candles(String source, CandleQuery query) throws StoreException;

    Optional<Candle> lastCandle(String source, SymbolId symbol, Timeframe timeframe) throws StoreException;

    /** What is stored, ordered by source, symbol and timeframe. */
    List<StoredSeries> series() throws StoreException;

    /** Replaces the symbols of a broker. */
    void saveSymbols(BrokerId broker, Collection<Symbol> symbols) throws StoreException;

    /** The symbols of a broker as last saved; empty when there are none. */
    List<Symbol> symbols(BrokerId broker) throws StoreException;

    /**
     * Keeps quotes of a broker, the newest of each symbol in place of the one before.
     *
     * @since 1.1
     */
    void saveQuotes(BrokerId broker, Collection<KeptQuote> quotes) throws StoreException;

    /**
     * The quotes of a broker as last kept, one of each symbol, in no order; empty when there are none.
     *
     * @since 1.1
     */
    List<KeptQuote> quotes(BrokerId broker) throws StoreException;

    /**
     * Told after candles of a symbol were saved, on a thread of the store; it must return at once.
     */
    Subscription listen(StoreListener listener);
}
