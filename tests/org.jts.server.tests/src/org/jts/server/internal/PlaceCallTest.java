package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jts.api.account.AccountKey;
import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.DeskCall;
import org.jts.testkit.Await;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

/** Orders in the broker's own words by a JTS server: through its desk, under their sender's name, once. */
class PlaceCallTest {

    private static final String FAR = "60000";

    private final Rig rig = new Rig();
    private final BrokerGateway gateway = rig.client("remote-" + rig.broker, Map.of());
    private final AccountKey account = new AccountKey(gateway.id(), Rig.MAIN);
    private final ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", rig.server.port()).usePlaintext()
            .build();

    @BeforeEach
    void connect() throws Exception {
        GatewayLineTest.connect(gateway, loss -> { });
    }

    @AfterEach
    void close() {
        gateway.disconnect();
        channel.shutdownNow();
        rig.close();
    }

    private OrderCall buy(String amount) {
        return new OrderCall(account, "amount-order", "", "what it does", Map.of("SYMBOL", "KRX:005930", "SIDE", "BUY",
                "AMOUNT", amount, "PRICE", FAR), false);
    }

    private OrderOutcome call(String name, OrderCall call) {
        return gateway.call(new ClientOrderId(name), call);
    }

    private OrderResponse unary(PlaceCallRequest.Builder request) {
        return GatewayServiceGrpc.newBlockingStub(channel).placeCall(request.setAccountId("MOCK-001").build());
    }

    private static PlaceCallRequest.Builder request(String name, String id) {
        return PlaceCallRequest.newBuilder().setName(name).setClientOrderId(id);
    }

    private List<Order> open() throws Exception {
        return rig.mock.openOrders(Rig.MAIN);
    }

    @Test
    void whatTheBrokerOffersIsOfferedByTheServer() throws Exception {
        List<CallForm> there = rig.mock.callForms();
        assertEquals(there, gateway.callForms());
        assertFalse(there.isEmpty(), "calls of the mock");
    }

