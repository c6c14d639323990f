package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.wire.proto.desk.AccountLock;
import org.jts.wire.proto.desk.DeskServiceGrpc;
import org.jts.wire.proto.desk.DeskServiceGrpc.DeskServiceBlockingStub;
import org.jts.wire.proto.desk.GetTradingStateRequest;
import org.jts.wire.proto.desk.LockAccountRequest;
import org.jts.wire.proto.desk.ResumeTradingRequest;
import org.jts.wire.proto.desk.StopTradingRequest;
import org.jts.wire.proto.desk.StopTradingResponse;
import org.jts.wire.proto.desk.TradingState;
import org.jts.wire.proto.desk.UnlockAccountRequest;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.ModifyOrderRequest;
import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.GetOrderStatusRequest;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.OrderSide;
import org.jts.wire.proto.trading.OrderStatus;
import org.jts.wire.proto.trading.OrderType;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.TradingServiceGrpc;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;

/** Orders of clients go through the desk of the server, and with it the kill switch and the locks. */
class DeskOrdersTest {

    private static final String LIVE = "LIVE-1";

    private final Rig rig = new Rig();
    private ManagedChannel channel;
    private DeskServiceBlockingStub desk;

    @BeforeEach
    void connect() {
        channel = NettyChannelBuilder.forAddress("127.0.0.1", rig.server.port()).usePlaintext().build();
        desk = DeskServiceGrpc.newBlockingStub(channel);
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        rig.close();
    }

    private OrderResponse place(String price) {
        return TradingServiceGrpc.newBlockingStub(channel).placeOrder(PlaceOrderRequest.newBuilder()
                .setAccountId("MOCK-001").setSymbolCode("005930").setSide(OrderSide.ORDER_SIDE_BUY).setQuantity("1")
                .setOrderType(OrderType.ORDER_TYPE_LIMIT).setPrice(price).build());
    }

    /** A price that nobody comes to. */
    private String far() throws Exception {
        return rig.mock.quote(Rig.SAMSUNG).previousClose().orElseThrow().multiply(new BigDecimal("0.0008"))
                .setScale(0, RoundingMode.DOWN).multiply(new BigDecimal(1000)).toPlainString();
    }

