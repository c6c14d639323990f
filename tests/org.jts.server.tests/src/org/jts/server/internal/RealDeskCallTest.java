package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.Verdict;
import org.jts.testkit.Await;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.RejectReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

/** Orders in the broker's own words by a server whose desk is the workstation's own. */
class RealDeskCallTest {

    private Rig rig;
    private OrderDesk desk;
    private Backend backend;
    private JtsServer server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws Exception {
        Rig.startWorkstation();
        rig = new Rig(ServerSettings.loopback(0), true);
        BrokerRegistry registry = rig.service(BrokerRegistry.class, "(objectClass=*)");
        desk = rig.service(OrderDesk.class, "(objectClass=*)");
        AccountBook accounts = rig.service(AccountBook.class, "(objectClass=*)");
        Await.until("a line to the broker", () -> registry.broker(new BrokerId(rig.broker))
                .map(BrokerConnection::state).filter(s -> s.isConnected()).isPresent());
        Await.until("its accounts", () -> !accounts.accounts(new BrokerId(rig.broker)).isEmpty());
        Backend fake = rig.backend();
        backend = new Backend(registry, desk, accounts, fake.limits(), fake.time(), fake.meters(),
                fake.administration());
        open();
        Await.until("a desk that knows the broker", () -> takeBackNothing() == OrderResult.ORDER_RESULT_REJECTED);
    }

    /** What the broker says to it, or the desk as long as it cannot pass it on. */
    private OrderResult takeBackNothing() {
        return GatewayServiceGrpc.newBlockingStub(channel).placeCall(PlaceCallRequest.newBuilder().setBrokerId(
                rig.broker).setAccountId("MOCK-001").setName("amount-order-cancel").putFields("NUMBER", "none")
                .build()).getResult();
    }

    private void open() throws IOException {
        server = JtsServer.start(ServerSettings.loopback(0), backend, () -> "");
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port()).usePlaintext().build();
    }

    private void shut() {
        channel.shutdownNow();
        server.close();
    }

    @AfterEach
    void stop() throws Exception {
        shut();
        rig.close();
        Rig.stopWorkstation();
    }

    private OrderResponse place(String name) {
        return place(name, "1000000");
    }

    private OrderResponse place(String name, String amount) {
        return GatewayServiceGrpc.newBlockingStub(channel).placeCall(PlaceCallRequest.newBuilder().setBrokerId(
                rig.broker).setAccountId("MOCK-001").setName("amount-order").setClientOrderId(rig.broker + name)
                .putFields("SYMBOL", "KRX:005930").putFields("SIDE", "BUY").putFields("AMOUNT", amount)
                .putFields("PRICE", "60000").build());
    }

    /** As soon as the desk has compared the account with the broker's, which it waits for some seconds for. */
    private OrderResponse sent(String name) {
        AtomicReference<OrderResponse> answer = new AtomicReference<>();
        Await.until("a desk that sends", () -> {
            answer.set(place(name));
            return answer.get().getResult() != OrderResult.ORDER_RESULT_NOT_SENT;
        });
        return answer.get();
    }

    private DeskCall call(String name) {
        return desk.call(rig.broker + name).orElseThrow();
    }

    private void assertDuplicate(String name) {
        OrderResponse again = place(name);
        assertEquals(OrderResult.ORDER_RESULT_REJECTED, again.getResult(), again.toString());
        assertEquals(RejectReason.REJECT_REASON_DUPLICATE, again.getRejectReason(), again.toString());
    }

    @Test
    void oneNameIsOneOrderAndTheStopOfAllTradingHolds() throws Exception {
        OrderResponse first = sent("-1");
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, first.getResult(), first.toString());
        Await.until("followed", () -> call("-1").order().isPresent());
        assertDuplicate("-1");
        shut();
        open();
        assertDuplicate("-1");
        assertEquals(1, rig.mock.openOrders(Rig.MAIN).size());
        desk.stop("drill");
        Await.until("cancelled", () -> rig.mock.openOrders(Rig.MAIN).isEmpty());
        OrderResponse stopped = place("-2", "2000000");
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, stopped.getResult(), stopped.toString());
        assertTrue(stopped.getErrorMessage().contains("drill"), stopped.getErrorMessage());
        desk.resume();
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, place("-2", "2000000").getResult(),
                "its name is free");
    }

    @Test
    void oneWithALostAnswerIsUnknownAndNeverSentAgain() throws Exception {
        rig.mock("lose", rig.broker);
        OrderResponse lost = sent("-3");
        assertEquals(OrderResult.ORDER_RESULT_UNKNOWN, lost.getResult(), lost.toString());
        assertDuplicate("-3");
        assertTrue(call("-3").isUnknown(), "a person says what became of it");
        assertEquals(1, rig.mock.openOrders(Rig.MAIN).size());
        assertTrue(desk.settle(rig.broker + "-3", new Verdict.Arrived(rig.mock.openOrders(Rig.MAIN).getFirst()
                .brokerOrderId().orElseThrow())).isEmpty(), "settled");
        Await.until("followed", () -> call("-3").order().isPresent());
    }
}
