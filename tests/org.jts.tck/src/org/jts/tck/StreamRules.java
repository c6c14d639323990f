package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.Subscription;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.Test;

/** Streams of quotes and order books. */
abstract class StreamRules extends GatewayRules {

    @Test
    void quoteSubscriptionBeginsWithThePresentQuote() throws Exception {
        needs(Feature.QUOTE_STREAM, Feature.QUOTE);
        connect();
        Quote present = quote();
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        await("a first quote", () -> quotes.count() > 0);
        Quote first = quotes.all().getFirst();
        assertEquals(harness.symbol(), first.symbol(), "symbol of the first quote");
        assertFalse(first.time().isBefore(present.time()),
                () -> "expected a first quote not older than the one just read, %s, was %s".formatted(present, first));
    }

    @Test
    void quotesKeepComingInOrderOfTime() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        await("four quotes of a symbol that trades", () -> quotes.count() >= 4);
        List<Quote> all = quotes.all();
        for (int i = 1; i < all.size(); i++) {
            assertFalse(all.get(i).time().isBefore(all.get(i - 1).time()), "quotes out of order: " + all);
        }
    }

    @Test
    void closedSubscriptionStaysSilent() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        Subscription subscription = quotes(quotes);
        await("a first quote", () -> quotes.count() > 0);
        subscription.close();
        assertSilent(quotes);
        subscription.close();
    }

    @Test
    void subscriptionMayBeClosedWithinItsListener() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        AtomicReference<Subscription> self = new AtomicReference<>();
        self.set(answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), quote -> {
            Subscription own = self.get();
            if (own != null) {
                quotes.accept(quote);
                own.close();
            }
        })));
        await("a quote after subscribing", () -> quotes.count() > 0);
        assertSilent(quotes);
    }

    @Test
    void throwingListenerHarmsNobodyElse() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), quote -> {
            throw new IllegalStateException("thrown on purpose by a listener of the contract kit");
        }));
        Recorder<Quote> quotes = new Recorder<>();
        quotes(quotes);
        await("three quotes beside a listener that throws", () -> quotes.count() >= 3);
        assertEquals(List.of(), line.losses.all(), "connection losses");
    }

    @Test
    void quoteListenersAreCalledWithoutALock() throws Exception {
        needs(Feature.QUOTE_STREAM, Feature.QUOTE);
        connect();
        Recorder<Boolean> answered = new Recorder<>();
        answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), quote -> {
            if (answered.count() == 0) {
                answered.accept(endsBesides(() -> gateway.quote(harness.symbol())));
            }
        }));
        await("a first quote", () -> answered.count() > 0);
        assertTrue(answered.all().getFirst(),
                "expected the gateway to answer another thread while a listener runs: it holds a lock");
    }

    @Test
    void orderBookSubscriptionBeginsWithThePresentBook() throws Exception {
        needs(Feature.ORDER_BOOK_STREAM);
        connect();
        Recorder<OrderBook> books = new Recorder<>();
        answer("subscribeOrderBooks", () -> gateway.subscribeOrderBooks(Set.of(harness.symbol()), books::accept));
        await("a first order book", () -> books.count() > 0);
        assertEquals(harness.symbol(), books.all().getFirst().symbol(), "symbol of the first order book");
    }

    @Test
    void closedOrderBookSubscriptionStaysSilent() throws Exception {
        needs(Feature.ORDER_BOOK_STREAM);
        connect();
        Recorder<OrderBook> books = new Recorder<>();
        Subscription subscription = answer("subscribeOrderBooks",
                () -> gateway.subscribeOrderBooks(Set.of(harness.symbol()), books::accept));
        await("a first order book", () -> books.count() > 0);
        subscription.close();
        assertSilent(books);
    }

    @Test
    void subscribingToAnUnknownSymbolSubscribesNothing() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        SymbolId nobody = new SymbolId(harness.symbol().exchange(), "NO-SUCH-SYMBOL");
        Recorder<Quote> quotes = new Recorder<>();
        fails(ErrorCategory.VALIDATION, "quotes of a known and an unknown symbol",
                () -> gateway.subscribeQuotes(Set.of(harness.symbol(), nobody), quotes::accept));
        if (gateway.capabilities().has(Feature.ORDER_BOOK_STREAM)) {
            fails(ErrorCategory.VALIDATION, "order books of an unknown symbol",
                    () -> gateway.subscribeOrderBooks(Set.of(nobody), book -> { }));
        }
        assertSilent(quotes);
    }

    private <T> void assertSilent(Recorder<T> recorder) throws InterruptedException {
        harness.pass(Duration.ofMillis(20)); // a call that was under way may still end
        int before = recorder.count();
        watch();
        assertEquals(before, recorder.count(), "calls of a listener that has no subscription");
    }
}
