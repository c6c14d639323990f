package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DurableStreamsTest {

    private static final Set<SymbolId> SAMSUNG = Set.of(Samples.SAMSUNG);

    private final Bench bench = new Bench(Bench.withOrderQueue(100));
    private final List<Quote> quotes = new CopyOnWriteArrayList<>();
    private final List<OrderEvent> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    void subscriptionMadeBeforeTheConnectionStartsWithIt() throws Exception {
        bench.guarded().subscribeQuotes(SAMSUNG, quotes::add);
        assertEquals(0, bench.gateway.subscribes());
        bench.connected();
        awaitStreams(1);
        bench.gateway.send(Samples.quote(Samples.SAMSUNG, 1));
        Await.until("the quote", () -> quotes.size() == 1);
    }

    @Test
    void orderEventsAreSubscribedBeforeTheConnectionIsAnnounced() throws Exception {
        bench.guarded().subscribeOrders(ScriptedGateway.ACCOUNT, events::add);
        AtomicInteger duringSubscribe = new AtomicInteger(-1);
        bench.gateway.onSubscribe(() -> duringSubscribe.set(bench.supervisor.state().isConnected() ? 1 : 0));
        bench.connected();
        assertEquals(0, duringSubscribe.get());
        assertEquals(1, bench.gateway.openStreams());
    }

    @Test
    void allSubscriptionsOutliveAReconnect() throws Exception {
        List<OrderBook> books = new CopyOnWriteArrayList<>();
        bench.connected();
        bench.guarded().subscribeQuotes(SAMSUNG, quotes::add);
        bench.guarded().subscribeOrderBooks(SAMSUNG, books::add);
        bench.guarded().subscribeOrders(ScriptedGateway.ACCOUNT, events::add);
        assertEquals(3, bench.gateway.openStreams());
        for (int outage = 1; outage <= 3; outage++) {
            bench.gateway.lose("outage");
            assertEquals(0, bench.gateway.openStreams());
            bench.retry();
            bench.await(ConnectionPhase.CONNECTED);
            awaitStreams(3);
            int count = outage;
            bench.gateway.send(Samples.quote(Samples.SAMSUNG, outage));
            bench.gateway.send(new OrderBook(Samples.SAMSUNG, Instant.EPOCH, List.of(), List.of()));
            bench.gateway.send(Bench.event(outage));
            Await.until("one of each",
                    () -> quotes.size() == count && books.size() == count && events.size() == count);
        }
    }

    @Test
    void closedSubscriptionIsClosedAtTheGatewayAndNotMadeAgain() throws Exception {
        bench.connected();
        Subscription subscription = bench.guarded().subscribeQuotes(SAMSUNG, quotes::add);
        subscription.close();
        subscription.close();
        awaitStreams(0);
        bench.gateway.lose("outage");
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        assertEquals(1, bench.gateway.subscribes());
    }

    @Test
    void wrongSubscriptionIsRefusedAtOnce() {
        bench.connected();
        bench.gateway.onSubscribe(ScriptedGateway.refusal(ErrorCategory.VALIDATION, "no such symbol"));
        assertThrows(BrokerException.class, () -> bench.guarded().subscribeQuotes(SAMSUNG, quotes::add));
        assertThrows(BrokerException.class, () -> bench.guarded().subscribeQuotes(Set.of(), quotes::add));
        bench.gateway.lose("outage");
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        assertEquals(1, bench.gateway.subscribes());
    }

    @Test
    void subscriptionThatFailsForNowIsTriedUntilItSucceedsAndNoticedOnce() throws Exception {
        bench.guarded().subscribeQuotes(SAMSUNG, quotes::add);
        bench.gateway.onSubscribe(ScriptedGateway.refusal(ErrorCategory.SYSTEM, "not now"));
        bench.connected();
        Await.until("three attempts", () -> {
            bench.time.advance(Duration.ofSeconds(1));
            return bench.gateway.subscribes() >= 3;
        });
        bench.gateway.onSubscribe(() -> { });
        Await.until("an attempt that succeeds", () -> {
            bench.time.advance(Duration.ofSeconds(1));
            return bench.gateway.openStreams() == 1;
        });
        Await.until("both notices", () -> bench.notices().contains("test: quotes of KRX:005930 flow again"));
        assertEquals(1, bench.notices().stream().filter(n -> n.contains("could not be subscribed")).count());
    }

    @Test
    void subscribingWhileTheGatewayIsInTroubleIsAcceptedAndTriedAgain() throws Exception {
        bench.connected();
        bench.gateway.onSubscribe(() -> {
            throw new IllegalStateException("oops");
        });
        bench.guarded().subscribeOrders(ScriptedGateway.ACCOUNT, events::add);
        bench.gateway.onSubscribe(ScriptedGateway.refusal(ErrorCategory.NETWORK, "hiccup"));
        bench.guarded().subscribeOrders(ScriptedGateway.ACCOUNT, events::add);
        bench.gateway.onSubscribe(() -> { });
        bench.time.advance(Duration.ofSeconds(2));
        awaitStreams(2);
    }

    @Test
    void subscriptionThatAnswersTooLateIsClosedAgain() throws Exception {
        bench.connected();
        CountDownLatch began = new CountDownLatch(1);
        bench.gateway.onSubscribe(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
        });
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                bench.guarded().subscribeQuotes(SAMSUNG, quotes::add);
            } catch (BrokerException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        began.await();
        bench.gateway.onSubscribe(() -> { });
        bench.time.advance(Duration.ofSeconds(10));
        caller.join();
        bench.time.advance(Duration.ofSeconds(2));
        awaitStreams(1);
        release.countDown();
        Await.until("the late one came and went",
                () -> bench.gateway.subscribes() == 2 && bench.gateway.openStreams() == 1);
    }

    @Test
    void receiverThatThrowsIsNoticedOnceAndKeepsReceiving() throws Exception {
        bench.connected();
        bench.guarded().subscribeQuotes(SAMSUNG, quote -> {
            quotes.add(quote);
            throw new IllegalStateException("view is gone");
        });
        for (int price = 1; price <= 3; price++) {
            int count = price;
            bench.gateway.send(Samples.quote(Samples.SAMSUNG, price));
            Await.until("quote " + price, () -> quotes.size() == count);
        }
        assertEquals(1, bench.notices().stream().filter(n -> n.contains("a receiver of quotes fails")).count());
    }

    @Test
    void slowReceiverHoldsUpNeitherTheGatewayNorOthers() throws Exception {
        bench.connected();
        bench.guarded().subscribeQuotes(SAMSUNG, quote -> ScriptedGateway.hangUntil(release));
        bench.guarded().subscribeQuotes(SAMSUNG, quotes::add);
        for (int price = 1; price <= 1000; price++) {
            bench.gateway.send(Samples.quote(Samples.SAMSUNG, price));
        }
        Await.until("the newest quote",
                () -> !quotes.isEmpty() && quotes.getLast().equals(Samples.quote(Samples.SAMSUNG, 1000)));
    }

    @Test
    void orderEventsThatNobodyTakesMakeTheConnectionAnew() throws Exception {
        bench.connected();
        bench.guarded().subscribeOrders(ScriptedGateway.ACCOUNT, event -> {
            ScriptedGateway.hangUntil(release);
            events.add(event);
        });
        for (int i = 0; i < 102; i++) {
            bench.gateway.send(Bench.event(i));
        }
        Await.until("the loss is known", () -> bench.supervisor.state().phase() == ConnectionPhase.RECONNECTING);
        assertEquals(Cause.GATEWAY_FAULT, bench.supervisor.state().cause());
        assertTrue(bench.supervisor.state().detail().contains("events were lost"));
        release.countDown();
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        assertEquals(1, bench.gateway.openStreams());
        Await.until("what was taken is delivered", () -> events.size() >= 100);
    }

    @Test
    void fiveHundredSymbolsComeBackAfterAReconnect() throws Exception {
        bench.connected();
        Set<SymbolId> seen = ConcurrentHashMap.newKeySet();
        for (SymbolId symbol : Bench.symbols(500)) {
            bench.guarded().subscribeQuotes(Set.of(symbol), quote -> seen.add(quote.symbol()));
        }
        bench.gateway.lose("outage");
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        awaitStreams(500);
        Bench.symbols(500).forEach(symbol -> bench.gateway.send(Samples.quote(symbol, 1)));
        Await.until("all quotes", () -> seen.equals(new HashSet<>(Bench.symbols(500))));
    }

    private void awaitStreams(int count) {
        Await.until(count + " open streams at the gateway", () -> bench.gateway.openStreams() == count);
    }
}