    @Test
    void itGoesThroughTheDeskUnderItsNameAndIsDoneOnce() throws Exception {
        Accepted placed;
        try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-call-1"))) {
            placed = assertInstanceOf(Accepted.class, call("named-1", buy("1000000")));
        }
        assertEquals(List.of(placed.brokerOrderId()), open().stream().map(o -> o.brokerOrderId().orElseThrow())
                .toList());
        assertEquals("named-1", rig.desk.calls().getFirst().key());
        assertEquals(Optional.of("ticket-call-1"), rig.desk.lastCorrelation());
        assertEquals("Order for an amount of money SYMBOL=KRX:005930 SIDE=BUY AMOUNT=1000000 PRICE=60000",
                rig.desk.calls().getFirst().call().title(), "in the words of the server, which knows what it does");
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(Rejected.class, call("named-1", buy("2000000")))
                .reason());
        OrderResponse again = unary(request("amount-order", "named-1").putFields("SYMBOL", "KRX:005930")
                .putFields("SIDE", "BUY").putFields("AMOUNT", "1"));
        assertEquals(OrderResult.ORDER_RESULT_REJECTED, again.getResult(), again.toString());
        assertEquals(1, open().size());
        assertTrue(rig.trail.records().stream().anyMatch(r -> "place call".equals(r.action())
                && r.facts().get().get("by").startsWith("no token from 127.0.0.1")
                && r.facts().get().get("order").equals("named-1")
                && r.facts().get().get("call").equals("amount-order")), "who asked");
    }

    @Test
    void aCallOfItsOwnGetsANameOfTheServers() {
        OrderResponse answer = unary(request("amount-order", "").putFields("SYMBOL", "KRX:005930").putFields("SIDE",
                "BUY").putFields("AMOUNT", "1000000").putFields("PRICE", FAR));
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, answer.getResult(), answer.toString());
        assertEquals(answer.getClientOrderId(), rig.desk.calls().getFirst().key());
        assertEquals(List.of("SYMBOL", "SIDE", "AMOUNT", "PRICE"), List.copyOf(rig.desk.calls().getFirst().call()
                .fields().keySet()), "in the order of the form");
    }

    @Test
    void whatIsNotOfferedNeverReachesTheDesk() {
        OrderResponse unknown = unary(request("sell-everything", "no-1"));
        assertEquals(OrderResult.ORDER_RESULT_REJECTED, unknown.getResult(), unknown.toString());
        assertEquals(org.jts.wire.proto.trading.RejectReason.REJECT_REASON_UNSUPPORTED, unknown.getRejectReason());
        assertTrue(unknown.getErrorMessage().contains("amount-order-cancel"), unknown.getErrorMessage());
        assertEquals(org.jts.wire.proto.trading.RejectReason.REJECT_REASON_UNSUPPORTED, unary(request(
                "amount-order-cancel", "no-2").putFields("NUMBER", "1").putFields("ALL", "Y")).getRejectReason());
        assertEquals(0, rig.desk.passed());
    }

    @Test
    void callsAtOnceAreOrdersOfTheirOwn() throws Exception {
        List<CompletableFuture<OrderOutcome>> all = IntStream.range(0, 20).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> call("once-" + i, buy("60000")), Thread::startVirtualThread)).toList();
        Set<BrokerOrderId> numbers = new HashSet<>();
        for (CompletableFuture<OrderOutcome> one : all) {
            numbers.add(assertInstanceOf(Accepted.class, one.get()).brokerOrderId());
        }
        assertEquals(20, numbers.size());
        assertEquals(20, open().size());
    }

    /** Neither the journal nor an answer can be made to burst. */
    @Test
    void whatSaysTooMuchIsRefusedAndNotSent() {
        PlaceCallRequest.Builder long1 = request("amount-order-cancel", "no-3").putFields("NUMBER", "9".repeat(1_001));
        assertEquals(Status.Code.INVALID_ARGUMENT, assertThrows(StatusRuntimeException.class, () -> unary(long1))
                .getStatus().getCode());
        assertInstanceOf(Rejected.class, call("no-4", new OrderCall(account, "amount-order-cancel", "", "x", Map.of(
                "NUMBER", "9".repeat(1_000)), true)), "in words that can be told");
    }

    /** Whoever sends it cannot say that it is a cancel: the stop of all trading holds. */
    @Test
    void onlyTheOfferSaysWhatOnlyTakesBack() throws Exception {
        Accepted placed = assertInstanceOf(Accepted.class, call("named-2", buy("1000000")));
        rig.desk.stop("enough");
        OrderCall sly = new OrderCall(account, "amount-order", "", "a cancel", buy("1000000").fields(), true);
        assertEquals(RejectReason.UNSUPPORTED, assertInstanceOf(Rejected.class, call("named-3", sly)).reason());
        assertInstanceOf(NotSent.class, call("named-3", buy("1000000")), "stopped");
        assertInstanceOf(Accepted.class, call("named-4", new OrderCall(account, "amount-order-cancel", "", "a cancel",
                Map.of("NUMBER", placed.brokerOrderId().value()), true)), "what takes back goes out");
        assertEquals(List.of(), open());
    }

    @Test
    void aNameThatWasNotSentIsNotSentAgain() {
        rig.desk.put(new DeskCall("named-5", buy("1000000"), Optional.of(new NotSent("no line")), Instant.EPOCH,
                Instant.EPOCH));
        assertEquals(new NotSent("no line"), call("named-5", buy("1000000")));
        assertEquals(0, rig.desk.passed());
    }

    @Test
    void aLineThatIsCutUnderItLeavesItUnknown() throws Exception {
        rig.mock("silence", rig.broker, "on");
        CompletableFuture<OrderOutcome> under = CompletableFuture.supplyAsync(() -> call("named-6", buy("1000000")),
                Thread::startVirtualThread);
        Await.until("at the desk", () -> rig.desk.passed() == 1);
        rig.relay.cut();
        assertInstanceOf(Unknown.class, under.get());
        rig.mock("clear", rig.broker);
    }
}
