package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;

/** Symbols, quotes and order books. */
abstract class MarketRules extends GatewayRules {

    /** Exchange clocks and ours differ a little. */
    static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    /** No market has finer numbers; what a double leaves behind has. */
    private static final int MOST_DECIMALS = 10;

    /** Symbols are listed, each once, and the one under test trades. */
    @Rule("MKT-01")
    void symbolsAreThereAndUnique() throws Exception {
        connect();
        List<Symbol> symbols = answer("symbols", gateway::symbols);
        assertFalse(symbols.isEmpty(), "expected symbols");
        Set<SymbolId> seen = new HashSet<>();
        for (Symbol symbol : symbols) {
            assertTrue(seen.add(symbol.id()), () -> "listed twice: " + symbol.id());
        }
        assertTrue(symbol().active(), () -> "expected " + harness.symbol() + " to trade");
    }

    /** A quote is of the symbol asked for, and its prices agree: low, last, high, bid below ask. */
    @Rule("MKT-02")
    void quoteIsOfTheSymbolAskedForAndAgreesWithItself() throws Exception {
        needs(Feature.QUOTE);
        connect();
        Quote quote = quote();
        assertEquals(harness.symbol(), quote.symbol(), "symbol of the quote");
        assertTrue(!quote.time().isAfter(harness.now().plus(CLOCK_DIFFERENCE)),
                () -> "quote from the future: " + quote);
        quote.high().ifPresent(high -> assertTrue(high.compareTo(quote.last()) >= 0, () -> "high < last: " + quote));
        quote.low().ifPresent(low -> assertTrue(low.compareTo(quote.last()) <= 0, () -> "low > last: " + quote));
        quote.bid().ifPresent(bid -> quote.ask().ifPresent(
                ask -> assertTrue(bid.compareTo(ask) < 0, () -> "bid >= ask: " + quote)));
        assertTrue(quote.lastSize().compareTo(quote.volume()) <= 0, () -> "last size > volume: " + quote);
    }

    /** Prices of quotes and order books are multiples of the tick. */
    @Rule("MKT-03")
    void pricesAreOnTheTickTable() throws Exception {
        needs(Feature.QUOTE);
        connect();
        Symbol symbol = symbol();
        assertOnTick(symbol, quote().last());
        if (gateway.capabilities().has(Feature.ORDER_BOOK)) {
            OrderBook book = answer("orderBook", () -> gateway.orderBook(symbol.id()));
            book.bids().forEach(level -> assertOnTick(symbol, level.price()));
            book.asks().forEach(level -> assertOnTick(symbol, level.price()));
        }
    }

    /** An order book has buyers and sellers, best prices first, a size at each price. */
    @Rule("MKT-04")
    void orderBookShowsBothSidesBestFirst() throws Exception {
        needs(Feature.ORDER_BOOK);
        connect();
        OrderBook book = answer("orderBook", () -> gateway.orderBook(harness.symbol()));
        assertEquals(harness.symbol(), book.symbol(), "symbol of the order book");
        assertFalse(book.bids().isEmpty() || book.asks().isEmpty(), () -> "expected buyers and sellers: " + book);
        assertTrue(book.bestBid().orElseThrow().price().compareTo(book.bestAsk().orElseThrow().price()) < 0,
                () -> "expected best bid < best ask: " + book);
        for (PriceLevel level : book.bids()) {
            assertTrue(level.size().signum() > 0, () -> "expected a size at each price: " + book);
        }
    }

    /** A symbol that the broker does not know is a VALIDATION error of quotes and order books. */
    @Rule("MKT-05")
    void unknownSymbolIsAValidationError() throws Exception {
        connect();
        SymbolId nobody = new SymbolId(harness.symbol().exchange(), "NO-SUCH-SYMBOL");
        if (gateway.capabilities().has(Feature.QUOTE)) {
            fails(ErrorCategory.VALIDATION, "quote of an unknown symbol", () -> gateway.quote(nobody));
        }
        if (gateway.capabilities().has(Feature.ORDER_BOOK)) {
            fails(ErrorCategory.VALIDATION, "order book of an unknown symbol", () -> gateway.orderBook(nobody));
        }
    }

    /** The time of a quote is about now: a local time of the broker is not read as UTC. */
    @Rule("MKT-06")
    void quoteTimesAreOfNow() throws Exception {
        needs(Feature.QUOTE);
        connect();
        Quote quote = quote();
        Duration age = Duration.between(quote.time(), harness.now());
        assertTrue(age.compareTo(Duration.ofMinutes(30)) < 0, () -> "expected a quote of about %s, was %s; is a local "
                .formatted(harness.now(), quote.time()) + "time of the broker read as UTC?");
    }

    /** Prices and sizes are the broker's own decimals, never through a double. */
    @Rule("MKT-07")
    void numbersAreExactDecimals() throws Exception {
        needs(Feature.QUOTE);
        connect();
        Quote quote = quote();
        List<BigDecimal> numbers = new ArrayList<>(List.of(quote.last(), quote.lastSize(), quote.volume(),
                quote.bidSize(), quote.askSize()));
        quote.bid().ifPresent(numbers::add);
        quote.ask().ifPresent(numbers::add);
        quote.previousClose().ifPresent(numbers::add);
        if (gateway.capabilities().has(Feature.ORDER_BOOK)) {
            OrderBook book = answer("orderBook", () -> gateway.orderBook(harness.symbol()));
            Stream.concat(book.bids().stream(), book.asks().stream())
                    .forEach(level -> numbers.addAll(List.of(level.price(), level.size())));
        }
        for (BigDecimal number : numbers) {
            assertTrue(number.stripTrailingZeros().scale() <= MOST_DECIMALS,
                    () -> "expected the broker's own decimals, at most %d, was %s: was it a double?".formatted(
                            MOST_DECIMALS, number.toPlainString()));
        }
    }

    private static void assertOnTick(Symbol symbol, BigDecimal price) {
        assertTrue(symbol.ticks().isOnTick(price), () -> "expected a multiple of the tick %s, was %s"
                .formatted(symbol.ticks().tickAt(price).toPlainString(), price.toPlainString()));
    }
}
