package org.jts.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.feed.FeedListener;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;

/** A feed of one broker that a test drives by hand. */
public final class FakeFeed implements MarketFeed {
    private final BrokerId broker;
    private final Map<SymbolId, Symbol> symbols = new LinkedHashMap<>();
    private final Map<SymbolId, LiveQuote> quotes = new ConcurrentHashMap<>();
    private final Map<SymbolId, OrderBook> books = new ConcurrentHashMap<>();
    private final List<Watch> watches = new CopyOnWriteArrayList<>();
    private final List<BookWatch> bookWatches = new CopyOnWriteArrayList<>();
    private final List<Runnable> symbolListeners = new CopyOnWriteArrayList<>();
    private final List<CandleQuery> queries = new CopyOnWriteArrayList<>();
    private volatile List<Candle> candles = List.of();
    private volatile BrokerException failure;

    private record Watch(Set<SymbolId> symbols, FeedListener listener) {
    }

    private record BookWatch(SymbolId symbol, OrderBookListener listener) {
    }

    public FakeFeed(BrokerId broker) {
        this.broker = broker;
    }

    public FakeFeed with(Symbol symbol) {
        symbols.put(symbol.id(), symbol);
        symbolListeners.forEach(Runnable::run);
        return this;
    }

    public void setCandles(List<Candle> all) {
        candles = List.copyOf(all);
    }

    /** What reading candles fails with from now on; null for nothing. */
    public void failWith(BrokerException newFailure) {
        failure = newFailure;
    }

    public void send(Quote quote, Freshness freshness, Instant receivedAt) {
        LiveQuote live = new LiveQuote(broker, quote, receivedAt, freshness);
        quotes.put(quote.symbol(), live);
        watches.stream().filter(w -> w.symbols.contains(quote.symbol())).forEach(w -> w.listener.onQuote(live));
    }

    public void send(OrderBook book) {
        books.put(book.symbol(), book);
        bookWatches.stream().filter(w -> w.symbol.equals(book.symbol())).forEach(w -> w.listener.onOrderBook(book));
    }

    /** How many subscriptions of any kind are open. */
    public int open() {
        return watches.size() + bookWatches.size() + symbolListeners.size();
    }

    /** All symbols that are watched, each as often as it is. */
    public List<SymbolId> watched() {
        List<SymbolId> all = new ArrayList<>();
        watches.forEach(w -> all.addAll(w.symbols));
        return all;
    }

    public List<CandleQuery> queries() {
        return List.copyOf(queries);
    }

    @Override
    public List<Symbol> symbols(BrokerId of) {
        return of.equals(broker) ? List.copyOf(symbols.values()) : List.of();
    }

    @Override
    public Optional<Symbol> symbol(BrokerId of, SymbolId symbol) {
        return of.equals(broker) ? Optional.ofNullable(symbols.get(symbol)) : Optional.empty();
    }

    @Override
    public Optional<LiveQuote> latest(BrokerId of, SymbolId symbol) {
        return of.equals(broker) ? Optional.ofNullable(quotes.get(symbol)) : Optional.empty();
    }

    @Override
    public Subscription watch(BrokerId of, Set<SymbolId> wanted, FeedListener listener) {
        Watch watch = new Watch(Set.copyOf(wanted), listener);
        watches.add(watch);
        wanted.forEach(symbol -> latest(of, symbol).ifPresent(listener::onQuote));
        return () -> watches.remove(watch);
    }

    @Override
    public Subscription watchOrderBook(BrokerId of, SymbolId symbol, OrderBookListener listener) {
        BookWatch watch = new BookWatch(symbol, listener);
        bookWatches.add(watch);
        latestOrderBook(of, symbol).ifPresent(listener::onOrderBook);
        return () -> bookWatches.remove(watch);
    }

    @Override
    public Optional<OrderBook> latestOrderBook(BrokerId of, SymbolId symbol) {
        return of.equals(broker) ? Optional.ofNullable(books.get(symbol)) : Optional.empty();
    }

    @Override
    public CandleSeries candles(BrokerId of, CandleQuery query) throws BrokerException {
        queries.add(query);
        BrokerException broken = failure;
        if (broken != null) {
            throw broken;
        }
        return new CandleSeries(candles, Freshness.LIVE);
    }

    @Override
    public Subscription listenSymbols(Runnable listener) {
        symbolListeners.add(listener);
        return () -> symbolListeners.remove(listener);
    }
}
