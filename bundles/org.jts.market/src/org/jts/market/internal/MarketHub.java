package org.jts.market.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.EventLog;
import org.jts.api.feed.FeedListener;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.store.MarketStore;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.Listeners;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Market data of all brokers; each broker's part is a {@link BrokerFeed}. */
@Component(service = MarketFeed.class)
public final class MarketHub implements MarketFeed, RegistryListener {

    private final TimeSource time;
    private final EventLog events;
    private final CandleReader candles;
    private final Map<BrokerId, BrokerFeed> feeds = new ConcurrentHashMap<>();
    private final Listeners<Runnable> symbolListeners = new Listeners<>();
    private final Subscription registration;

    /** Absent while the store's bundle is; then nothing is kept, and nothing is there when the line goes. */
    private volatile MarketStore store;

    @Activate
    public MarketHub(@Reference BrokerRegistry registry, @Reference TimeSource time, @Reference EventLog events) {
        this.time = time;
        this.events = events;
        this.candles = new CandleReader(registry, this::store, events);
        this.registration = registry.listen(this);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setStore(MarketStore newStore) {
        store = newStore;
        feeds.values().forEach(BrokerFeed::refresh);
    }

    void unsetStore(MarketStore oldStore) {
        if (store == oldStore) {
            store = null;
        }
    }

    @Deactivate
    void close() {
        registration.close();
        feeds.values().forEach(BrokerFeed::close);
    }

    @Override
    public List<Symbol> symbols(BrokerId broker) {
        return feed(broker).symbols().list();
    }

    @Override
    public Optional<Symbol> symbol(BrokerId broker, SymbolId symbol) {
        return feed(broker).symbols().find(symbol);
    }

    @Override
    public Optional<LiveQuote> latest(BrokerId broker, SymbolId symbol) {
        return feed(broker).latest(symbol);
    }

    @Override
    public Subscription watch(BrokerId broker, Set<SymbolId> symbols, FeedListener listener) {
        return feed(broker).watch(Set.copyOf(symbols), listener);
    }

    @Override
    public Subscription watchOrderBook(BrokerId broker, SymbolId symbol, OrderBookListener listener) {
        return feed(broker).books().watch(symbol, listener);
    }

    @Override
    public Optional<OrderBook> latestOrderBook(BrokerId broker, SymbolId symbol) {
        return feed(broker).books().latest(symbol);
    }

    @Override
    public CandleSeries candles(BrokerId broker, CandleQuery query) throws BrokerException, InterruptedException {
        return candles.read(broker, query);
    }

    @Override
    public Subscription listenSymbols(Runnable listener) {
        return symbolListeners.add(listener);
    }

    @Override
    public void onAdded(BrokerConnection connection) {
        feed(connection.id()).attach(connection);
    }

    @Override
    public void onRemoved(BrokerConnection connection) {
        feed(connection.id()).detach(connection);
    }

    @Override
    public void onStateChanged(BrokerConnection connection, ConnectionState state) {
        feed(connection.id()).stateChanged(connection, state);
    }

    private MarketStore store() {
        return store;
    }

    private BrokerFeed feed(BrokerId broker) {
        return feeds.computeIfAbsent(broker, id -> new BrokerFeed(id, time, events, this::store,
                () -> symbolListeners.tell(Runnable::run)));
    }
}
