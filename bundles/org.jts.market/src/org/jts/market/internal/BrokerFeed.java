package org.jts.market.internal;

import static org.jts.market.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.feed.FeedListener;
import org.jts.api.feed.LiveQuote;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.CoalescedSignal;
import org.jts.concurrent.Listeners;

/**
 * Market data of one broker. What is wanted (channels) is written by anybody; what is asked of the broker follows on
 * one worker, so that views never wait.
 */
final class BrokerFeed implements AutoCloseable {

    /** Between attempts to read symbols or subscribe after one failed. */
    static final Duration RETRY = Duration.ofSeconds(5);

    private final BrokerId id;
    private final TimeSource time;
    private final EventLog events;
    private final Supplier<MarketStore> store;
    private final Runnable symbolsChanged;
    private final Map<SymbolId, QuoteChannel> channels = new ConcurrentHashMap<>();
    private final QuoteUpstream upstream;
    private final BookFeed books;
    private final QuoteKeeper keeper;
    private final CoalescedSignal worker;
    private volatile BrokerConnection connection;
    private volatile boolean connected;
    private volatile SymbolTable symbols = SymbolTable.EMPTY;
    /** The connection that gave them: another one, of other settings perhaps, is asked anew. Worker only. */
    private BrokerConnection symbolsFrom;
    private volatile Subscription retry = () -> { };
    /** What the trader was last told; only a new problem is told again. Worker only. */
    private String lastProblem = "";

    BrokerFeed(BrokerId id, TimeSource time, EventLog events, Supplier<MarketStore> store, Runnable symbolsChanged) {
        this.id = id;
        this.time = time;
        this.events = events;
        this.store = store;
        this.symbolsChanged = symbolsChanged;
        this.keeper = new QuoteKeeper(id, time, events, store);
        this.upstream = new QuoteUpstream(id, time, this::onQuote);
        this.worker = new CoalescedSignal("feed-" + id, this::work);
        this.books = new BookFeed(worker::raise);
    }

    SymbolTable symbols() {
        return symbols;
    }

    BookFeed books() {
        return books;
    }

    Optional<LiveQuote> latest(SymbolId symbol) {
        return Optional.ofNullable(channels.get(symbol)).flatMap(QuoteChannel::latest);
    }

    Subscription watch(Set<SymbolId> wanted, FeedListener listener) {
        Map<SymbolId, Subscription> entries = new ConcurrentHashMap<>();
        for (SymbolId symbol : wanted) {
            channels.compute(symbol, (s, old) -> {
                QuoteChannel channel = old == null ? new QuoteChannel(id) : old;
                entries.put(s, channel.listeners().add(listener));
                return channel;
            });
            latest(symbol).ifPresent(q -> Listeners.tellOne(listener, l -> l.onQuote(q)));
        }
        worker.raise();
        return () -> {
            entries.forEach((symbol, entry) -> channels.computeIfPresent(symbol, (s, channel) -> {
                entry.close();
                return channel.listeners().isEmpty() ? null : channel;
            }));
            entries.clear();
            worker.raise();
        };
    }

    void attach(BrokerConnection newConnection) {
        connection = newConnection;
        stateChanged(newConnection, newConnection.state());
    }

    void detach(BrokerConnection old) {
        // A late goodbye leaves the successor in place.
        if (connection == old) {
            connection = null;
            goStale();
            worker.raise();
        }
    }

    void stateChanged(BrokerConnection of, ConnectionState state) {
        if (connection != of) {
            return;
        }
        if (state.isConnected()) {
            connected = true;
            books.connected();
        } else {
            goStale();
        }
        worker.raise();
    }

    /** Looks again at what is wanted and what is there. */
    void refresh() {
        worker.raise();
    }

    @Override
    public void close() {
        retry.close();
        worker.close();
        upstream.close();
        books.close();
        keeper.save();
    }

    private void goStale() {
        connected = false;
        channels.values().forEach(QuoteChannel::markStale);
        books.disconnected(time.now());
    }

    private void onQuote(Quote quote) {
        QuoteChannel channel = channels.get(quote.symbol());
        if (channel != null) {
            Instant now = time.now();
            channel.update(quote, now, connected);
            keeper.keep(quote, now);
        }
    }

    private void work() {
        BrokerConnection current = connection;
        try {
            if (symbols.isEmpty()) {
                readStoredSymbols();
            }
            if (current == null) {
                upstream.close();
                books.detach();
            } else if (connected) {
                if (symbolsFrom != current) {
                    loadSymbols(current);
                }
                Set<SymbolId> wanted = new HashSet<>(channels.keySet());
                wanted.retainAll(symbols.byId().keySet());
                upstream.sync(current.gateway(), wanted);
                books.sync(current.gateway(), symbols.byId().keySet());
                lastProblem = "";
            }
            if (!connected) {
                offerCached();
                keeper.save();
            }
        } catch (BrokerException e) {
            problem(T.format("feed.failed", e.getMessage()));
        } catch (StoreException e) {
            problem(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void problem(String text) {
        if (!text.equals(lastProblem)) {
            lastProblem = text;
            events.publish(Severity.WARNING, "market", Optional.of(id), text,
                    T.format("again", RETRY.toSeconds()));
        }
        retry.close();
        retry = time.schedule("feed-retry-" + id, RETRY, worker::raise);
    }

    private void loadSymbols(BrokerConnection from) throws BrokerException, InterruptedException, StoreException {
        List<Symbol> read = from.gateway().symbols();
        symbols = SymbolTable.of(read);
        symbolsFrom = from;
        symbolsChanged.run();
        MarketStore keep = store.get();
        if (keep != null) {
            keep.saveSymbols(id, symbols.list());
        }
    }

    private void readStoredSymbols() throws StoreException {
        MarketStore from = store.get();
        if (from == null) {
            return;
        }
        List<Symbol> stored = from.symbols(id);
        if (!stored.isEmpty()) {
            symbols = SymbolTable.of(stored);
            symbolsChanged.run();
        }
    }

    /** Without a line, the last price there was is better than nothing, and is shown for what it is. */
    private void offerCached() throws StoreException {
        for (Map.Entry<SymbolId, QuoteChannel> entry : channels.entrySet()) {
            if (entry.getValue().latest().isEmpty()) {
                keeper.known(entry.getKey()).ifPresent(k -> entry.getValue().offerCached(k.quote(), k.receivedAt()));
            }
        }
    }
}
