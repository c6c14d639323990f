package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.Test;

/** Symbols, quotes and order books. */
abstract class MarketRules extends GatewayRules {

    /** Exchange clocks and ours differ a little. */
    static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    @Test
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

    @Test
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

    @Test
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

    @Test
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

    @Test
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

    private static void assertOnTick(Symbol symbol, BigDecimal price) {
        assertTrue(symbol.ticks().isOnTick(price), () -> "expected a multiple of the tick %s, was %s"
                .formatted(symbol.ticks().tickAt(price).toPlainString(), price.toPlainString()));
    }
}
