package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.exchange.Answer;
import org.jts.exchange.Audit;
import org.jts.exchange.Exchange;
import org.jts.exchange.ExchangeListener;
import org.jts.exchange.MarketControl;
import org.jts.exchange.SessionPhase;

/** The exchange as its callers see it: one lock around everything, and delivery of events after it. */
final class ExchangeCore implements Exchange {

    private final ReentrantLock lock = new ReentrantLock();
    private final Engine engine;
    private final Map<SymbolId, Market> markets;
    private final List<Market> inOrder;
    private final Gate gate;
    private final MarketControl control;

    ExchangeCore(Engine engine, Map<SymbolId, Market> markets, Gate gate, Control control) {
        this.engine = engine;
        this.markets = markets;
        this.gate = gate;
        inOrder = List.copyOf(markets.values());
        this.control = control.lockedBy(this::change);
    }

    @Override
    public Instant now() {
        return locked(() -> Exact.instant(engine.now));
    }

    @Override
    public void advanceTo(Instant time) {
        long until = Exact.nanos(time);
        lock.lock();
        try {
            if (until < engine.now) {
                throw new IllegalArgumentException("time: expected %s or later, was %s".formatted(
                        Exact.instant(engine.now), time));
            }
        } finally {
            lock.unlock();
        }
        while (step(until)) {
            engine.outbox.deliver(lock);
        }
    }

    /** @return false when nothing is due any more until then, and the time has come */
    private boolean step(long until) {
        lock.lock();
        try {
            long due = engine.timers.nextDue();
            if (due > until) {
                engine.now = Math.max(engine.now, until);
                return false;
            }
            engine.now = Math.max(engine.now, due);
            engine.timers.runNext();
            engine.flush();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant nextEventAt() {
        return locked(() -> Exact.instant(engine.timers.nextDue()));
    }

    @Override
    public List<Symbol> symbols() {
        return inOrder.stream().map(market -> market.instrument.symbol).toList();
    }

    @Override
    public Optional<Symbol> symbol(SymbolId symbol) {
        return Optional.ofNullable(markets.get(symbol)).map(market -> market.instrument.symbol);
    }

    @Override
    public List<Account> accounts() {
        return engine.ledger.accounts().stream().map(state -> state.account).toList();
    }

    @Override
    public SessionPhase phase(SymbolId symbol) {
        return locked(() -> Control.market(markets, symbol).phase);
    }

    @Override
    public Answer submit(OrderRequest request) {
        return change(() -> gate.submit(request));
    }

    @Override
    public Answer modify(AccountId account, BrokerOrderId id, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        return change(() -> gate.modify(account, id, quantity, limitPrice));
    }

    @Override
    public Answer cancel(AccountId account, BrokerOrderId id) {
        return change(() -> gate.cancel(account, id));
    }

    @Override
    public Optional<Order> order(BrokerOrderId id) {
        return locked(() -> Optional.ofNullable(engine.order(Views.number(id))).map(Views::order));
    }

    @Override
    public Optional<Order> order(AccountId account, ClientOrderId id) {
        return locked(() -> find(account, id).map(Views::order));
    }

    @Override
    public Optional<OrderRequest> request(AccountId account, ClientOrderId id) {
        return locked(() -> find(account, id).map(order -> order.request));
    }

    private Optional<OrderEntry> find(AccountId account, ClientOrderId id) {
        return Optional.ofNullable(engine.ledger.find(account)).map(state -> state.orders.get(id.value()));
    }

    @Override
    public List<Order> openOrders(AccountId account) {
        return locked(() -> {
            List<Order> open = new ArrayList<>();
            AccountState state = engine.ledger.find(account);
            for (OrderEntry o = state == null ? null : state.firstOpen(); o != null; o = o.nextOfAccount) {
                open.add(Views.order(o));
            }
            return List.copyOf(open);
        });
    }

    @Override
    public List<Order> orders(AccountId account) {
        return locked(() -> {
            AccountState state = engine.ledger.find(account);
            return state == null ? List.of() : state.orders.values().stream().map(Views::order).toList();
        });
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) {
        return locked(() -> {
            AccountState state = engine.ledger.find(account);
            if (state == null) {
                return List.of();
            }
            List<Execution> newestFirst = new ArrayList<>();
            var fills = state.fills.descendingIterator();
            while (fills.hasNext()) {
                Fill fill = fills.next();
                if (Exact.instant(fill.time()).isBefore(since)) {
                    break;
                }
                newestFirst.add(Views.execution(fill));
            }
            return List.copyOf(newestFirst.reversed());
        });
    }

    @Override
    public List<Balance> balances(AccountId account) {
        return locked(() -> {
            AccountState state = engine.ledger.find(account);
            return state == null ? List.of()
                    : List.copyOf(Views.balances(state, engine.ledger.currencies(), inOrder, engine.now));
        });
    }

    @Override
    public List<Position> positions(AccountId account) {
        return locked(() -> {
            AccountState state = engine.ledger.find(account);
            return state == null ? List.of()
                    : inOrder.stream().filter(market -> state.holdings[market.instrument.index] != 0)
                            .map(market -> Views.position(state, market))
                            .sorted(Comparator.comparing(Position::symbol)).toList();
        });
    }

    @Override
    public Optional<Quote> quote(SymbolId symbol) {
        return locked(() -> Optional.ofNullable(markets.get(symbol)).map(Views::quote));
    }

    @Override
    public Optional<OrderBook> orderBook(SymbolId symbol) {
        return locked(() -> Optional.ofNullable(markets.get(symbol)).map(m -> Views.book(m, engine.now)));
    }

    @Override
    public List<Candle> candles(CandleQuery query) {
        CandleSeries candles = locked(() -> Optional.ofNullable(markets.get(query.symbol()))).map(m -> m.candles)
                .orElse(null);
        return candles == null ? List.of() : candles.query(query, locked(() -> candles.live(query)));
    }

    @Override
    public Subscription listen(ExchangeListener listener) {
        return engine.outbox.listen(listener);
    }

    @Override
    public MarketControl control() {
        return control;
    }

    @Override
    public Audit audit() {
        return locked(engine.ledger::audit);
    }

    @Override
    public String digest() {
        return locked(engine.journal::digest);
    }

    @Override
    public long sequence() {
        return locked(engine.outbox::told);
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }

    private <T> T change(Supplier<T> action) {
        T result;
        lock.lock();
        try {
            result = action.get();
            engine.flush();
        } finally {
            lock.unlock();
        }
        engine.outbox.deliver(lock);
        return result;
    }
}
