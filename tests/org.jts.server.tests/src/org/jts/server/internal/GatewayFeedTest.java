package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RemoteLimits;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;

/** What streams from the server to its gateway. */
class GatewayFeedTest {

    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void symbolThatIsNotTradedCanBeWatched() throws Exception {
        FakeGateway quiet = new FakeGateway(new BrokerId("quiet"));
        serve(quiet);
        BrokerGateway gateway = rig.client("quiet-" + rig.broker, Map.of("server.broker", "quiet"));
        connect(gateway);
        List<Quote> quotes = new CopyOnWriteArrayList<>();
        List<OrderBook> books = new CopyOnWriteArrayList<>();
        try (Subscription watch = gateway.subscribeQuotes(Set.of(Rig.SAMSUNG), quotes::add);
                Subscription book = gateway.subscribeOrderBooks(Set.of(Rig.SAMSUNG), books::add)) {
            assertEquals(List.of(), quotes, "nothing was traded yet");
            Quote first = Quote.ofPrice(Rig.SAMSUNG, rig.time.now(), new BigDecimal("71200.5"));
            quiet.send(first);
            Await.until("the first quote", () -> quotes.equals(List.of(first)));
            OrderBook empty = new OrderBook(Rig.SAMSUNG, rig.time.now(), List.of(), List.of());
            quiet.send(empty);
            Await.until("the first order book", () -> books.equals(List.of(empty)));
        }
        Await.until("nobody who watches", () -> quiet.quoteSubscriptions().isEmpty() && quiet.bookSubscriptions() == 0);
    }

    @Test
    void quotesComeTogetherOnlyToWhoeverTakesThemSo() throws Exception {
        FakeGateway quiet = new FakeGateway(new BrokerId("together"));
        serve(quiet);
        List<SymbolId> symbols = IntStream.range(0, 100).mapToObj(i -> new SymbolId("KRX", "T" + i)).toList();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", rig.server.port()).usePlaintext().build();
        try {
            List<QuoteData> single = stream(channel, symbols, 0);
            List<QuoteData> several = stream(channel, symbols, 10);
            Await.until("two streams", () -> rig.server.openStreams() == 2 && quiet.quoteSubscriptions().size() == 100);
            symbols.forEach(symbol -> quiet.send(Quote.ofPrice(symbol, rig.time.now(), BigDecimal.TEN)));
            Await.until("a quote of each symbol", () -> named(single).size() == 100 && named(several).size() == 100);
            assertEquals(List.of(), single.stream().flatMap(quote -> quote.getMoreList().stream()).toList());
            assertTrue(several.stream().allMatch(quote -> quote.getMoreCount() < 10), "at most ten in a message");
            assertTrue(several.stream().anyMatch(quote -> quote.getMoreCount() > 0), "none waited for another");
        } finally {
            channel.shutdownNow();
        }
    }

    /** The symbols of the quotes that came, each in a message of its own or with another. */
    private static Set<String> named(List<QuoteData> messages) {
        return messages.stream().flatMap(first -> Stream.concat(Stream.of(first), first.getMoreList().stream()))
                .map(QuoteData::getSymbol).collect(Collectors.toSet());
    }

    private static List<QuoteData> stream(ManagedChannel channel, List<SymbolId> symbols, int atOnce) {
        List<QuoteData> messages = new CopyOnWriteArrayList<>();
        MarketDataServiceGrpc.newStub(channel).streamQuotes(StreamQuotesRequest.newBuilder().setBrokerId("together")
                .addAllSymbols(symbols.stream().map(SymbolId::toString).toList()).setMaxAtOnce(atOnce).build(),
                new StreamObserver<>() {
                    @Override
                    public void onNext(QuoteData message) {
                        messages.add(message);
                    }

                    @Override
                    public void onError(Throwable cause) {
                        // when the test is over
                    }

                    @Override
                    public void onCompleted() {
                        throw new AssertionError("expected a stream that goes on");
                    }
                });
        return messages;
    }

    @Test
    void watchingThatTheBrokerRefusesIsRefusedHere() throws Exception {
        FakeGateway poor = new FakeGateway(new BrokerId("strict"));
        serve(poor);
        BrokerGateway gateway = rig.client("strict-" + rig.broker, Map.of("server.broker", "strict"));
        connect(gateway);
        poor.failWith(new BrokerException(ErrorCategory.VALIDATION, "no such symbol"));
        BrokerException refusal = assertThrows(BrokerException.class,
                () -> gateway.subscribeQuotes(Set.of(Rig.SAMSUNG), quote -> { }));
        assertEquals(ErrorCategory.VALIDATION, refusal.category());
        assertTrue(refusal.getMessage().contains("no such symbol"), refusal.getMessage());
    }

