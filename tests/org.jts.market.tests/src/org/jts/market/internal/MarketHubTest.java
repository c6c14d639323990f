package org.jts.market.internal;

import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.HYNIX;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.candle;
import static org.jts.testkit.Samples.dec;
import static org.jts.testkit.Samples.quote;
import static org.jts.testkit.Samples.stock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.store.KeptQuote;
import org.jts.api.store.MarketStore;
import org.jts.api.store.StoreException;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.MemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketHubTest {

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private final FakeRegistry registry = new FakeRegistry();
    private final FakeGateway gateway =
            new FakeGateway(BROKER).with(stock(SAMSUNG, "삼성전자")).with(stock(HYNIX, "SK하이닉스"));
    private final FakeConnection connection = new FakeConnection(gateway, time);
    private final MemoryStore store = new MemoryStore();
    private final MarketHub hub = new MarketHub(registry, time, events);
    private final List<LiveQuote> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        hub.close();
        assertEquals(0, gateway.quoteSubscriptions().size(), "nothing stays subscribed");
        assertEquals(0, gateway.bookSubscriptions(), "nothing stays subscribed");
    }

    @Test
    void whatIsWatchedBeforeTheBrokerComesIsSubscribedOnceItIsConnected() {
        hub.watch(BROKER, Set.of(SAMSUNG, HYNIX), seen::add);
        connect();
        awaitUpstream(Set.of(SAMSUNG, HYNIX));
        gateway.send(quote(SAMSUNG, 71_900));
        assertEquals(Freshness.LIVE, hub.latest(BROKER, SAMSUNG).orElseThrow().freshness());
        assertEquals(1, seen.size());
    }

    @Test
    void twoViewsOfOneSymbolShareOneSubscription() {
        connect();
        Subscription first = hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        awaitUpstream(Set.of(SAMSUNG));
        Subscription second = hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        gateway.send(quote(SAMSUNG, 71_900));
        assertEquals(2, seen.size());
        first.close();
        gateway.send(quote(SAMSUNG, 72_000));
        assertEquals(3, seen.size());
        assertEquals(List.of(Set.of(SAMSUNG)), gateway.quoteSubscriptions());
        second.close();
        Await.until("the last view gone, nothing is asked of the broker", () -> gateway.quoteSubscriptions().isEmpty());
    }

    @Test
    void aNewcomerIsToldTheNewestQuoteAtOnce() {
        connect();
        hub.watch(BROKER, Set.of(SAMSUNG), q -> { });
        awaitUpstream(Set.of(SAMSUNG));
        gateway.send(quote(SAMSUNG, 71_900));
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        assertEquals(1, seen.size());
    }

    @Test
    void exactlyWhatIsStillWantedStaysSubscribed() {
        connect();
        Subscription hynix = hub.watch(BROKER, Set.of(HYNIX), seen::add);
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        Await.until("both are subscribed", () -> upstream().equals(Set.of(SAMSUNG, HYNIX)));
        hynix.close();
        awaitUpstream(Set.of(SAMSUNG));
    }

    @Test
    void aSymbolTheBrokerDoesNotKnowIsNotAskedFor() {
        connect();
        hub.watch(BROKER, Set.of(SAMSUNG, new SymbolId("KRX", "999999")), seen::add);
        awaitUpstream(Set.of(SAMSUNG));
    }

    @Test
    void aBrokerThatComesBackWithOtherSettingsIsAskedForItsSymbolsAnew() {
        connect();
        Await.until("its symbols", () -> hub.symbols(BROKER).size() == 2);
        registry.remove(connection);
        FakeConnection next = new FakeConnection(new FakeGateway(BROKER).with(stock(HYNIX, "SK하이닉스")), time);
        registry.add(next);
        registry.setPhase(next, ConnectionPhase.CONNECTED);
        Await.until("its new symbols", () -> hub.symbols(BROKER).size() == 1);
        assertEquals(Optional.empty(), hub.symbol(BROKER, SAMSUNG));
    }

    @Test
    void pricesAreStaleFromTheMomentTheLineIsGone() {
        connect();
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        awaitUpstream(Set.of(SAMSUNG));
        gateway.send(quote(SAMSUNG, 71_900));
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        assertEquals(Freshness.STALE, seen.getLast().freshness());
        gateway.send(quote(SAMSUNG, 71_800));
        assertEquals(Freshness.STALE, seen.getLast().freshness(), "a straggler is not live");
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        gateway.send(quote(SAMSUNG, 72_000));
        assertEquals(Freshness.LIVE, seen.getLast().freshness());
    }

    @Test
    void aFailedReadIsToldOnceAndTriedAgain() {
        gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "the line is cut"));
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        connect();
        Await.until("the trader is told", () -> events.notices().size() == 1);
        int reads = gateway.reads();
        advanceUntil(() -> gateway.reads() > reads);
        assertEquals(1, events.notices().size(), "the same problem is not told again");
        gateway.failWith(null);
        advanceUntil(() -> upstream().equals(Set.of(SAMSUNG)));
    }

    @Test
    void withoutALineTheStoredCloseIsShownAsCached() throws StoreException {
        store.saveCandles(MarketStore.IMPORTED, SAMSUNG, Timeframe.DAY_1,
                List.of(candle(Instant.parse("2025-12-30T15:00:00Z"), 70_000)));
        store.saveSymbols(BROKER, List.of(stock(SAMSUNG, "삼성전자")));
        hub.setStore(store);
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        Await.until("the cached price", () -> seen.size() == 1);
        assertEquals(Freshness.CACHED, seen.getFirst().freshness());
        assertEquals(70_000, seen.getFirst().quote().last().intValueExact());
        assertEquals("삼성전자", hub.symbol(BROKER, SAMSUNG).orElseThrow().name());
    }

    @Test
    void withoutALineTheLastPriceThatCameIsShownWithItsTime() throws StoreException {
        store.saveSymbols(BROKER, List.of(stock(SAMSUNG, "삼성전자")));
        store.saveCandles(BROKER.value(), SAMSUNG, Timeframe.DAY_1,
                List.of(candle(Instant.parse("2026-01-01T15:00:00Z"), 70_000)));
        Instant received = Instant.parse("2026-01-02T01:00:01Z");
        store.saveQuotes(BROKER, List.of(new KeptQuote(quote(SAMSUNG, 71_900), received)));
        hub.setStore(store);
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        Await.until("the kept price", () -> seen.size() == 1);
        assertEquals(new LiveQuote(BROKER, quote(SAMSUNG, 71_900), received, Freshness.CACHED), seen.getFirst());
    }

    @Test
    void aDayThatEndedAfterTheLastPriceCameIsNewer() throws StoreException {
        store.saveSymbols(BROKER, List.of(stock(SAMSUNG, "삼성전자")));
        Instant next = Instant.parse("2026-01-04T15:00:00Z");
        store.saveCandles(BROKER.value(), SAMSUNG, Timeframe.DAY_1, List.of(candle(next, 73_000)));
        store.saveQuotes(BROKER, List.of(new KeptQuote(quote(SAMSUNG, 71_900), time.now())));
        hub.setStore(store);
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        Await.until("the close", () -> seen.size() == 1);
        assertEquals(73_000, seen.getFirst().quote().last().intValueExact());
        assertEquals(next, seen.getFirst().receivedAt());
    }

    @Test
    void pricesAreKeptAFewSecondsLaterAllInOneWrite() throws StoreException {
        hub.setStore(store);
        hub.watch(BROKER, Set.of(SAMSUNG, HYNIX), seen::add);
        connect();
        awaitUpstream(Set.of(SAMSUNG, HYNIX));
        gateway.send(quote(SAMSUNG, 71_900));
        gateway.send(quote(HYNIX, 130_000));
        gateway.send(quote(SAMSUNG, 72_000));
        assertEquals(List.of(), store.quotes(BROKER));
        time.advance(QuoteKeeper.EVERY);
        Await.until("both are kept", () -> store.quotes(BROKER).size() == 2);
        assertTrue(store.quotes(BROKER).contains(new KeptQuote(quote(SAMSUNG, 72_000), FakeTime.START)));
    }

    @Test
    void pricesAreKeptWhenTheLineGoesAndWhenTheHubEnds() throws StoreException {
        hub.setStore(store);
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        connect();
        awaitUpstream(Set.of(SAMSUNG));
        gateway.send(quote(SAMSUNG, 71_900));
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        Await.until("it is kept", () -> store.quotes(BROKER).size() == 1);
        gateway.send(quote(SAMSUNG, 72_000));
        hub.close();
        assertEquals(72_000, store.quotes(BROKER).getFirst().quote().last().intValueExact());
    }

    @Test
    void pricesThatCannotBeKeptAreToldOnceAndNotLost() throws StoreException {
        hub.setStore(store);
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        connect();
        awaitUpstream(Set.of(SAMSUNG));
        store.failWith("the disk is full");
        for (int i = 0; i < 3; i++) {
            gateway.send(quote(SAMSUNG, 71_900 + i));
            time.advance(QuoteKeeper.EVERY);
        }
        Await.until("the trader is told", () -> events.notices().size() == 1);
        assertEquals("the disk is full", events.notices().getFirst().detail());
        store.failWith(null);
        gateway.send(quote(SAMSUNG, 72_000));
        time.advance(QuoteKeeper.EVERY);
        Await.until("it is kept", () -> store.quotes(BROKER).size() == 1);
        assertEquals(1, events.notices().size());
    }

    @Test
    void pricesThatMoveLongAfterTheyHappenedAreDelayed() {
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        connect();
        awaitUpstream(Set.of(SAMSUNG));
        Instant late = time.now().minus(Duration.ofMinutes(15));
        gateway.send(Quote.ofPrice(SAMSUNG, late, dec(71_900)));
        assertEquals(Freshness.LIVE, seen.getLast().freshness(), "nobody may have traded for a while");
        gateway.send(Quote.ofPrice(SAMSUNG, late.plusSeconds(1), dec(71_800)));
        assertEquals(Freshness.DELAYED, seen.getLast().freshness());
        gateway.send(Quote.ofPrice(SAMSUNG, late.plusSeconds(1), dec(71_800)));
        assertEquals(Freshness.DELAYED, seen.getLast().freshness());
        gateway.send(Quote.ofPrice(SAMSUNG, time.now(), dec(71_700)));
        assertEquals(Freshness.LIVE, seen.getLast().freshness());
    }

    @Test
    void symbolsAreReadOnConnectKeptInTheStoreAndAnnounced() {
        AtomicInteger announced = new AtomicInteger();
        hub.listenSymbols(announced::incrementAndGet);
        hub.setStore(store);
        connect();
        Await.until("symbols are there", () -> hub.symbols(BROKER).size() == 2);
        Await.until("symbols are stored", () -> store.symbols(BROKER).size() == 2);
        assertTrue(announced.get() >= 1);
    }

    @Test
    void aBrokerThatDoesNotStreamIsPolled() {
        gateway.without(Feature.QUOTE_STREAM);
        gateway.setQuote(quote(SAMSUNG, 71_900));
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        connect();
        advanceUntil(() -> !seen.isEmpty());
        assertEquals(Freshness.LIVE, seen.getFirst().freshness());
    }

    @Test
    void anOrderBookIsWatchedOnceForAllViews() {
        connect();
        List<OrderBook> books = new CopyOnWriteArrayList<>();
        Subscription first = hub.watchOrderBook(BROKER, SAMSUNG, books::add);
        Subscription second = hub.watchOrderBook(BROKER, SAMSUNG, books::add);
        Await.until("one subscription", () -> gateway.bookSubscriptions() == 1);
        gateway.send(new OrderBook(SAMSUNG, time.now(), List.of(), List.of()));
        assertEquals(2, books.size());
        assertTrue(hub.latestOrderBook(BROKER, SAMSUNG).isPresent());
        first.close();
        second.close();
        Await.until("no subscription", () -> gateway.bookSubscriptions() == 0);
    }

    @Test
    void anOrderBookIsGoneWithTheLineAndComesBackWithIt() {
        connect();
        List<OrderBook> books = new CopyOnWriteArrayList<>();
        hub.watchOrderBook(BROKER, SAMSUNG, books::add);
        Await.until("a subscription", () -> gateway.bookSubscriptions() == 1);
        OrderBook full = new OrderBook(SAMSUNG, time.now(), List.of(new PriceLevel(dec(71_900), dec(10))), List.of());
        gateway.send(full);
        assertEquals(List.of(full), books);
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        Await.until("the book is gone", () -> hub.latestOrderBook(BROKER, SAMSUNG).isEmpty());
        Await.until("it is told", () -> books.size() == 2 && books.getLast().bids().isEmpty());
        gateway.send(full); // ahead of the news that the line is there
        assertTrue(hub.latestOrderBook(BROKER, SAMSUNG).isEmpty());
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        Await.until("it is back", () -> hub.latestOrderBook(BROKER, SAMSUNG).equals(Optional.of(full)));
        assertEquals(3, books.size());
    }

    @Test
    void aBrokerThatGoesAndComesBackIsSubscribedAgain() {
        connect();
        hub.watch(BROKER, Set.of(SAMSUNG), seen::add);
        awaitUpstream(Set.of(SAMSUNG));
        registry.remove(connection);
        Await.until("let go", () -> gateway.quoteSubscriptions().isEmpty());
        FakeGateway successor = new FakeGateway(BROKER).with(stock(SAMSUNG, "삼성전자"));
        FakeConnection next = new FakeConnection(successor, time);
        registry.add(next);
        registry.setPhase(next, ConnectionPhase.CONNECTED);
        Await.until("the successor is asked", () -> successor.quoteSubscriptions().size() == 1);
    }

    private void connect() {
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    private Set<SymbolId> upstream() {
        Set<SymbolId> all = new HashSet<>();
        gateway.quoteSubscriptions().forEach(all::addAll);
        return all;
    }

    private void awaitUpstream(Set<SymbolId> expected) {
        Await.until("subscribed to exactly " + expected,
                () -> gateway.quoteSubscriptions().equals(List.of(expected)));
    }

    private void advanceUntil(Callable<Boolean> condition) {
        Await.until("it happens as time goes on", () -> {
            time.advance(Duration.ofSeconds(1));
            return condition.call();
        });
    }
}
