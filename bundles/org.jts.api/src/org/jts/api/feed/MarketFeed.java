package org.jts.api.feed;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The market hub. However many views watch a symbol, the broker is asked once. A service; thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface MarketFeed {

    /** The symbols of a broker, as last read; empty until the first connect. Reads memory. */
    List<Symbol> symbols(BrokerId broker);

    /** One symbol of a broker. Reads memory. */
    Optional<Symbol> symbol(BrokerId broker, SymbolId symbol);

    /** The newest quote of a watched symbol. Reads memory. */
    Optional<LiveQuote> latest(BrokerId broker, SymbolId symbol);

    /**
     * Watches symbols until closed, through disconnects too. Does not block; may be called before the broker is
     * connected. The newest known quote of each comes first.
     */
    Subscription watch(BrokerId broker, Set<SymbolId> symbols, FeedListener listener);

    /**
     * Watches the order book of one symbol until closed, through disconnects too. Does not block. When the connection
     * is lost, listeners are told an empty book: nobody keeps the last one up to date.
     */
    Subscription watchOrderBook(BrokerId broker, SymbolId symbol, OrderBookListener listener);

    /** The newest book of a watched symbol; none while the broker is not connected. Reads memory. */
    Optional<OrderBook> latestOrderBook(BrokerId broker, SymbolId symbol);

    /**
     * Candles from the broker, kept in the store; from the store alone when the broker cannot be asked. Imported
     * candles fill in what the broker does not have. Blocks.
     *
     * @throws BrokerException when neither the broker nor the store has any
     */
    CandleSeries candles(BrokerId broker, CandleQuery query) throws BrokerException, InterruptedException;

    /**
     * Candles and how far they can be trusted.
     *
     * @param candles   ascending in time
     * @param freshness LIVE when the broker was asked, CACHED when they come from the store alone
     */
    record CandleSeries(List<Candle> candles, Freshness freshness) {
        public CandleSeries {
            candles = List.copyOf(candles);
        }
    }

    /** @param listener called when the symbols of a broker change; it must return at once */
    Subscription listenSymbols(Runnable listener);
}
