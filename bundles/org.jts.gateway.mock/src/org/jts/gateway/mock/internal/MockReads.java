package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.exchange.Exchange;

/** What can be asked of the broker, and what it tells as it happens. */
final class MockReads {

    /** So many symbols can be subscribed to with one request. */
    private static final int SYMBOLS_A_REQUEST = 40;

    private final MockWire wire;
    private final MockWorld world;

    MockReads(MockWire wire, MockWorld world) {
        this.wire = wire;
        this.world = world;
    }

    void ping() throws BrokerException, InterruptedException {
        read(T.get("what.answer"), Lane.ACCOUNT, Exchange::now);
    }

    List<Account> accounts() throws BrokerException, InterruptedException {
        return read(T.get("what.accounts"), Lane.ACCOUNT, Exchange::accounts);
    }

    List<Symbol> symbols() throws BrokerException, InterruptedException {
        return read(T.get("what.symbols"), Lane.MARKET_DATA, Exchange::symbols);
    }

    Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return known(symbol, read(T.get("what.quote"), Lane.MARKET_DATA, e -> e.quote(symbol)));
    }

    OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return known(symbol, read(T.get("what.book"), Lane.MARKET_DATA, e -> e.orderBook(symbol)));
    }

    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return wire.read(T.get("what.candles"), Lane.HISTORY, 1, session -> {
            known(query.symbol(), world.at(e -> e.symbol(query.symbol())));
            // History is made for it, which takes long: a market that takes another's place need not wait for that.
            return world.exchange().candles(query);
        });
    }

    List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return readAccount(T.get("what.balances"), account, e -> e.balances(account));
    }

    List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return readAccount(T.get("what.positions"), account, e -> e.positions(account));
    }

    List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return readAccount(T.get("what.openOrders"), account, e -> e.openOrders(account));
    }

    List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return readAccount(T.get("what.executions"), account, e -> e.executions(account, since));
    }

    Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return wire.read(T.get("what.quotes"), Lane.MARKET_DATA, requests(symbols), session -> {
            checkListed(symbols);
            Topic<SymbolId, Quote>.Feed feed = session.quotes.subscribe(symbols, listener::onQuote);
            symbols.stream().sorted().forEach(symbol -> world.tap().showQuote(session, feed, symbol));
            session.outbox.kick();
            return feed;
        });
    }

    Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return wire.read(T.get("what.books"), Lane.MARKET_DATA, requests(symbols), session -> {
            checkListed(symbols);
            Topic<SymbolId, OrderBook>.Feed feed = session.books.subscribe(symbols, listener::onOrderBook);
            symbols.stream().sorted().forEach(symbol -> world.tap().showBook(session, feed, symbol));
            session.outbox.kick();
            return feed;
        });
    }

    Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        return wire.read(T.get("what.orderEvents"), Lane.ACCOUNT, 1, session -> {
            checkAccount(account);
            Topic<AccountId, OrderEvent>.Feed feed =
                    session.orders.subscribe(Set.of(account), listener::onOrderEvent);
            feed.begin(account, world.exchange().sequence());
            return feed;
        });
    }

    private static int requests(Set<SymbolId> symbols) {
        return Math.max(1, (symbols.size() + SYMBOLS_A_REQUEST - 1) / SYMBOLS_A_REQUEST);
    }

    private <T> T read(String what, Lane lane, Function<Exchange, T> question)
            throws BrokerException, InterruptedException {
        return wire.read(what, lane, 1, session -> world.at(question));
    }

    private <T> T readAccount(String what, AccountId account, Function<Exchange, T> question)
            throws BrokerException, InterruptedException {
        return wire.read(what, Lane.ACCOUNT, 1, session -> {
            checkAccount(account);
            return world.at(question);
        });
    }

    private void checkAccount(AccountId account) throws BrokerException {
        if (world.account(account).isEmpty()) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("account.unknown",
                    world.at(e -> e.accounts().stream().map(a -> a.id().value()).toList()), account));
        }
    }

    private void checkListed(Set<SymbolId> symbols) throws BrokerException {
        if (symbols.isEmpty()) {
            throw new BrokerException(ErrorCategory.VALIDATION,
                    T.get("symbol.none"));
        }
        for (SymbolId symbol : symbols) {
            known(symbol, world.at(e -> e.symbol(symbol)));
        }
    }

    private <T> T known(SymbolId symbol, Optional<T> answer) throws BrokerException {
        return answer.orElseThrow(() -> new BrokerException(ErrorCategory.VALIDATION,
                T.format("symbol.unknown", symbol)));
    }
}
