package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.Subscription;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;

/** Streams of quotes and order books. */
abstract class StreamRules extends GatewayRules {

    /** A subscription to quotes begins with the present quote. */
    @Rule("STR-01")
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

    /** Quotes keep coming, in order of time. */
    @Rule("STR-02")
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

    /** A closed subscription to quotes calls nobody, and may be closed twice. */
    @Rule("STR-03")
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

    /** A subscription may be closed within its own listener. */
    @Rule("STR-04")
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

    /** A listener of quotes that throws harms neither other listeners nor the line. */
    @Rule("STR-05")
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

    /** Listeners of quotes are called without a lock: other threads get answers meanwhile. */
    @Rule("STR-06")
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

    /** A subscription to order books begins with the present one. */
    @Rule("STR-07")
    void orderBookSubscriptionBeginsWithThePresentBook() throws Exception {
        needs(Feature.ORDER_BOOK_STREAM);
        connect();
        Recorder<OrderBook> books = new Recorder<>();
        answer("subscribeOrderBooks", () -> gateway.subscribeOrderBooks(Set.of(harness.symbol()), books::accept));
        await("a first order book", () -> books.count() > 0);
        assertEquals(harness.symbol(), books.all().getFirst().symbol(), "symbol of the first order book");
    }

    /** A closed subscription to order books calls nobody. */
    @Rule("STR-08")
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

    /** Subscribing to an unknown symbol fails as VALIDATION and subscribes nothing, the known ones neither. */
    @Rule("STR-09")
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

    /** Closing one of two subscriptions to a symbol leaves the other. */
    @Rule("STR-10")
    void closingOneSubscriptionLeavesTheOther() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> kept = new Recorder<>();
        Subscription closed = quotes(new Recorder<>());
        quotes(kept);
        await("a first quote", () -> kept.count() > 0);
        closed.close();
        int before = kept.count();
        await("quotes to go on when another subscription to the symbol is closed", () -> kept.count() > before + 1);
    }

    /** The same listener may be subscribed twice; closing one subscription leaves the other. */
    @Rule("STR-11")
    void sameListenerMayBeSubscribedTwice() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Quote> quotes = new Recorder<>();
        QuoteListener listener = quotes::accept;
        Subscription one = answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), listener));
        answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), listener));
        one.close();
        harness.pass(Duration.ofMillis(20)); // a call that was under way may still end
        int before = quotes.count();
        await("quotes to the second subscription of one listener", () -> quotes.count() > before + 1);
    }

    /** Every symbol of a subscription is streamed. */
    @Rule("STR-12")
    void everySymbolOfASubscriptionIsStreamed() throws Exception {
        needs(Feature.QUOTE_STREAM);
        assumeTrue(harness.otherSymbol().isPresent(), "the harness has one symbol only");
        connect();
        SymbolId other = harness.otherSymbol().orElseThrow();
        Recorder<Quote> quotes = new Recorder<>();
        answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol(), other), quotes::accept));
        await("a quote of each symbol that was subscribed to", () -> quotes.has(q -> q.symbol().equals(other))
                && quotes.has(q -> q.symbol().equals(harness.symbol())));
    }

    /** Listeners are called on threads of the gateway, never on the one that subscribes. */
    @Rule("STR-13")
    void listenersAreNeverCalledOnTheThreadThatSubscribes() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        AtomicReference<Thread> subscriber = new AtomicReference<>();
        Recorder<Thread> threads = new Recorder<>();
        answer("subscribeQuotes", () -> {
            subscriber.set(Thread.currentThread());
            return gateway.subscribeQuotes(Set.of(harness.symbol()), quote -> threads.accept(Thread.currentThread()));
        });
        await("three quotes", () -> threads.count() >= 3);
        assertEquals(List.of(), threads.matching(thread -> thread == subscriber.get()),
                "calls of the listener on the thread that subscribed");
    }

    /** Order books keep coming, in order of time. */
    @Rule("STR-14")
    void orderBooksKeepComingInOrderOfTime() throws Exception {
        needs(Feature.ORDER_BOOK_STREAM);
        connect();
        Recorder<OrderBook> books = new Recorder<>();
        answer("subscribeOrderBooks", () -> gateway.subscribeOrderBooks(Set.of(harness.symbol()), books::accept));
        await("four order books of a symbol that trades", () -> books.count() >= 4);
        List<OrderBook> all = books.all();
        for (int i = 1; i < all.size(); i++) {
            assertFalse(all.get(i).time().isBefore(all.get(i - 1).time()), "order books out of order: " + all);
        }
    }

    /** Listeners of order books are called without a lock. */
    @Rule("STR-15")
    void orderBookListenersAreCalledWithoutALock() throws Exception {
        needs(Feature.ORDER_BOOK_STREAM, Feature.ORDER_BOOK);
        connect();
        Recorder<Boolean> answered = new Recorder<>();
        answer("subscribeOrderBooks", () -> gateway.subscribeOrderBooks(Set.of(harness.symbol()), book -> {
            if (answered.count() == 0) {
                answered.accept(endsBesides(() -> gateway.orderBook(harness.symbol())));
            }
        }));
        await("a first order book", () -> answered.count() > 0);
        assertTrue(answered.all().getFirst(),
                "expected the gateway to answer another thread while a listener runs: it holds a lock");
    }

    private <T> void assertSilent(Recorder<T> recorder) throws InterruptedException {
        harness.pass(Duration.ofMillis(20)); // a call that was under way may still end
        int before = recorder.count();
        watch();
        assertEquals(before, recorder.count(), "calls of a listener that has no subscription");
    }
}
