package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.server.internal.AccessToken.Scope;
import org.jts.testkit.Await;
import org.jts.wire.CorrelationWire;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.ModifyOrderRequest;
import org.jts.wire.proto.gateway.OrderAnswer;
import org.jts.wire.proto.gateway.OrderCallsRequest;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.OrderSide;
import org.jts.wire.proto.trading.OrderType;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.TradingServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;

/** Order calls on a stream that stays open: what a server answers on it, and what the gateway does with it. */
class OrderCallStreamTest {

    private static final String TOKEN = "read-secret-0123456789";
    private static final int A_FEW = 3;

    private Rig rig = new Rig();
    private ManagedChannel channel;

    @AfterEach
    void close() {
        close(channel);
        rig.close();
    }

    private static void close(ManagedChannel open) {
        if (open != null) {
            open.shutdownNow();
        }
    }

    /** A stream of order calls, and what comes back. */
    private final class Calls implements StreamObserver<OrderAnswer> {
        private final BlockingQueue<OrderAnswer> answers = new LinkedBlockingQueue<>();
        private final CompletableFuture<Status> end = new CompletableFuture<>();
        private final StreamObserver<OrderCallsRequest> out;

        Calls(Metadata headers) {
            close(channel);
            channel = NettyChannelBuilder.forAddress("127.0.0.1", rig.server.port()).usePlaintext().build();
            out = GatewayServiceGrpc.newStub(channel)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers)).orderCalls(this);
        }

        @Override
        public void onNext(OrderAnswer answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failed) {
            end.complete(Status.fromThrowable(failed));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }

        Calls send(long number, OrderCallsRequest.Builder call) {
            out.onNext(call.setNumber(number).build());
            return this;
        }

        OrderAnswer next() throws InterruptedException {
            OrderAnswer next = answers.poll(30, TimeUnit.SECONDS);
            assertTrue(next != null, "an answer within 30 s");
            return next;
        }

        Status.Code end() throws Exception {
            return end.get(30, TimeUnit.SECONDS).getCode();
        }
    }

    private Calls calls() {
        return new Calls(new Metadata());
    }

    private BigDecimal far() throws Exception {
        return rig.mock.quote(Rig.SAMSUNG).previousClose().orElseThrow().multiply(new BigDecimal("0.0008"))
                .setScale(0, RoundingMode.DOWN).multiply(new BigDecimal(1000));
    }

    /** @param symbol a code alone has to be looked up before the desk gets the order */
    private OrderCallsRequest.Builder place(String symbol, String name) throws Exception {
        return OrderCallsRequest.newBuilder().setPlace(PlaceOrderRequest.newBuilder().setAccountId("MOCK-001")
                .setSymbolCode(symbol).setSide(OrderSide.ORDER_SIDE_BUY).setQuantity("1").setClientOrderId(name)
                .setOrderType(OrderType.ORDER_TYPE_LIMIT).setPrice(far().toPlainString()));
    }

    private void latency(int millis) {
        rig.mock("fault", rig.broker, "latency", String.valueOf(millis));
    }

    private int open() throws Exception {
        return rig.mock.openOrders(Rig.MAIN).size();
    }

    @Test
    void ordersArePlacedChangedAndCancelledAndEachAnswerNamesItsCall() throws Exception {
        Calls calls = calls().send(7, place("KRX:005930", "stream-1"));
        OrderAnswer placed = calls.next();
        assertEquals(7, placed.getNumber());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, placed.getResponse().getResult(), placed.toString());
        assertEquals("stream-1", placed.getResponse().getClientOrderId());
        String id = placed.getResponse().getOrderId();
        calls.send(8, OrderCallsRequest.newBuilder().setModify(ModifyOrderRequest.newBuilder().setAccountId("MOCK-001")
                .setOrderId(id).setSymbolCode("KRX:005930").setQuantity("2")));
        OrderAnswer changed = calls.next();
        assertEquals(8, changed.getNumber());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, changed.getResponse().getResult(), changed.toString());
        calls.send(9, OrderCallsRequest.newBuilder().setCancel(CancelOrderRequest.newBuilder().setAccountId("MOCK-001")
                .setOrderId(changed.getResponse().getOrderId()).setSymbolCode("KRX:005930")));
        OrderAnswer cancelled = calls.next();
        assertEquals(9, cancelled.getNumber());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, cancelled.getResponse().getResult(), cancelled.toString());
        calls.send(10, OrderCallsRequest.newBuilder().setPlaceCall(PlaceCallRequest.newBuilder()
                .setAccountId("MOCK-001").setName("amount-order-cancel").putFields("NUMBER", "none")));
        assertEquals("MOCK-UNKNOWN_ORDER", calls.next().getResponse().getBrokerCode(), "in the broker's own words");
        calls.out.onCompleted();
        assertEquals(Status.Code.OK, calls.end());
        Await.until("counted as the calls that they are", () -> count("PlaceOrder") == 1 && count("ModifyOrder") == 1
                && count("CancelOrder") == 1 && count("PlaceCall") == 1);
    }

    @Test
    void whatFollowsFromACallHasTheNameThatItHasAtItsClient() throws Exception {
        calls().send(1, place("KRX:005930", "named-1").setCorrelation("ticket-abc-1")).next();
        assertEquals(Optional.of("ticket-abc-1"), rig.desk.lastCorrelation());
        Metadata named = new Metadata();
        named.put(CorrelationWire.HEADER, "console-abc-2");
        TradingServiceGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(named))
                .placeOrder(place("KRX:005930", "named-2").getPlace());
        assertEquals(Optional.of("console-abc-2"), rig.desk.lastCorrelation());
        calls().send(1, place("KRX:005930", "named-3").setCorrelation("no name: \n")).next();
        assertTrue(rig.desk.lastCorrelation().orElseThrow().startsWith("server-"), "one of the server's own");
        BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
        GatewayLineTest.connect(gateway, loss -> { });
        try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-abc-3"))) {
            gateway.place(OrderRequest.limit(new ClientOrderId("named-4"), Rig.MAIN, Rig.SAMSUNG, Side.BUY,
                    BigDecimal.ONE, far()));
        }
        assertEquals(Optional.of("ticket-abc-3"), rig.desk.lastCorrelation());
        assertEquals(4, rig.trail.records().stream().filter(r -> "place".equals(r.action())
                && r.facts().get().get("by").startsWith("no token from 127.0.0.1")
                && r.facts().get().get("order").startsWith("named-")).count(), "who asked, each time");
    }

    private long count(String call) {
        return rig.calls(call, "OK");
    }

    @Test
    void whatIsWrongIsSaidAndSoIsThatNothingWasSent() throws Exception {
        OrderAnswer unknown = calls().send(1, place("KRX:nonsense nonsense", "stream-2")).next();
        assertEquals(Status.Code.INVALID_ARGUMENT.value(), unknown.getFailure().getCode(), unknown.toString());
        assertTrue(unknown.getFailure().getNotSent(), unknown.toString());
        Calls calls = calls().send(2, OrderCallsRequest.newBuilder());
        OrderAnswer nothing = calls.next();
        assertEquals(Status.Code.UNIMPLEMENTED.value(), nothing.getFailure().getCode(), nothing.toString());
        assertTrue(nothing.getFailure().getNotSent(), nothing.toString());
    }

    @Test
    void numberThatIsUnderWayTwiceEndsTheStream() throws Exception {
        OrderCallsRequest.Builder first = place("KRX:005930", "stream-3");
        OrderCallsRequest.Builder second = place("KRX:005930", "stream-4");
        CountDownLatch answer = rig.desk.holdAnswers();
        Calls calls = calls().send(1, first);
        Await.until("the order at the desk", rig.desk::isPlacing);
        calls.send(1, second);
        assertEquals(Status.Code.INVALID_ARGUMENT, calls.end());
        answer.countDown();
        Await.until("the order is through", () -> !rig.desk.isPlacing());
        assertEquals(1, open(), "the order that came first, and only that");
    }

    @Test
    void whatIsGivenUpBeforeTheDeskHasItIsNotMade() throws Exception {
        OrderCallsRequest.Builder slow = place("005930", "stream-5");
        OrderCallsRequest.Builder late = place("005930", "stream-6").setPatienceMs(100);
        latency(3_000);
        Calls calls = calls().send(1, slow).send(1, OrderCallsRequest.newBuilder().setGiveUp(true)).send(2, late);
        List<OrderAnswer> both = Stream.of(calls.next(), calls.next())
                .sorted(Comparator.comparing(OrderAnswer::getNumber)).toList();
        latency(0);
        both.forEach(answer -> assertTrue(answer.getFailure().getNotSent(), answer.toString()));
        assertEquals(List.of(Status.Code.CANCELLED.value(), Status.Code.DEADLINE_EXCEEDED.value()),
                both.stream().map(answer -> answer.getFailure().getCode()).toList());
        assertEquals(0, open());
    }

    @Test
    void serverThatStopsAnswersWhatIsUnderWayAndTakesNoMore() throws Exception {
        OrderCallsRequest.Builder order = place("KRX:005930", "stream-7");
        CountDownLatch answer = rig.desk.holdAnswers();
        Calls calls = calls().send(1, order);
        Await.until("the order at the desk", rig.desk::isPlacing);
        Thread stopping = Thread.ofVirtual().start(rig.server::close);
        List<OrderAnswer> answers = new ArrayList<>();
        // until it has begun to stop
        for (int number = 2; answers.stream().noneMatch(OrderAnswer::hasFailure); number++) {
            order.getPlaceBuilder().setClientOrderId("stream-7-" + number);
            calls.send(number, order);
            Optional.ofNullable(calls.answers.poll(50, TimeUnit.MILLISECONDS)).ifPresent(answers::add);
        }
        answer.countDown();
        assertEquals(Status.Code.UNAVAILABLE, calls.end());
        stopping.join();
        calls.answers.drainTo(answers);
        assertEquals(answers.size(), answers.stream().map(OrderAnswer::getNumber).distinct().count(), "each once");
        assertTrue(answers.stream().filter(OrderAnswer::hasFailure).allMatch(a -> a.getFailure().getNotSent()),
                answers.toString());
        assertEquals(open(), answers.stream()
                .filter(a -> a.getResponse().getResult() == OrderResult.ORDER_RESULT_ACCEPTED).count());
        assertTrue(open() > 0, "the first one at least");
    }

    @Test
    void orderUnderWayAtAServerThatStopsIsStillAnsweredAndNoOtherIsSent() throws Exception {
        BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
        BlockingQueue<BrokerException> losses = new LinkedBlockingQueue<>();
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        GatewayLineTest.connect(gateway, loss -> {
            told.add("loss");
            losses.add(loss);
        });
        // As at a workstation: whichever stream ends first tells of the stop.
        gateway.subscribeOrders(Rig.MAIN, event -> { });
        gateway.subscribeQuotes(Set.of(Rig.SAMSUNG), quote -> { });
        OrderRequest order = limit("under-way-1");
        OrderRequest later = limit("under-way-2");
        CountDownLatch answerOfTheDesk = rig.desk.holdAnswers();
        CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            OrderOutcome answer = gateway.place(order);
            told.add("answer");
            outcome.complete(answer);
        });
        Await.until("the order at the desk", rig.desk::isPlacing);
        Thread stopping = Thread.ofVirtual().start(rig.server::close);
        BrokerException loss = losses.poll(30, TimeUnit.SECONDS);
        assertTrue(loss != null && loss.getMessage().contains("is stopping"), "said at once: " + loss);
        assertInstanceOf(OrderOutcome.NotSent.class, gateway.place(later));
        answerOfTheDesk.countDown();
        assertInstanceOf(OrderOutcome.Accepted.class, outcome.get(30, TimeUnit.SECONDS));
        assertEquals(List.of("loss", "answer"), told);
        stopping.join();
        assertEquals(1, open(), "orders at the broker");
        assertTrue(losses.isEmpty(), "said once: " + losses);
    }

    private OrderRequest limit(String name) throws Exception {
        return OrderRequest.limit(new ClientOrderId(name), Rig.MAIN, Rig.SAMSUNG, Side.BUY, BigDecimal.ONE, far());
    }

    @Test
    void callsOnAStreamAreCountedAndNeedATokenThatMayTrade() throws Exception {
        rig.close();
        ServerSettings all = ServerSettings.loopback(0);
        rig = new Rig(new ServerSettings(all.address(), Optional.empty(), Optional.empty(),
                List.of(new AccessToken(Scope.READ, TOKEN), new AccessToken(Scope.TRADE, "trade-" + TOKEN)), A_FEW));
        Metadata reads = new Metadata();
        reads.put(Gatekeeper.AUTHORIZATION, "Bearer " + TOKEN);
        assertEquals(Status.Code.PERMISSION_DENIED, new Calls(reads).end());
        Metadata trades = new Metadata();
        trades.put(Gatekeeper.AUTHORIZATION, "Bearer trade-" + TOKEN);
        Calls calls = new Calls(trades);
        int refused = 0;
        OrderCallsRequest.Builder often = place("KRX:005930", "often");
        for (int number = 1; number <= 4 * A_FEW; number++) {
            often.getPlaceBuilder().setClientOrderId("often-" + number);
            calls.send(number, often);
        }
        for (int number = 1; number <= 4 * A_FEW; number++) {
            OrderAnswer answer = calls.next();
            if (answer.hasFailure()) {
                refused++;
                assertEquals(Status.Code.RESOURCE_EXHAUSTED.value(), answer.getFailure().getCode(), answer.toString());
                assertTrue(answer.getFailure().getNotSent(), answer.toString());
            }
        }
        assertTrue(refused > 0, "some are too many in a second");
        assertEquals(refused, rig.calls("PlaceOrder", "RESOURCE_EXHAUSTED"), "counted as calls of their own are");
        OrderAnswer cancel = calls.send(99, OrderCallsRequest.newBuilder().setCancel(CancelOrderRequest.newBuilder()
                .setAccountId("MOCK-001").setOrderId("none").setSymbolCode("KRX:005930"))).next();
        assertFalse(cancel.hasFailure(), "a cancel is never too often: " + cancel);
    }

    @Test
    void whoeverUsesAnothersNameIsToldFromItByTheToken() throws Exception {
        rig.close();
        ServerSettings all = ServerSettings.loopback(0);
        List<AccessToken> tokens = List.of(new AccessToken(Scope.TRADE, TOKEN),
                new AccessToken(Scope.TRADE, "another-" + TOKEN));
        rig = new Rig(new ServerSettings(all.address(), Optional.empty(), Optional.empty(), tokens, 100));
        assertEquals("ticket-abc-1@" + tokens.getFirst().mark(), recorded(TOKEN, "ticket-abc-1"));
        assertEquals("ticket-abc-1@" + tokens.getLast().mark(), recorded("another-" + TOKEN, "ticket-abc-1"));
        assertEquals("ticket-abc-1@" + tokens.getFirst().mark() + "@" + tokens.getLast().mark(),
                recorded("another-" + TOKEN, "ticket-abc-1@" + tokens.getFirst().mark()), "the server's is the last");
        assertTrue(recorded(TOKEN, "").matches("server-.*@" + tokens.getFirst().mark()), "one of the server's own");
        Metadata header = new Metadata();
        header.put(Gatekeeper.AUTHORIZATION, "Bearer " + TOKEN);
        header.put(CorrelationWire.HEADER, "console-abc-2");
        TradingServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header))
                .placeOrder(place("KRX:005930", UUID.randomUUID().toString()).getPlace());
        assertEquals(Optional.of("console-abc-2@" + tokens.getFirst().mark()), rig.desk.lastCorrelation());
    }

    /** Under which name the desk is asked for an order of a client that shows a token and says a name. */
    private String recorded(String token, String name) throws Exception {
        Metadata shown = new Metadata();
        shown.put(Gatekeeper.AUTHORIZATION, "Bearer " + token);
        OrderAnswer answer = new Calls(shown).send(1, place("KRX:005930", UUID.randomUUID().toString())
                .setCorrelation(name)).next();
        assertTrue(answer.hasResponse(), answer.toString());
        return rig.desk.lastCorrelation().orElseThrow();
    }

    @Test
    void gatewayPlacesChangesAndCancels() throws Exception {
        BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
        GatewayLineTest.connect(gateway, loss -> { });
        BrokerOrderId id = ((OrderOutcome.Accepted) gateway.place(OrderRequest.limit(new ClientOrderId("gateway-1"),
                Rig.MAIN, Rig.SAMSUNG, Side.BUY, BigDecimal.ONE, far()))).brokerOrderId();
        OrderRef ref = new OrderRef(Rig.MAIN, Rig.SAMSUNG, id, Optional.of(new ClientOrderId("gateway-1")));
        OrderOutcome changed = gateway.modify(new OrderChange(ref, BigDecimal.TWO, Optional.empty()));
        assertTrue(changed instanceof OrderOutcome.Accepted, changed.toString());
        OrderOutcome cancelled = gateway.cancel(new OrderRef(Rig.MAIN, Rig.SAMSUNG,
                ((OrderOutcome.Accepted) changed).brokerOrderId(), ref.clientOrderId()));
        assertTrue(cancelled instanceof OrderOutcome.Accepted, cancelled.toString());
        for (String call : List.of("PlaceOrder", "ModifyOrder", "CancelOrder")) {
            Await.until(call + " counted", () -> count(call) == 1); // behind the answer
        }
    }

    @Test
    void lineThatIsCutOrSilentLeavesAnOrderUnknown() throws Exception {
        BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of("server.broker", rig.broker));
        for (boolean isCut : new boolean[] {true, false}) {
            CompletableFuture<Object> lost = new CompletableFuture<>();
            GatewayLineTest.connect(gateway, lost::complete);
            OrderRequest order = OrderRequest.limit(new ClientOrderId("lost-" + isCut), Rig.MAIN, Rig.SAMSUNG,
                    Side.BUY, BigDecimal.ONE, far());
            CountDownLatch answer = rig.desk.holdAnswers();
            CompletableFuture<OrderOutcome> outcome = CompletableFuture.supplyAsync(() -> gateway.place(order));
            Await.until("the order at the desk", rig.desk::isPlacing);
            if (isCut) {
                rig.relay.cut();
            } else {
                rig.relay.swallow(true);
            }
            OrderOutcome known = outcome.get(30, TimeUnit.SECONDS);
            assertTrue(known instanceof OrderOutcome.Unknown, known.toString());
            lost.get(30, TimeUnit.SECONDS);
            rig.relay.swallow(false);
            answer.countDown();
            Await.until("the order is through", () -> !rig.desk.isPlacing());
            gateway.disconnect();
        }
        assertEquals(2, open(), "both came to the broker, each once");
    }
}