    @Test
    void whatTheDeskFindsWrongIsARefusalForGoodOrForNow() throws Exception {
        rig.desk.refuse(List.of(new Violation(Field.LIMIT_PRICE, RejectReason.PRICE_TICK, "expected a tick of 100")));
        OrderResponse refused = place(far());
        assertEquals(OrderResult.ORDER_RESULT_REJECTED, refused.getResult());
        assertEquals(org.jts.wire.proto.trading.RejectReason.REJECT_REASON_PRICE_TICK, refused.getRejectReason());
        assertEquals("expected a tick of 100", refused.getErrorMessage());
        rig.desk.refuse(List.of(new Violation(Field.ACCOUNT, RejectReason.RISK_CHECK, "the account is locked")));
        desk.stopTrading(StopTradingRequest.newBuilder().setReason("drill").build());
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, place(far()).getResult(), "the desk has the last word");
    }

    @Test
    void killSwitchCancelsRefusesAndLetsGo() throws Exception {
        OrderResponse open = place(far());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, open.getResult(), open.getErrorMessage());
        StopTradingResponse stopped = desk.stopTrading(StopTradingRequest.newBuilder().setReason("drill").build());
        assertEquals(List.of(open.getOrderId()), stopped.getOrdersList().stream().map(o -> o.getOrder().getOrderId())
                .toList());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, stopped.getOrders(0).getCancel().getResult());
        OrderResponse refused = place(far());
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, refused.getResult());
        assertTrue(refused.getErrorMessage().contains("drill"), refused.getErrorMessage());
        TradingState state = desk.getTradingState(GetTradingStateRequest.getDefaultInstance());
        assertTrue(state.getStopped() && state.getReason().equals("drill"), state.toString());
        assertFalse(desk.resumeTrading(ResumeTradingRequest.getDefaultInstance()).getStopped(), "stopped");
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, place(far()).getResult());
    }

    @Test
    void secondAttemptOfAnOrderThatWasNotSentIsSaidToBeNotSentAgain() throws Exception {
        PlaceOrderRequest named = PlaceOrderRequest.newBuilder().setAccountId("MOCK-001").setSymbolCode("KRX:005930")
                .setSide(OrderSide.ORDER_SIDE_BUY).setQuantity("1").setOrderType(OrderType.ORDER_TYPE_LIMIT)
                .setPrice(far()).setClientOrderId("again-1").build();
        var trading = TradingServiceGrpc.newBlockingStub(channel);
        rig.desk.stop("drill");
        OrderResponse first = trading.placeOrder(named);
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, first.getResult());
        // the desk had noted it before it found that it cannot be sent
        rig.desk.follow(new AccountKey(rig.connection.id(), Rig.MAIN), pending("again-1"));
        rig.desk.resume();
        assertEquals(first, trading.placeOrder(named));
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED,
                trading.placeOrder(named.toBuilder().setClientOrderId("another-1").build()).getResult());
    }

    @Test
    void secondAttemptInTheNextLifeOfTheServerIsToldWhatTheFirstWas() throws Exception {
        PlaceOrderRequest named = PlaceOrderRequest.newBuilder().setAccountId("MOCK-001").setSymbolCode("KRX:005930")
                .setSide(OrderSide.ORDER_SIDE_BUY).setQuantity("1").setOrderType(OrderType.ORDER_TYPE_LIMIT)
                .setPrice(far()).setClientOrderId("life-1").build();
        PlaceOrderRequest doubted = named.toBuilder().setClientOrderId("life-2").build();
        rig.desk.stop("drill");
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, TradingServiceGrpc.newBlockingStub(channel)
                .placeOrder(named).getResult());
        // what the journal has of them: one was never sent, of one nobody knows, and one the broker refused
        AccountKey account = new AccountKey(rig.connection.id(), Rig.MAIN);
        Instant then = rig.time.now();
        rig.desk.follow(account, pending("life-1").withStatus(org.jts.api.order.OrderStatus.REJECTED, then,
                Optional.of("Not sent: drill")));
        rig.desk.follow(account, pending("life-2").withStatus(org.jts.api.order.OrderStatus.UNKNOWN, then,
                Optional.empty()));
        rig.desk.follow(account, pending("life-3").withStatus(org.jts.api.order.OrderStatus.REJECTED, then,
                Optional.of("the market is closed")));
        rig.desk.resume();
        PlaceOrderRequest closed = named.toBuilder().setClientOrderId("life-3").build();
        for (int life = 2; life <= 3; life++) {
            channel.shutdownNow();
            rig.restartServer();
            connect();
            var trading = TradingServiceGrpc.newBlockingStub(channel);
            OrderResponse again = trading.placeOrder(named);
            assertEquals(OrderResult.ORDER_RESULT_REJECTED, again.getResult(), again.toString());
            assertEquals("Not sent: drill", again.getErrorMessage());
            OrderResponse refused = trading.placeOrder(closed);
            assertEquals(OrderResult.ORDER_RESULT_REJECTED, refused.getResult(), refused.toString());
            assertEquals("the market is closed", refused.getErrorMessage());
            assertEquals(OrderResult.ORDER_RESULT_REJECTED, trading.placeOrder(doubted).getResult(),
                    "a name that may be at the broker is never free again");
        }
        assertEquals(List.of(), rig.mock.openOrders(Rig.MAIN), "nothing was sent");
    }

    private Order pending(String name) throws Exception {
        return Order.pending(OrderRequest.limit(new ClientOrderId(name), Rig.MAIN, Rig.SAMSUNG, Side.BUY,
                BigDecimal.ONE, new BigDecimal(far())), rig.time.now());
    }

    @Test
    void orderThatWasSentAtTheSecondAttemptIsNeverSaidToBeNotSentAgain() throws Exception {
        PlaceOrderRequest named = PlaceOrderRequest.newBuilder().setAccountId("MOCK-001").setSymbolCode("KRX:005930")
                .setSide(OrderSide.ORDER_SIDE_BUY).setQuantity("1").setOrderType(OrderType.ORDER_TYPE_LIMIT)
                .setPrice(far()).setClientOrderId("later-1").build();
        var trading = TradingServiceGrpc.newBlockingStub(channel);
        rig.desk.stop("drill");
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, trading.placeOrder(named).getResult());
        rig.desk.resume();
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, trading.placeOrder(named).getResult());
        rig.desk.follow(new AccountKey(rig.connection.id(), Rig.MAIN), rig.mock.openOrders(Rig.MAIN).stream()
                .filter(o -> o.clientOrderId().filter(name -> name.value().equals("later-1")).isPresent())
                .findFirst().orElseThrow());
        OrderResponse third = trading.placeOrder(named);
        assertEquals(OrderResult.ORDER_RESULT_REJECTED, third.getResult(), third.toString());
    }

    @Test
    void stopWithoutAReasonIsRefused() {
        assertEquals(Status.Code.INVALID_ARGUMENT, assertThrows(StatusRuntimeException.class,
                () -> desk.stopTrading(StopTradingRequest.getDefaultInstance())).getStatus().getCode());
        assertFalse(rig.desk.stopped().isPresent(), "stopped");
    }

    @Test
    void accountOfRealMoneyIsUnlockedByItsNumber() {
        AccountKey key = new AccountKey(rig.connection.id(), new AccountId(LIVE));
        rig.accounts.put(new AccountSnapshot(key, new Account(new AccountId(LIVE), "Live", AccountType.LIVE,
                new CurrencyCode("KRW"), false), List.of(), List.of(), Optional.empty(), Optional.empty()));
        assertFalse(onlyLock().getUnlocked(), "locked at first");
        UnlockAccountRequest.Builder unlock = UnlockAccountRequest.newBuilder().setAccountId(LIVE);
        assertEquals(Status.Code.INVALID_ARGUMENT, assertThrows(StatusRuntimeException.class,
                () -> desk.unlockAccount(unlock.setTypedNumber("LIVE-2").build())).getStatus().getCode());
        assertTrue(desk.unlockAccount(unlock.setTypedNumber(LIVE).build()).getUnlocked(), "unlocked");
        assertTrue(onlyLock().getUnlocked(), "said so");
        assertFalse(desk.lockAccount(LockAccountRequest.newBuilder().setAccountId(LIVE).build()).getUnlocked(),
                "locked");
    }

    private AccountLock onlyLock() {
        List<AccountLock> locks = desk.getTradingState(GetTradingStateRequest.getDefaultInstance())
                .getLiveAccountsList();
        assertEquals(List.of(LIVE), locks.stream().map(AccountLock::getAccountId).toList());
        return locks.getFirst();
    }

    @Test
    void orderIsFollowedAndCancelledByTheBrokersNameAlone() throws Exception {
        OrderResponse open = place(far());
        var trading = TradingServiceGrpc.newBlockingStub(channel);
        GetOrderStatusRequest look = GetOrderStatusRequest.newBuilder().setAccountId("MOCK-001")
                .setOrderId(open.getOrderId()).build();
        assertEquals(OrderStatus.ORDER_STATUS_ACCEPTED, trading.getOrderStatus(look).getOrder().getStatus());
        assertEquals(OrderResult.ORDER_RESULT_ACCEPTED, trading.cancelOrder(CancelOrderRequest.newBuilder()
                .setAccountId("MOCK-001").setOrderId(open.getOrderId()).build()).getResult());
    }

    @Test
    void changeOfAnOrderThatTheDeskHasNotSeenIsSaidToBeTooEarlyOrWrong() throws Exception {
        String id = ((OrderOutcome.Accepted) rig.mock.place(OrderRequest.limit(
                new ClientOrderId("elsewhere"), Rig.MAIN, Rig.SAMSUNG, Side.BUY,
                BigDecimal.ONE, new BigDecimal(far())))).brokerOrderId().value();
        OrderResponse early = modify(id);
        assertEquals(OrderResult.ORDER_RESULT_NOT_SENT, early.getResult());
        assertTrue(early.getErrorMessage().contains("try again"), early.getErrorMessage());
        OrderResponse wrong = modify("no-such-order");
        assertEquals(org.jts.wire.proto.trading.RejectReason.REJECT_REASON_UNKNOWN_ORDER, wrong.getRejectReason());
    }

    private OrderResponse modify(String id) {
        return GatewayServiceGrpc.newBlockingStub(channel).modifyOrder(ModifyOrderRequest.newBuilder()
                .setAccountId("MOCK-001").setOrderId(id).setSymbolCode("KRX:005930").setQuantity("2").build());
    }
}
