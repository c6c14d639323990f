package org.jts.market.internal;

import static org.jts.market.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.MarketFeed.CandleSeries;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;

/** Candles from the broker first, kept for later; where it has none or is away, from the store. */
final class CandleReader {

    private final BrokerRegistry registry;
    private final Supplier<MarketStore> store;
    private final EventLog events;

    CandleReader(BrokerRegistry registry, Supplier<MarketStore> store, EventLog events) {
        this.registry = registry;
        this.store = store;
        this.events = events;
    }

    CandleSeries read(BrokerId broker, CandleQuery query) throws BrokerException, InterruptedException {
        try {
            List<Candle> fresh = fromBroker(broker, query);
            // Before the store is read: what the broker said of these days earlier counts no more.
            keep(broker, query, fresh);
            return new CandleSeries(merge(stored(broker, query), fresh, query.limit()), Freshness.LIVE);
        } catch (BrokerException e) {
            List<Candle> stored = stored(broker, query);
            if (stored.isEmpty()) {
                throw new BrokerException(e.category(), T.format("candles.nothing", e.getMessage(), query.symbol()),
                        e.brokerCode(), e.isRetryable(), e.retryAfter(), e);
            }
            return new CandleSeries(stored, Freshness.CACHED);
        }
    }

    private List<Candle> fromBroker(BrokerId broker, CandleQuery query) throws BrokerException, InterruptedException {
        Optional<BrokerConnection> connection = registry.broker(broker);
        if (connection.isEmpty()) {
            throw new BrokerException(ErrorCategory.NETWORK,
                    T.format("candles.noBroker", query.symbol(), broker));
        }
        Capabilities can = connection.get().gateway().capabilities();
        if (!can.has(Feature.CANDLES) || !can.timeframes().contains(query.timeframe())) {
            throw new BrokerException(ErrorCategory.UNSUPPORTED, T.format("candles.timeframe",
                    connection.get().name(), query.timeframe().code()));
        }
        return connection.get().gateway().candles(query);
    }

    private List<Candle> stored(BrokerId broker, CandleQuery query) {
        MarketStore from = store.get();
        if (from == null) {
            return List.of();
        }
        try {
            return merge(from.candles(MarketStore.IMPORTED, query), from.candles(broker.value(), query),
                    query.limit());
        } catch (StoreException e) {
            events.publish(Severity.WARNING, "market", Optional.of(broker), T.get("candles.unreadable"),
                    e.getMessage());
            return List.of();
        }
    }

    private void keep(BrokerId broker, CandleQuery query, List<Candle> fresh) {
        MarketStore to = store.get();
        if (to == null || fresh.isEmpty()) {
            return;
        }
        try {
            to.saveCandles(broker.value(), query.symbol(), query.timeframe(), fresh);
        } catch (StoreException e) {
            events.publish(Severity.WARNING, "market", Optional.of(broker),
                    T.format("candles.notKept", query.symbol()), e.getMessage());
        }
    }

    /** @return both in order of time, the newest {@code limit} of them; {@code upper} wins where both have one */
    static List<Candle> merge(List<Candle> lower, List<Candle> upper, int limit) {
        if (lower.isEmpty()) {
            return upper;
        }
        TreeMap<Instant, Candle> all = new TreeMap<>();
        lower.forEach(c -> all.put(c.openTime(), c));
        upper.forEach(c -> all.put(c.openTime(), c));
        List<Candle> merged = new ArrayList<>(all.values());
        return merged.subList(Math.max(0, merged.size() - limit), merged.size());
    }
}
