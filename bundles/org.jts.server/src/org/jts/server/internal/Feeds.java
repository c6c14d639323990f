package org.jts.server.internal;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.RegistryListener;
import org.jts.api.market.SymbolId;
import org.jts.wire.MarketWire;
import org.jts.wire.proto.market.OrderBookSnapshot;
import org.jts.wire.proto.market.QuoteData;

/** The shared feeds of all brokers. */
final class Feeds {

    /** A message and what it is about. */
    record About<M>(SymbolId symbol, M message) {
    }

    private final Map<BrokerConnection, SharedFeed<About<QuoteData>>> quotes = new ConcurrentHashMap<>();
    private final Map<BrokerConnection, SharedFeed<About<OrderBookSnapshot>>> books = new ConcurrentHashMap<>();
    private final Subscription registry;

    Feeds(BrokerRegistry brokers) {
        registry = brokers.listen(new RegistryListener() {
            @Override
            public void onRemoved(BrokerConnection connection) {
                quotes.remove(connection);
                books.remove(connection);
            }
        });
    }

    SharedFeed<About<QuoteData>> quotes(BrokerConnection broker) {
        return quotes.computeIfAbsent(broker, b -> new SharedFeed<>((symbol, sink) -> {
            long[] count = {0}; // a broker tells one after the other
            return b.gateway().subscribeQuotes(Set.of(symbol),
                    quote -> sink.accept(new About<>(symbol, MarketWire.message(quote, ++count[0]))));
        }));
    }

    SharedFeed<About<OrderBookSnapshot>> books(BrokerConnection broker) {
        return books.computeIfAbsent(broker, b -> new SharedFeed<>((symbol, sink) ->
                b.gateway().subscribeOrderBooks(Set.of(symbol),
                        book -> sink.accept(new About<>(symbol, MarketWire.message(book))))));
    }

    void close() {
        registry.close();
    }
}
