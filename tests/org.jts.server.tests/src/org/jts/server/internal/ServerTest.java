package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Quote;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.tck.Threads;
import org.jts.testkit.Await;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetAccountsRequest;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.market.GetQuoteRequest;
import org.jts.wire.proto.market.GetSymbolsRequest;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.trading.GetOrderStatusRequest;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.OrderSide;
import org.jts.wire.proto.trading.OrderType;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.TradingServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;

/** The server as any client sees it, and as the gateway of a workstation does when the line or the server fails. */
class ServerTest {

    private final Rig rig = new Rig();
    private final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    private ManagedChannel channel;

    @AfterEach
    void close() {
        if (channel != null) {
            channel.shutdownNow();
        }
        rig.close();
    }

    private ManagedChannel channel() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", rig.server.port()).usePlaintext().build();
        return channel;
    }

    private BrokerGateway connected() throws Exception {
        BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
        connect(gateway);
        return gateway;
    }

    private void connect(BrokerGateway gateway) throws Exception {
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                losses.add(reason);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("expected no notice of a broker that offers everything, found " + text);
            }
        });
    }

    private static OrderRequest farLimit(BrokerGateway gateway) throws Exception {
        Quote quote = gateway.quote(Rig.SAMSUNG);
        BigDecimal price = gateway.symbols().stream().filter(s -> s.id().equals(Rig.SAMSUNG)).findFirst().orElseThrow()
                .ticks().roundDown(quote.last().multiply(new BigDecimal("0.9")));
        return OrderRequest.limit(new ClientOrderId(UUID.randomUUID().toString()), Rig.MAIN, Rig.SAMSUNG, Side.BUY,
                BigDecimal.TEN, price);
    }

    @Test
    void strangersClientNamesACodeAndNoBroker() {
        var market = MarketDataServiceGrpc.newBlockingStub(channel());
        assertTrue(market.getSymbols(GetSymbolsRequest.getDefaultInstance()).getSymbolsCount() > 5, "symbols");
        assertEquals("KRX:005930", market.getQuote(GetQuoteRequest.newBuilder().setSymbol("005930").build())
                .getSymbol());
        var placed = TradingServiceGrpc.newBlockingStub(channel).placeOrder(PlaceOrderRequest.newBuilder()
                .setAccountId("MOCK-001").setSymbolCode("005930").setSide(OrderSide.ORDER_SIDE_BUY)
                .setOrderType(OrderType.ORDER_TYPE_MARKET).setQuantity("1").build());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, placed.getResult());
        assertFalse(placed.getClientOrderId().isEmpty(), "expected the server to name an order that has no name");
    }

    @Test
    void wrongRequestsSayWhatWasExpected() {
        var market = MarketDataServiceGrpc.newBlockingStub(channel());
        refused(Status.Code.NOT_FOUND, "expected one of " + rig.broker, () -> market.getQuote(
                GetQuoteRequest.newBuilder().setBrokerId("nobody").setSymbol("005930").build()));
        refused(Status.Code.INVALID_ARGUMENT, "a code of", () -> market.getQuote(
                GetQuoteRequest.newBuilder().setSymbol("NOSUCH").build()));
        refused(Status.Code.INVALID_ARGUMENT, "quantity", () -> TradingServiceGrpc.newBlockingStub(channel).placeOrder(
                PlaceOrderRequest.newBuilder().setAccountId("MOCK-001").setSymbolCode("005930").setQuantity("some")
                        .setSide(OrderSide.ORDER_SIDE_BUY).setOrderType(OrderType.ORDER_TYPE_MARKET).build()));
        refused(Status.Code.NOT_FOUND, "order_id", () -> TradingServiceGrpc.newBlockingStub(channel).getOrderStatus(
                GetOrderStatusRequest.newBuilder().setAccountId("MOCK-001").setOrderId("42").build()));
    }

    @Test
    void healthAndReflectionAnswer() throws Exception {
        assertEquals(ServingStatus.SERVING, HealthGrpc.newBlockingStub(channel())
                .check(HealthCheckRequest.getDefaultInstance()).getStatus());
        List<String> services = new CopyOnWriteArrayList<>();
        StreamObserver<ServerReflectionRequest> ask = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse answer) {
                        answer.getListServicesResponse().getServiceList().forEach(s -> services.add(s.getName()));
                    }

                    @Override
                    public void onError(Throwable failure) {
                        services.add(failure.toString());
                    }

                    @Override
                    public void onCompleted() {
                        // nothing follows
                    }
                });
        ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        Await.until("the services", () -> !services.isEmpty());
        ask.onCompleted();
        assertTrue(services.containsAll(List.of("jts.market.MarketDataService", "jts.trading.TradingService",
                "jts.gateway.GatewayService")), services.toString());
    }

    @Test
    void deadlineOfTheClientReachesTheBrokerCall() {
        rig.mock("silence", rig.broker, "on");
        var gateway = GatewayServiceGrpc.newBlockingStub(channel()).withDeadlineAfter(300, TimeUnit.MILLISECONDS);
        refused(Status.Code.DEADLINE_EXCEEDED, "", () -> gateway.getAccounts(GetAccountsRequest.getDefaultInstance()));
        Await.until("the call of the broker to be given up",
                () -> Threads.named("jts-server-call-").isEmpty());
        rig.mock("clear", rig.broker);
    }

    @Test
    void hungServerIsALostLineWithinFiveSeconds() throws Exception {
        BrokerGateway gateway = connected();
        long start = System.nanoTime();
        rig.relay.swallow(true);
        Await.until("a loss", () -> !losses.isEmpty());
        assertTrue(System.nanoTime() - start < Duration.ofSeconds(5).toNanos(), "time to notice");
        assertEquals(ErrorCategory.TIMEOUT, losses.getFirst().category());
        assertInstanceOf(OrderOutcome.NotSent.class, gateway.place(OrderRequest.market(new ClientOrderId("x"), Rig.MAIN,
                Rig.SAMSUNG, Side.BUY, BigDecimal.ONE)));
    }

    @Test
    void brokerThatIsGoneAtTheServerIsALostLine() throws Exception {
        connected();
        rig.registry.setPhase(rig.connection, ConnectionPhase.RECONNECTING);
        Await.until("a loss", () -> !losses.isEmpty());
        assertTrue(losses.getFirst().getMessage().contains("lost its own connection"), losses.getFirst().getMessage());
        BrokerException refusal = assertThrows(BrokerException.class,
                () -> connect(rig.client("again-" + rig.broker, Map.of())));
        assertEquals(ErrorCategory.NETWORK, refusal.category());
    }

    @Test
    void orderWhoseAnswerIsCutOffIsUnknown() throws Exception {
        BrokerGateway gateway = connected();
        OrderRequest request = farLimit(gateway);
        rig.mock("silence", rig.broker, "on");
        List<OrderOutcome> outcomes = new CopyOnWriteArrayList<>();
        Thread caller = Thread.ofVirtual().start(() -> outcomes.add(gateway.place(request)));
        Await.until("the order at the desk", rig.desk::isPlacing);
        rig.relay.cut();
        caller.join();
        assertInstanceOf(OrderOutcome.Unknown.class, outcomes.getFirst());
        rig.mock("clear", rig.broker);
    }

    @Test
    void orderEventsGoOnAfterALossWithoutGapOrDuplicate() throws Exception {
        BrokerGateway gateway = connected();
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        gateway.subscribeOrders(Rig.MAIN, events::add);
        gateway.place(farLimit(gateway));
        Await.until("the first order", () -> accepted(events) == 1);
        rig.relay.cut();
        Await.until("a loss", () -> !losses.isEmpty());
        assertInstanceOf(OrderOutcome.Accepted.class, rig.mock.place(farLimit(rig.mock)), "while the line is gone");
        int before = events.size();
        connect(gateway);
        gateway.subscribeOrders(Rig.MAIN, events::add);
        Await.until("the order that was placed meanwhile", () -> accepted(events) == 2);
        gateway.place(farLimit(gateway));
        Await.until("the third order", () -> accepted(events) == 3);
        assertEquals(events.size(), events.stream().distinct().count(), "each event once: " + events);
        assertTrue(before > 0, "events before the loss");
    }

    @Test
    void gapThatTheServerCannotFillIsHealedByAsking() throws Exception {
        BrokerGateway gateway = connected();
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        gateway.subscribeOrders(Rig.MAIN, events::add);
        gateway.place(farLimit(gateway));
        Await.until("the first order", () -> accepted(events) == 1);
        rig.restartServer();
        Await.until("a loss", () -> !losses.isEmpty());
        rig.mock.place(farLimit(rig.mock));
        events.clear();
        connect(gateway);
        gateway.subscribeOrders(Rig.MAIN, events::add);
        Await.until("both open orders, asked for", () -> accepted(events) == 2);
    }

    private static long accepted(List<OrderEvent> events) {
        return events.stream().filter(e -> e.order().status() == OrderStatus.ACCEPTED)
                .map(e -> e.order().brokerOrderId()).distinct().count();
    }

    @Test
    void stoppingServerEndsStreamsWithAReasonAndLeavesNoThread() throws Exception {
        BrokerGateway gateway = connected();
        gateway.subscribeQuotes(Set.of(Rig.SAMSUNG), quote -> { });
        rig.server.close();
        Await.until("a loss", () -> !losses.isEmpty());
        assertTrue(losses.getFirst().getMessage().contains("stopping"), losses.getFirst().getMessage());
        Await.until("no thread of the server", () -> Threads.named("jts-server-").isEmpty());
        assertEquals(0, rig.server.openStreams(), "open streams");
    }

    @Test
    void brokersAreListedWithWhatTheyCanDo() {
        var answer = GatewayServiceGrpc.newBlockingStub(channel()).getBrokers(GetBrokersRequest.getDefaultInstance());
        assertEquals(List.of(rig.broker), answer.getBrokersList().stream().map(b -> b.getId()).toList());
        assertEquals(9, answer.getBrokers(0).getCapabilities().getTimeframesCount(), "timeframes");
        assertFalse(answer.getServerEpoch().isEmpty(), "expected the life of the server");
    }

    @Test
    void tradesAreReadSinceATime() throws Exception {
        BrokerGateway gateway = connected();
        gateway.place(OrderRequest.market(new ClientOrderId(UUID.randomUUID().toString()), Rig.MAIN, Rig.SAMSUNG,
                Side.BUY, BigDecimal.ONE));
        Await.until("a trade", () -> {
            try {
                return !gateway.executions(Rig.MAIN, Instant.EPOCH).isEmpty();
            } catch (BrokerException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void refused(Status.Code code, String text, Executable call) {
        StatusRuntimeException refusal = assertThrows(StatusRuntimeException.class, call);
        assertEquals(code, refusal.getStatus().getCode(), refusal.toString());
        assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
    }
}
