package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;

/** Gateways that mix up subscriptions, or call listeners the wrong way. */
final class StreamBreaks {

    private StreamBreaks() {
    }

    static List<Break> all() {
        return List.of(
                Break.of("closingOneSubscriptionLeavesTheOther", "unsubscribes everybody from a symbol",
                OneForAll::new),
                Break.of("sameListenerMayBeSubscribedTwice", "knows subscriptions by their listener", ByListener::new),
                Break.of("everySymbolOfASubscriptionIsStreamed", "streams one symbol of several", h -> new Tracked(h) {
                    @Override
                    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                            throws BrokerException, InterruptedException {
                        return super.subscribeQuotes(symbols, quote -> {
                            if (symbols.size() == 1 || quote.symbol().equals(MockHarness.SAMSUNG)) {
                                listener.onQuote(quote);
                            }
                        });
                    }
                }),
                Break.of("listenersAreNeverCalledOnTheThreadThatSubscribes", "hands out the first quote itself",
                        h -> new Tracked(h) {
                            @Override
                            public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                                    throws BrokerException, InterruptedException {
                                Subscription made = super.subscribeQuotes(symbols, listener);
                                handOut(h.mock.quote(symbols.iterator().next()), listener);
                                return made;
                            }
                        }),
                Break.of("orderBooksKeepComingInOrderOfTime", "sends an old order book among new ones",
                        h -> new Tracked(h) {
                            @Override
                            public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
                                    throws BrokerException, InterruptedException {
                                AtomicInteger number = new AtomicInteger();
                                return super.subscribeOrderBooks(symbols, book -> listener.onOrderBook(
                                        number.incrementAndGet() == 3 ? old(book) : book));
                            }
                        }),
                Break.of("orderBookListenersAreCalledWithoutALock", "calls order book listeners under a lock",
                        LockedBooks::new));
    }

    private static OrderBook old(OrderBook book) {
        return new OrderBook(book.symbol(), book.time().minus(Duration.ofHours(1)), book.bids(), book.asks());
    }

    private static void handOut(Quote quote, QuoteListener listener) {
        try {
            listener.onQuote(quote);
        } catch (RuntimeException e) {
            // a listener of the kit that throws on purpose
        }
    }

    /** One registration a symbol, which the first close gives up. */
    private static final class OneForAll extends Tracked {
        private record Held(QuoteListener listener, Subscription subscription) {
        }

        private final List<Held> held = new CopyOnWriteArrayList<>();

        OneForAll(MockHarness h) {
            super(h);
        }

        @Override
        public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                throws BrokerException, InterruptedException {
            Subscription made = super.subscribeQuotes(symbols, listener);
            held.add(new Held(listener, made));
            return () -> {
                made.close();
                held.stream().filter(other -> other.listener() != listener).forEach(h -> h.subscription().close());
            };
        }
    }

    private static final class ByListener extends Tracked {
        private final Map<QuoteListener, Subscription> known = new IdentityHashMap<>();

        ByListener(MockHarness h) {
            super(h);
        }

        @Override
        public synchronized Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                throws BrokerException, InterruptedException {
            Subscription made = known.get(listener);
            if (made == null) {
                made = super.subscribeQuotes(symbols, listener);
                known.put(listener, made);
            }
            return made;
        }
    }

    private static final class LockedBooks extends Tracked {
        private final ReentrantLock lock = new ReentrantLock();

        LockedBooks(MockHarness h) {
            super(h);
        }

        @Override
        public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
                throws BrokerException, InterruptedException {
            return super.subscribeOrderBooks(symbols, book -> {
                lock.lock();
                try {
                    listener.onOrderBook(book);
                } finally {
                    lock.unlock();
                }
            });
        }

        @Override
        public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
            lock.lockInterruptibly();
            try {
                return super.orderBook(symbol);
            } finally {
                lock.unlock();
            }
        }
    }
}