    @Test
    void whatIsUsedOfTheServersLimitsIsShownHere() throws Exception {
        FakeRequestLimiter limiter = rig.limiters.put(new BrokerId(rig.broker), "mock/key",
                new FakeRequestLimiter(new LimitProfile("far.rules", "Far rules", "its manual, 2026-01-02",
                        List.of(RateWindow.of(20, Duration.ofSeconds(1)), RateWindow.parse("100/10s[order cancel]")),
                        0.1, 100, Duration.ofSeconds(60), Duration.ofSeconds(5))));
        limiter.used(12, 7).lanes(0, Map.of(Lane.ORDER, 5, Lane.HISTORY, 7)).waiting(Lane.HISTORY, 3);
        String id = "limits-" + rig.broker;
        BrokerGateway gateway = rig.client(id, Map.of("server.broker", rig.broker));
        RemoteLimits limits = rig.service(RemoteLimits.class, "(%s=%s)".formatted(BrokerGateway.BROKER_ID, id));
        assertEquals(Map.of(), limits.limits(), "nothing is known without a line");
        assertFalse(limits.isKnown());
        assertEquals(Optional.empty(), limits.lastSaid());
        Instant before = rig.time.now();
        connect(gateway);
        Await.until("limits", () -> !limits.limits().isEmpty());
        MeteredLimit seen = limits.limits().get(id + "/mock/key");
        assertEquals(limiter.profile().windows(), seen.profile().windows());
        assertEquals("Far rules", seen.profile().name());
        assertEquals(limiter.profile().source(), seen.profile().source());
        assertEquals(limiter.usage().windows(), seen.usage().windows());
        assertEquals(limiter.usage().waiting(), seen.usage().waiting());
        assertEquals(Sharing.REMOTE, seen.usage().sharing());
        limiter.used(18, 7);
        Await.until("what is used now", () -> limits.limits().get(id + "/mock/key").usage().windows().getFirst()
                .used() == 18);
        assertTrue(limits.isKnown());
        gateway.disconnect();
        assertEquals(Map.of(), limits.limits(), "nothing is known without a line");
        assertFalse(limits.isKnown());
        RemoteLimits.Said last = limits.lastSaid().orElseThrow();
        assertFalse(last.at().isBefore(before), last.toString());
        assertEquals(18, last.limits().get(id + "/mock/key").usage().windows().getFirst().used());
    }

    @Test
    void listenerThatWasGivenUpIsNeverTold() throws Exception {
        BrokerGateway gateway = rig.client("slow-" + rig.broker, Map.of("server.broker", rig.broker));
        connect(gateway);
        int streams = rig.server.openStreams();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Subscription first = gateway.subscribeOrders(Rig.MAIN, event -> {
            busy.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        buyOne();
        busy.await();
        List<OrderEvent> told = new CopyOnWriteArrayList<>();
        BrokerException late = assertThrows(BrokerException.class, () -> gateway.subscribeOrders(Rig.MAIN, told::add));
        assertEquals(ErrorCategory.TIMEOUT, late.category());
        goOn.countDown();
        List<OrderEvent> third = new CopyOnWriteArrayList<>();
        Subscription last = gateway.subscribeOrders(Rig.MAIN, third::add);
        buyOne();
        Await.until("a trade", () -> third.stream().anyMatch(OrderEvent.Filled.class::isInstance));
        assertEquals(List.of(), told);
        first.close();
        last.close();
        Await.until("the end of the stream", () -> rig.server.openStreams() == streams);
    }

    private void serve(FakeGateway broker) {
        FakeConnection connection = new FakeConnection(broker, rig.time);
        rig.registry.add(connection);
        rig.registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    private void buyOne() {
        rig.mock.place(OrderRequest.market(new ClientOrderId(UUID.randomUUID().toString()), Rig.MAIN, Rig.SAMSUNG,
                Side.BUY, BigDecimal.ONE));
    }

    private static void connect(BrokerGateway to) throws BrokerException, InterruptedException {
        to.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                throw new AssertionError("expected a line that holds", reason);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("expected no notice, found " + text);
            }
        });
    }
}
