package org.jts.exchange.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.Side;
import org.jts.exchange.ExchangeListener;
import org.jts.exchange.MarketTrade;
import org.jts.exchange.SessionPhase;

/**
 * Events on their way to listeners. They are made under the exchange's lock, only when somebody wants them, and
 * delivered without it, one thread at a time, in order.
 * <p>
 * Bounded: while listeners are behind, market data is left out, since the next quote replaces it; order events and
 * phases are never left out, so that whoever acts on the exchange then waits until listeners have caught up.
 */
final class Outbox {

    private interface Event {
        void to(ExchangeListener listener);
    }

    /** So many events wait before market data is left out. */
    static final int MARKET_DATA_BOUND = 50_000;
    /** So many events wait before those who act wait too. */
    static final int BOUND = 100_000;

    private final List<ExchangeListener> listeners = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Event> events = new ArrayDeque<>();
    /** Who tells listeners at the moment, or null. */
    private Thread teller;
    /** Signalled when there is room again, or nobody tells any more; made at the first need. */
    private Condition room;
    /** How many events there are, readable without the lock. */
    private volatile int waiting;
    private long told;

    Subscription listen(ExchangeListener listener) {
        // A wrapper, so that the same listener may be there twice and each subscription ends its own.
        var own = new Listening(listener);
        listeners.add(own);
        return () -> {
            own.closed = true;
            listeners.remove(own);
        };
    }

    /** The number of the newest event. */
    long told() {
        return told;
    }

    private boolean isSilent() {
        return listeners.isEmpty();
    }

    /** Called without the lock. */
    void deliver(ReentrantLock lock) {
        while (waiting > 0) {
            Event event = take(lock);
            if (event == null) {
                return;
            }
            try {
                for (ExchangeListener listener : listeners) {
                    event.to(listener);
                }
            } finally {
                lock.lock();
                teller = null;
                signalRoom();
                lock.unlock();
            }
        }
    }

    /** @return what this thread is to tell; null when there is nothing, or another thread tells it */
    private Event take(ReentrantLock lock) {
        lock.lock();
        try {
            while (teller != null && teller != Thread.currentThread() && events.size() >= BOUND) {
                if (room == null) {
                    room = lock.newCondition();
                }
                room.awaitUninterruptibly();
            }
            if (teller != null || events.isEmpty()) {
                return null;
            }
            teller = Thread.currentThread();
            Event event = events.poll();
            waiting = events.size();
            return event;
        } finally {
            lock.unlock();
        }
    }

    private void signalRoom() {
        if (room != null) {
            room.signalAll();
        }
    }

    void changed(OrderEntry order) {
        if (!isSilent()) {
            long sequence = ++told;
            Order view = Views.order(order);
            add(l -> l.onOrder(sequence, new OrderEvent.Changed(view)));
        }
    }

    void filled(Fill fill) {
        if (!isSilent()) {
            long sequence = ++told;
            var event = new OrderEvent.Filled(Views.order(fill.order()), Views.execution(fill));
            add(l -> l.onOrder(sequence, event));
        }
    }

    void trade(Engine engine, Market market, long price, long quantity, Optional<Side> taker) {
        SymbolId symbol = market.instrument.symbol.id();
        if (isMarketDataWanted(symbol)) {
            long sequence = ++told;
            var trade = new MarketTrade(symbol, Exact.instant(engine.now), market.instrument.decimalPrice(price),
                    market.instrument.decimalQuantity(quantity), taker);
            add(l -> {
                if (l.wants(symbol)) {
                    l.onTrade(sequence, trade);
                }
            });
        }
    }

    void market(Engine engine, Market market) {
        SymbolId symbol = market.instrument.symbol.id();
        if (isMarketDataWanted(symbol)) {
            long sequence = ++told;
            told++;
            Quote quote = Views.quote(market);
            OrderBook book = Views.book(market, engine.now);
            add(l -> {
                if (l.wants(symbol)) {
                    l.onQuote(sequence, quote);
                    l.onOrderBook(sequence + 1, book);
                }
            });
        }
    }

    void phase(Market market) {
        if (!isSilent()) {
            long sequence = ++told;
            SymbolId symbol = market.instrument.symbol.id();
            SessionPhase phase = market.phase;
            boolean halted = market.halted;
            add(l -> l.onPhase(sequence, symbol, phase, halted));
        }
    }

    private void add(Event event) {
        events.add(event);
        waiting = events.size();
    }

    private boolean isMarketDataWanted(SymbolId symbol) {
        return events.size() < MARKET_DATA_BOUND && isWanted(symbol);
    }

    private boolean isWanted(SymbolId symbol) {
        for (ExchangeListener listener : listeners) {
            if (listener.wants(symbol)) {
                return true;
            }
        }
        return false;
    }

    private static final class Listening implements ExchangeListener {
        private final ExchangeListener listener;
        private volatile boolean closed;

        Listening(ExchangeListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
        }

        @Override
        public boolean wants(SymbolId symbol) {
            return !closed && listener.wants(symbol);
        }

        @Override
        public void onTrade(long sequence, MarketTrade trade) {
            if (!closed) {
                listener.onTrade(sequence, trade);
            }
        }

        @Override
        public void onQuote(long sequence, Quote quote) {
            if (!closed) {
                listener.onQuote(sequence, quote);
            }
        }

        @Override
        public void onOrderBook(long sequence, OrderBook book) {
            if (!closed) {
                listener.onOrderBook(sequence, book);
            }
        }

        @Override
        public void onOrder(long sequence, OrderEvent event) {
            if (!closed) {
                listener.onOrder(sequence, event);
            }
        }

        @Override
        public void onPhase(long sequence, SymbolId symbol, SessionPhase phase, boolean halted) {
            if (!closed) {
                listener.onPhase(sequence, symbol, phase, halted);
            }
        }
    }
}
