package org.jts.market.internal;

import static org.jts.market.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.market.Candle;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.KeptQuote;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;

/**
 * The last prices of one broker, for when there is no line: kept in memory as they come, and a few seconds later in the
 * store, all that changed meanwhile in one write.
 */
final class QuoteKeeper {

    /** How much of the newest prices a crash may cost. */
    static final Duration EVERY = Duration.ofSeconds(5);

    private final BrokerId id;
    private final TimeSource time;
    private final EventLog events;
    private final Supplier<MarketStore> store;
    private final Map<SymbolId, KeptQuote> last = new ConcurrentHashMap<>();
    private final Set<SymbolId> unsaved = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final ReentrantLock saving = new ReentrantLock();
    private volatile Subscription plan = () -> { };
    /** The store that was read. The feed's worker only. */
    private MarketStore read;
    /** What the trader was last told. Guarded by {@link #saving}. */
    private String complaint = "";

    QuoteKeeper(BrokerId id, TimeSource time, EventLog events, Supplier<MarketStore> store) {
        this.id = id;
        this.time = time;
        this.events = events;
        this.store = store;
    }

    void keep(Quote quote, Instant receivedAt) {
        last.put(quote.symbol(), new KeptQuote(quote, receivedAt));
        unsaved.add(quote.symbol());
        if (planned.compareAndSet(false, true)) {
            plan = time.schedule("feed-keep-" + id, EVERY, this::save);
        }
    }

    /** Writes what has not been written. Blocks on the disk. */
    void save() {
        saving.lock();
        try {
            planned.set(false);
            plan.close();
            List<KeptQuote> news = new ArrayList<>();
            for (SymbolId symbol : Set.copyOf(unsaved)) {
                // Forgotten first: a price that comes in between is written again, not lost.
                unsaved.remove(symbol);
                news.add(last.get(symbol));
            }
            MarketStore to = store.get();
            if (to != null && !news.isEmpty()) {
                to.saveQuotes(id, news);
                complaint = "";
            }
        } catch (StoreException e) {
            if (!complaint.equals(e.getMessage())) {
                complaint = e.getMessage();
                events.publish(Severity.WARNING, "market", Optional.of(id), T.get("quotes.notKept"), e.getMessage());
            }
        } finally {
            saving.unlock();
        }
    }

    /**
     * The newest price that is known without a line: one that was kept, or the close of the last stored day when that
     * day is later. The feed's worker only; blocks on the disk.
     */
    Optional<KeptQuote> known(SymbolId symbol) throws StoreException {
        MarketStore from = store.get();
        if (from == null) {
            return Optional.ofNullable(last.get(symbol));
        }
        if (read != from) {
            from.quotes(id).forEach(kept -> last.putIfAbsent(kept.quote().symbol(), kept));
            read = from;
        }
        Optional<KeptQuote> kept = Optional.ofNullable(last.get(symbol));
        Optional<KeptQuote> close = lastClose(from, symbol);
        return close.filter(c -> kept.isEmpty() || c.receivedAt().isAfter(kept.get().quote().time())).or(() -> kept);
    }

    private Optional<KeptQuote> lastClose(MarketStore from, SymbolId symbol) throws StoreException {
        Optional<Candle> candle = from.lastCandle(id.value(), symbol, Timeframe.DAY_1);
        if (candle.isEmpty()) {
            candle = from.lastCandle(MarketStore.IMPORTED, symbol, Timeframe.DAY_1);
        }
        return candle.map(c -> new KeptQuote(Quote.ofPrice(symbol, c.openTime(), c.close()), c.openTime()));
    }
}
