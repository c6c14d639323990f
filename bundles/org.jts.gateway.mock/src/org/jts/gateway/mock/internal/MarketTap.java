package org.jts.gateway.mock.internal;

import java.util.function.Predicate;

import org.jts.api.account.AccountId;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;
import org.jts.exchange.Exchange;
import org.jts.exchange.ExchangeListener;

/** Carries what happens on one market to the session there is, as long as it is the market that counts. */
final class MarketTap implements ExchangeListener {

    private final MockLine line;
    private final Predicate<MarketTap> isCurrent;
    private volatile Market market;

    private MarketTap(MockLine line, Predicate<MarketTap> isCurrent) {
        this.line = line;
        this.isCurrent = isCurrent;
    }

    /** @throws IllegalArgumentException when the market cannot be made of these settings */
    static MarketTap open(MockSettings settings, History history, TimeSource time, MockLine line,
            Predicate<MarketTap> isCurrent) {
        MarketTap tap = new MarketTap(line, isCurrent);
        tap.market = Market.open(settings, history, time, tap);
        return tap;
    }

    Market market() {
        return market;
    }

    @Override
    public boolean wants(SymbolId symbol) {
        Session session = line.session();
        return session != null && (session.quotes.isWanted(symbol) || session.books.isWanted(symbol));
    }

    @Override
    public void onQuote(long sequence, Quote quote) {
        Session session = line.session();
        if (session != null && session.quotes.isWanted(quote.symbol())) {
            session.outbox.putMarketData(ifCurrent(() -> session.quotes.deliver(quote.symbol(), sequence, quote)));
        }
    }

    @Override
    public void onOrderBook(long sequence, OrderBook book) {
        Session session = line.session();
        if (session != null && session.books.isWanted(book.symbol())) {
            session.outbox.putMarketData(ifCurrent(() -> session.books.deliver(book.symbol(), sequence, book)));
        }
    }

    @Override
    public void onOrder(long sequence, OrderEvent event) {
        Session session = line.session();
        AccountId account = event.order().account();
        if (session == null || !session.orders.isWanted(account)) {
            return;
        }
        for (int copies = line.faults().copies(); copies > 0; copies--) {
            session.orderNews.put(ifCurrent(() -> session.orders.deliver(account, sequence, event)));
        }
        session.orderNews.kick();
    }

    /** Shows a listener what is now, ahead of everything that comes. */
    void showQuote(Session session, Topic<SymbolId, Quote>.Feed feed, SymbolId symbol) {
        session.outbox.put(ifCurrent(() -> {
            Exchange exchange = market.exchange();
            long known = exchange.sequence();
            exchange.quote(symbol).ifPresent(quote -> feed.first(symbol, known, quote));
        }));
    }

    void showBook(Session session, Topic<SymbolId, OrderBook>.Feed feed, SymbolId symbol) {
        session.outbox.put(ifCurrent(() -> {
            Exchange exchange = market.exchange();
            long known = exchange.sequence();
            exchange.orderBook(symbol).ifPresent(book -> feed.first(symbol, known, book));
        }));
    }

    /** This market has taken the place of another: listeners see it from its beginning. */
    void showAnew(Session session) {
        session.quotes.restart((feed, symbol) -> showQuote(session, feed, symbol));
        session.books.restart((feed, symbol) -> showBook(session, feed, symbol));
        session.orders.restart((feed, account) -> feed.begin(account, market.exchange().sequence()));
        session.outbox.kick();
    }

    private Runnable ifCurrent(Runnable news) {
        return () -> {
            if (isCurrent.test(this)) {
                news.run();
            }
        };
    }
}
