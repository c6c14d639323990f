package org.jts.market.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Feature;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.SymbolId;
import org.jts.concurrent.Listeners;

/** Order books of one broker: few at a time, so each symbol is a subscription of its own. */
final class BookFeed implements AutoCloseable {

    private final Runnable changed;
    private final Map<SymbolId, Channel> channels = new ConcurrentHashMap<>();
    private final Map<SymbolId, Subscription> upstream = new ConcurrentHashMap<>();
    private BrokerGateway gateway;
    private volatile boolean connected;

    private static final class Channel {
        private final Listeners<OrderBookListener> listeners = new Listeners<>();
        private volatile OrderBook latest;
        /** Came while the broker counted as not connected: shown once it does. */
        private OrderBook held;
    }

    /** @param changed asks the owner's worker to call {@link #sync} */
    BookFeed(Runnable changed) {
        this.changed = changed;
    }

    Subscription watch(SymbolId symbol, OrderBookListener listener) {
        Subscription[] entry = new Subscription[1];
        Channel channel = channels.compute(symbol, (s, old) -> {
            Channel c = old == null ? new Channel() : old;
            entry[0] = c.listeners.add(listener);
            return c;
        });
        OrderBook known = channel.latest;
        if (known != null) {
            Listeners.tellOne(listener, l -> l.onOrderBook(known));
        }
        changed.run();
        return () -> {
            channels.computeIfPresent(symbol, (s, c) -> {
                entry[0].close();
                return c.listeners.isEmpty() ? null : c;
            });
            changed.run();
        };
    }

    Optional<OrderBook> latest(SymbolId symbol) {
        return Optional.ofNullable(channels.get(symbol)).map(c -> c.latest);
    }

    synchronized void sync(BrokerGateway from, Set<SymbolId> known) throws BrokerException, InterruptedException {
        if (gateway != from) {
            detach();
            gateway = from;
        }
        upstream.entrySet().removeIf(e -> {
            boolean unwanted = !channels.containsKey(e.getKey());
            if (unwanted) {
                e.getValue().close();
            }
            return unwanted;
        });
        if (!from.capabilities().has(Feature.ORDER_BOOK_STREAM)) {
            return;
        }
        for (SymbolId symbol : channels.keySet()) {
            if (known.contains(symbol) && !upstream.containsKey(symbol)) {
                upstream.put(symbol, from.subscribeOrderBooks(Set.of(symbol), this::onBook));
            }
        }
    }

    /** The line is there: books count. What came ahead of this news is shown. */
    void connected() {
        connected = true;
        channels.forEach((symbol, channel) -> {
            OrderBook ahead = null;
            synchronized (channel) {
                if (channel.held != null) {
                    ahead = channel.held;
                    channel.held = null;
                    channel.latest = ahead;
                }
            }
            tell(channel, ahead);
        });
    }

    /** The line is gone: a book that nobody keeps up to date is no book, and must not look like one. */
    void disconnected(Instant now) {
        connected = false;
        channels.forEach((symbol, channel) -> {
            boolean had;
            synchronized (channel) {
                had = channel.latest != null;
                channel.latest = null;
                channel.held = null;
            }
            tell(channel, had ? new OrderBook(symbol, now, List.of(), List.of()) : null);
        });
    }

    private static void tell(Channel channel, OrderBook book) {
        if (book != null) {
            channel.listeners.tell(l -> l.onOrderBook(book));
        }
    }

    /** Lets go of the gateway; what is wanted stays wanted. */
    synchronized void detach() {
        upstream.values().forEach(Subscription::close);
        upstream.clear();
        gateway = null;
    }

    @Override
    public void close() {
        detach();
    }

    private void onBook(OrderBook book) {
        Channel channel = channels.get(book.symbol());
        if (channel == null) {
            return;
        }
        boolean shown;
        synchronized (channel) {
            shown = connected;
            if (shown) {
                channel.latest = book;
            } else {
                channel.held = book;
            }
        }
        tell(channel, shown ? book : null);
    }
}
