package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Answers.EXCHANGE;
import static org.jts.gateway.template.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;

/** Prices, order books and candles: asked for, and as they come. */
final class Prices {

    /** The lengths of candles that the broker has, and what it calls them. */
    static final Map<Timeframe, String> FRAMES = Map.of(Timeframe.MINUTE_1, "1m", Timeframe.DAY_1, "1d");

    private final Session session;

    Prices(Session session) {
        this.session = session;
    }

    // snippet: quote-call
    Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return session.line().read(Lane.MARKET_DATA, "/quote", Map.of("symbol", session.code(symbol)), Answers::quote);
    }
    // end

    OrderBook book(SymbolId symbol) throws BrokerException, InterruptedException {
        return session.line().read(Lane.MARKET_DATA, "/book", Map.of("symbol", session.code(symbol)), Answers::book);
    }

    // snippet: candles
    /** The broker gives the newest of a range first, a page at a time. */
    List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        Line open = session.line();
        String frame = FRAMES.get(query.timeframe());
        if (frame == null) {
            throw new BrokerException(ErrorCategory.UNSUPPORTED, T.get("unsupported"));
        }
        String code = session.code(query.symbol());
        List<Candle> newestFirst = new ArrayList<>();
        Instant to = query.to();
        boolean more = true;
        while (more && !to.isBefore(query.from()) && newestFirst.size() < query.limit()) {
            int before = newestFirst.size();
            more = open.read(Lane.HISTORY, "/candles", Map.of("symbol", code, "frame", frame,
                    "from", Answers.time(query.from()), "to", Answers.time(to)), json -> {
                        json.list("candles").forEach(candle -> newestFirst.add(Answers.candle(candle)));
                        return json.flag("more");
                    });
            if (more && newestFirst.size() == before) { // it would be asked for ever
                throw new BrokerException(ErrorCategory.DATA, T.format("answer.pages", "/candles"));
            }
            to = newestFirst.isEmpty() ? to : newestFirst.getLast().openTime().minusMillis(1);
        }
        return newestFirst.subList(0, Math.min(newestFirst.size(), query.limit())).reversed().stream()
                .filter(candle -> !candle.openTime().isBefore(query.from())).toList();
    }
    // end

    // snippet: stream
    Subscription followQuotes(Set<SymbolId> wanted, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return follow("quotes", wanted, Answers::quote, Quote::time, listener::onQuote, this::quote);
    }

    Subscription followBooks(Set<SymbolId> wanted, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return follow("books", wanted, Answers::book, OrderBook::time, listener::onOrderBook, this::book);
    }

    /** Frames from now on, and the present picture of each symbol, which is asked for. */
    private <T> Subscription follow(String channel, Set<SymbolId> wanted, Function<Json, T> reader,
            Function<T, Instant> time, Consumer<T> listener, Present<T> present)
            throws BrokerException, InterruptedException {
        Line open = session.line();
        Set<String> topics = new TreeSet<>();
        for (SymbolId symbol : wanted) {
            topics.add(channel + " " + session.code(symbol));
        }
        Feed<T> feed = new Feed<>(listener);
        Subscription frames = open.stream.subscribe(topics, json -> {
            T item = json.as(reader);
            feed.tell(new SymbolId(EXCHANGE, json.text("symbol")), time.apply(item), item);
        });
        for (SymbolId symbol : wanted) {
            T picture = present.of(symbol);
            open.stream.tell(() -> feed.tell(symbol, time.apply(picture), picture));
        }
        return () -> {
            feed.close();
            frames.close();
        };
    }
    // end

    /** Asks for the present picture of a symbol. */
    @FunctionalInterface
    private interface Present<T> {
        T of(SymbolId symbol) throws BrokerException, InterruptedException;
    }
}
