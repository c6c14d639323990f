package org.jts.storage.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.DataFolder;
import org.jts.api.store.KeptQuote;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.store.StoreListener;
import org.jts.api.store.StoredSeries;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.Listeners;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The market store in one SQLite file. */
@Component(service = {MarketStore.class, CandleSink.class, OpenStore.class})
public final class SqliteMarketStore implements MarketStore, CandleSink, OpenStore {

    static final String FILE = "jts.db";
    static final String SOURCE = "storage";
    private static final Duration BUSY_LIMIT = Duration.ofSeconds(5);

    private final Database database;
    private final Listeners<StoreListener> listeners = new Listeners<>();
    private final ThreadPoolExecutor notifier;

    @Activate
    public SqliteMarketStore(@Reference DataFolder folder, @Reference EventLog events, @Reference TimeSource time) {
        this(folder, events, time, BUSY_LIMIT);
        database.openSoon();
    }

    SqliteMarketStore(DataFolder folder, EventLog events, TimeSource time, Duration busyLimit) {
        // Built on the database's own thread: the scripts are read from the bundle, and starting must not wait for
        // that.
        database = new Database(() -> new DatabaseFile(folder.path().resolve(FILE), Migrations.shipped(), busyLimit),
                (severity, text, detail) -> events.publish(severity, SOURCE, Optional.empty(), text, detail), time);
        notifier = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("jts-store-notifier").daemon().factory());
        notifier.allowCoreThreadTimeOut(true);
    }

    @Override
    public void saveCandles(String source, SymbolId symbol, Timeframe timeframe, Collection<Candle> candles)
            throws StoreException {
        if (candles.isEmpty()) {
            return;
        }
        LongSummaryStatistics times = candles.stream().mapToLong(candle -> CandleTable.nanos(candle.openTime()))
                .summaryStatistics();
        SeriesKey key = new SeriesKey(source, symbol, timeframe);
        database.write(connection -> {
            CandleTable.delete(connection, key, times.getMin(), times.getMax());
            return Optional.of(CandleTable.save(connection, key, candles, () -> false));
        });
        notifier.execute(() -> tell(key));
    }

    @Override
    public List<StoredSeries> saveAll(Map<SeriesKey, ? extends Collection<Candle>> series, BooleanSupplier cancelled)
            throws StoreException {
        series.values().forEach(candles -> candles.forEach(candle -> CandleTable.nanos(candle.openTime())));
        Optional<List<StoredSeries>> stored = database.write(connection -> {
            List<StoredSeries> result = new ArrayList<>();
            for (var entry : series.entrySet()) {
                if (!CandleTable.save(connection, entry.getKey(), entry.getValue(), cancelled)) {
                    return Optional.empty();
                }
                result.addAll(CandleTable.series(connection, entry.getKey()));
            }
            return Optional.of(result);
        });
        if (stored.isPresent()) {
            notifier.execute(() -> series.keySet().forEach(this::tell));
        }
        return stored.orElse(List.of());
    }

    @Override
    public List<Candle> candles(String source, CandleQuery query) throws StoreException {
        return database.read(connection -> CandleTable.find(connection, source, query));
    }

    @Override
    public Optional<Candle> lastCandle(String source, SymbolId symbol, Timeframe timeframe) throws StoreException {
        return database.read(connection -> CandleTable.last(connection, new SeriesKey(source, symbol, timeframe)));
    }

    @Override
    public List<StoredSeries> series() throws StoreException {
        return database.read(CandleTable::series);
    }

    @Override
    public void saveSymbols(BrokerId broker, Collection<Symbol> symbols) throws StoreException {
        List<Symbol> copy = List.copyOf(symbols);
        database.write(connection -> {
            SymbolTable.replace(connection, broker, copy);
            return Optional.of(copy.size());
        });
    }

    @Override
    public List<Symbol> symbols(BrokerId broker) throws StoreException {
        return database.read(connection -> SymbolTable.find(connection, broker));
    }

    @Override
    public void saveQuotes(BrokerId broker, Collection<KeptQuote> quotes) throws StoreException {
        if (quotes.isEmpty()) {
            return;
        }
        List<KeptQuote> copy = List.copyOf(quotes);
        database.write(connection -> {
            QuoteTable.save(connection, broker, copy);
            return Optional.of(copy.size());
        });
    }

    @Override
    public List<KeptQuote> quotes(BrokerId broker) throws StoreException {
        return database.read(connection -> QuoteTable.find(connection, broker));
    }

    @Override
    public Subscription listen(StoreListener listener) {
        return listeners.add(listener);
    }

    @Override
    public Database database() {
        return database;
    }

    @Deactivate
    void close() {
        notifier.shutdown();
        database.close();
    }

    private void tell(SeriesKey key) {
        listeners.tell(listener -> listener.onCandlesSaved(key.source(), key.symbol(), key.timeframe()));
    }
}
