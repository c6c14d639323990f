package org.jts.testkit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.AccountStore;
import org.jts.api.store.KeptQuote;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoreListener;
import org.jts.api.store.StoredSeries;

/** A store in memory, which can be told to fail. */
public final class MemoryStore implements MarketStore, AccountStore {

    private record Key(String source, SymbolId symbol, Timeframe timeframe) {
    }

    private final Map<Key, TreeMap<Instant, Candle>> candles = new ConcurrentHashMap<>();
    private final Map<BrokerId, List<Symbol>> symbols = new ConcurrentHashMap<>();
    private final Map<BrokerId, Map<SymbolId, KeptQuote>> quotes = new ConcurrentHashMap<>();
    private final Map<BrokerId, List<AccountSnapshot>> accounts = new ConcurrentHashMap<>();
    private final List<StoreListener> listeners = new CopyOnWriteArrayList<>();
    private volatile String failure;
    private volatile Runnable beforeReading = () -> { };
    private volatile Runnable afterReading = () -> { };

    /** From now on every call fails with {@code message}; null mends it. */
    public void failWith(String message) {
        failure = message;
    }

    /** Runs on the thread that asks what series there are, before it is answered. */
    public void beforeReading(Runnable hook) {
        beforeReading = hook;
    }

    /** Runs on the thread that asks what series there are, when the answer is made and not given yet. */
    public void afterReading(Runnable hook) {
        afterReading = hook;
    }

    @Override
    public void saveCandles(String source, SymbolId symbol, Timeframe timeframe, Collection<Candle> all)
            throws StoreException {
        check();
        TreeMap<Instant, Candle> series =
                candles.computeIfAbsent(new Key(source, symbol, timeframe), k -> new TreeMap<>());
        List<Instant> times = all.stream().map(Candle::openTime).sorted().toList();
        if (!times.isEmpty()) {
            series.subMap(times.getFirst(), true, times.getLast(), true).clear();
        }
        all.forEach(c -> series.put(c.openTime(), c));
        listeners.forEach(l -> l.onCandlesSaved(source, symbol, timeframe));
    }

    @Override
    public List<Candle> candles(String source, CandleQuery query) throws StoreException {
        check();
        List<Candle> found = List.copyOf(series(source, query.symbol(), query.timeframe())
                .subMap(query.from(), true, query.to(), true).values());
        return found.subList(Math.max(0, found.size() - query.limit()), found.size());
    }

    @Override
    public Optional<Candle> lastCandle(String source, SymbolId symbol, Timeframe timeframe) throws StoreException {
        check();
        return Optional.ofNullable(series(source, symbol, timeframe).lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public List<StoredSeries> series() throws StoreException {
        beforeReading.run();
        check();
        List<StoredSeries> all = candles.entrySet().stream().map(e -> new StoredSeries(e.getKey().source(),
                e.getKey().symbol(), e.getKey().timeframe(), e.getValue().size(), e.getValue().firstKey(),
                e.getValue().lastKey())).toList();
        afterReading.run();
        return all;
    }

    @Override
    public void saveSymbols(BrokerId broker, Collection<Symbol> all) throws StoreException {
        check();
        symbols.put(broker, List.copyOf(all));
    }

    @Override
    public List<Symbol> symbols(BrokerId broker) throws StoreException {
        check();
        return symbols.getOrDefault(broker, List.of());
    }

    @Override
    public void saveQuotes(BrokerId broker, Collection<KeptQuote> all) throws StoreException {
        check();
        Map<SymbolId, KeptQuote> kept = quotes.computeIfAbsent(broker, b -> new ConcurrentHashMap<>());
        all.forEach(q -> kept.put(q.quote().symbol(), q));
    }

    @Override
    public List<KeptQuote> quotes(BrokerId broker) throws StoreException {
        check();
        return List.copyOf(quotes.getOrDefault(broker, Map.of()).values());
    }

    @Override
    public void saveAccounts(BrokerId broker, Collection<AccountSnapshot> all) throws StoreException {
        check();
        accounts.put(broker, List.copyOf(all));
    }

    @Override
    public List<AccountSnapshot> accounts(BrokerId broker) throws StoreException {
        check();
        return accounts.getOrDefault(broker, List.of());
    }

    @Override
    public Subscription listen(StoreListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private TreeMap<Instant, Candle> series(String source, SymbolId symbol, Timeframe timeframe) {
        return candles.getOrDefault(new Key(source, symbol, timeframe), new TreeMap<>());
    }

    private void check() throws StoreException {
        if (failure != null) {
            throw new StoreException(failure, null);
        }
    }
}
