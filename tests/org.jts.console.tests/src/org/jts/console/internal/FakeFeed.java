package org.jts.console.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.feed.FeedListener;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;

/** Shows what a test puts in. */
final class FakeFeed implements MarketFeed {

    final Map<BrokerId, List<Symbol>> symbols = new ConcurrentHashMap<>();
    final Map<SymbolId, LiveQuote> quotes = new ConcurrentHashMap<>();
    final List<Candle> candles = new ArrayList<>();
    volatile CandleQuery asked;
    volatile boolean watching;

    @Override
    public List<Symbol> symbols(BrokerId broker) {
        return symbols.getOrDefault(broker, List.of());
    }

    @Override
    public Optional<Symbol> symbol(BrokerId broker, SymbolId symbol) {
        return symbols(broker).stream().filter(s -> s.id().equals(symbol)).findFirst();
    }

    @Override
    public Optional<LiveQuote> latest(BrokerId broker, SymbolId symbol) {
        return Optional.ofNullable(quotes.get(symbol));
    }

    @Override
    public Subscription watch(BrokerId broker, Set<SymbolId> wanted, FeedListener listener) {
        watching = true;
        wanted.forEach(symbol -> latest(broker, symbol).ifPresent(listener::onQuote));
        return () -> { };
    }

    @Override
    public Subscription watchOrderBook(BrokerId broker, SymbolId symbol, OrderBookListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<OrderBook> latestOrderBook(BrokerId broker, SymbolId symbol) {
        return Optional.empty();
    }

    @Override
    public CandleSeries candles(BrokerId broker, CandleQuery query) throws BrokerException {
        asked = query;
        if (candles.isEmpty()) {
            throw new BrokerException(ErrorCategory.DATA,
                    "expected candles of %s, found none".formatted(query.symbol()));
        }
        return new CandleSeries(candles, Freshness.CACHED);
    }

    @Override
    public Subscription listenSymbols(Runnable listener) {
        return () -> { };
    }
}
