package org.jts.trading.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.Notice;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Verdict;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the broker has against what is known here. */
class ReconcileTest {

    private final DeskFixture fixture = new DeskFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    // ---- the gate

    @Test
    void afterAConnectAnOrderWaitsUntilTheAccountWasCompared() throws Exception {
        fixture.gateway.onPlace(r -> accepted("B1"));
        fixture.gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "no route"));
        fixture.reconnect();
        CompletableFuture<Placement> placing =
                CompletableFuture.supplyAsync(() -> fixture.desk.place(DeskFixture.limitBuy(1, 71_900)),
                Thread::startVirtualThread);
        Await.until("told", () -> noticed("cannot be read"));
        assertFalse(placing.isDone());
        fixture.gateway.failWith(null);
        fixture.awaitBy("desk-again-", "placed", placing::isDone);
        assertInstanceOf(OrderOutcome.Accepted.class, placing.get().outcome());
    }

    @Test
    void anAccountThatCannotBeComparedTakesNoOrderAndSaysWhy() throws Exception {
        fixture.gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "no route"));
        fixture.reconnect();
        Await.until("told", () -> noticed("cannot be read"));
        CompletableFuture<Placement> placing =
                CompletableFuture.supplyAsync(() -> fixture.desk.place(DeskFixture.limitBuy(1, 71_900)),
                Thread::startVirtualThread);
        Await.until("given up", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return placing.isDone();
        });
        String why = assertInstanceOf(OrderOutcome.NotSent.class, placing.get().outcome()).why();
        assertTrue(why.contains("FAKE-001") && why.contains("no route"), why);
        assertEquals(List.of(), fixture.gateway.placed());
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)), "the ticket does not flicker");
    }

    @Test
    void anOrderWaitsForTradesOfOthersThatAreTooYoungToBeTakenOver() throws Exception {
        hold(1_000_000, 5);
        reconnectAndCompare();
        fixture.gateway.setExecutions(List.of(trade("X1", "E1", 3, 71_500)));
        hold(1_000_000 - 3 * 71_500 - 10, 8);
        fixture.reconnect();
        assertEquals(List.of("fake:X1"), strangersWhenPlaced(() -> { }));
        assertEquals(1, fixture.events.notices().stream().filter(n -> n.text().contains("holds something")).count(),
                "what there was at the beginning, and nothing for the trade: " + fixture.events.notices());
        Await.until("told", () -> noticed("1 orders at fake were placed elsewhere"));
    }

    @Test
    void whoTradesElsewhereAllTheTimeHoldsNoOrderUp() throws Exception {
        List<Execution> trades = new ArrayList<>(List.of(trade("X0", "E0", 3, 71_500)));
        fixture.gateway.setExecutions(List.copyOf(trades));
        fixture.reconnect();
        List<String> strangers = strangersWhenPlaced(() -> {
            trades.add(trade("X" + trades.size(), "E" + trades.size(), 3, 71_500));
            fixture.gateway.setExecutions(List.copyOf(trades));
        });
        assertTrue(strangers.contains("fake:X0"), strangers::toString);
        assertFalse(strangers.contains("fake:X" + (trades.size() - 1)), strangers::toString);
    }

    @Test
    void whoWaitsInVainForTradesOfOthersIsToldSo() throws Exception {
        List<Execution> trades = new ArrayList<>(List.of(trade("X1", "E0", 3, 71_500)));
        fixture.gateway.setExecutions(List.copyOf(trades));
        fixture.reconnect();
        // One order trades on and on, and no list shows it.
        placeUntil(o -> o instanceof OrderOutcome.NotSent n && n.why().contains("1 orders that were placed elsewhere"),
                () -> {
                    trades.add(trade("X1", "E" + trades.size(), 3, 71_500));
                    fixture.gateway.setExecutions(List.copyOf(trades));
                });
        assertEquals(List.of(), fixture.gateway.placed());
    }

    /** @return what strangers the desk knows of when an order goes out that waits, while time goes by */
    private List<String> strangersWhenPlaced(Runnable meanwhile) throws Exception {
        CompletableFuture<List<String>> strangers = new CompletableFuture<>();
        fixture.gateway.onPlace(r -> {
            strangers.complete(fixture.desk.orders().stream().filter(DeskOrder::foreign).map(DeskOrder::key).toList());
            return accepted("B1");
        });
        placeUntil(OrderOutcome.Accepted.class::isInstance, meanwhile);
        return strangers.get();
    }

    /** Places again and again, while time goes by: on a busy machine it may go by before the desk has looked. */
    private void placeUntil(Predicate<OrderOutcome> end, Runnable meanwhile) {
        Await.until("the outcome that is waited for", () -> {
            CompletableFuture<Placement> placing = CompletableFuture.supplyAsync(
                    () -> fixture.desk.place(DeskFixture.limitBuy(1, 71_900)), Thread::startVirtualThread);
            Await.until("an outcome", () -> {
                meanwhile.run();
                fixture.time.advance(Duration.ofMillis(500));
                return placing.isDone();
            });
            return end.test(placing.join().outcome());
        });
    }

    // ---- differences are told

    @Test
    void whatChangedWhileTheLineWasGoneIsTold() {
        OrderRequest sent = place("B1");
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.RECONNECTING);
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 4)));
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 4)));
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.CONNECTED);
        Await.until("told", () -> noticed("1 orders at fake are not as they were last seen"));
        assertTrue(notice("not as they were").detail().contains("was Open 0 of 10, is Partly filled 4 of 10"));
    }

    @Test
    void anOrderPlacedElsewhereIsAdoptedAndTold() {
        Order elsewhere = elsewhere("X1", 3, 71_500);
        fixture.gateway.setOpenOrders(List.of(elsewhere));
        fixture.reconnect();
        Await.until("told", () -> noticed("1 orders at fake were placed elsewhere"));
        assertTrue(fixture.only().foreign());
        assertEquals(elsewhere, fixture.only().order());
    }

    @Test
    void tradesOfAnOrderThatNobodyPlacedHereAreShownAsOne() {
        Execution trade = trade("X1", "E1", 3, 71_500);
        fixture.gateway.setExecutions(List.of(trade));
        fixture.time.advance(Reconciler.LIST_LAG.plusSeconds(1));
        fixture.reconnect();
        Await.until("adopted", () -> fixture.desk.orders().size() == 1);
        assertTrue(fixture.only().foreign());
        assertEquals(List.of(trade), fixture.only().executions());
        assertEquals(OrderStatus.FILLED, fixture.only().order().status());
        fixture.reconnect();
        assertEquals(1, fixture.desk.orders().size());
    }

    @Test
    void whatAnAccountHoldsIsComparedWithItsTrades() {
        hold(1_000_000, 5);
        reconnectAndCompare();
        OrderRequest sent = place("B1");
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 10)));
        fixture.gateway.setOpenOrders(List.of());
        hold(1_000_000 - 719_010, 15);
        reconnectAndCompare();
        assertEquals(OrderStatus.FILLED, fixture.desk.order(sent.clientOrderId().value()).orElseThrow().order()
                .status());
        hold(280_990, 14);
        reconnectAndCompare();
        List<Notice> told = fixture.events.notices().stream().filter(n -> n.text().contains("holds something"))
                .toList();
        assertEquals(2, told.size(), "what there was at the beginning, and the share that is gone: " + told);
        assertTrue(told.getLast().detail()
                .startsWith("position of KRX:005930: expected 15, the broker has 14\nThe broker's"),
                told.getLast()::detail);
    }

    /** An order waits until everything was compared. */
    private void reconnectAndCompare() {
        fixture.reconnect();
        fixture.gateway.onPlace(r -> new OrderOutcome.Rejected(RejectReason.OTHER, "", "only to wait"));
        assertInstanceOf(OrderOutcome.Rejected.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
    }

    // ---- brokers that do not carry our names

    @Test
    void anUnknownOrderIsFoundByWhatItIsWhereTheBrokerHasNoNamesOfOurs() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        OrderRequest sent = placeUnknown();
        fixture.gateway.setOpenOrders(List.of(elsewhere("X1", 10, 71_800),
                OrderDeskTest.anonymous(fixture.reported(sent, "B7", OrderStatus.PARTIAL, 4))));
        fixture.gateway.setExecutions(List.of(trade("B7", "E1", 4, 71_900)));
        fixture.reconnect();
        Await.until("found", () -> own().order().status() == OrderStatus.PARTIAL);
        assertEquals("B7", own().order().brokerOrderId().orElseThrow().value());
        assertEquals(1, own().executions().size());
        assertEquals(2, fixture.desk.orders().size(), "the other stays a stranger");
    }

    @Test
    void anUnknownOrderThatIsDoneAlreadyIsFoundByItsTrades() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        placeUnknown();
        fixture.gateway.setExecutions(List.of(trade("B7", "E1", 4, 71_900), trade("B7", "E2", 6, 71_800)));
        Await.until("found", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return own().order().status() == OrderStatus.FILLED;
        });
        assertEquals(1, fixture.desk.orders().size());
        assertEquals(OrderType.LIMIT, own().order().type());
        assertEquals(dec(10), own().order().filledQuantity());
    }

    @Test
    void tradesOfLessThanTheOrderAreNoProofThatTheyAreOurs() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        placeUnknown();
        fixture.gateway.setExecutions(List.of(trade("B7", "E1", 4, 71_900)));
        Await.until("doubted", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return own().order().message().orElse("").contains("B7");
        });
        assertEquals(OrderStatus.UNKNOWN, own().order().status(), "somebody may have bought 4 by telephone");
        assertEquals(List.of(), own().executions());
        fixture.gateway.setExecutions(List.of(trade("B7", "E1", 4, 71_900), trade("B7", "E2", 6, 71_900)));
        Await.until("found", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return own().order().status() == OrderStatus.FILLED;
        });
        assertEquals(1, fixture.desk.orders().size());
    }

    @Test
    void twoThatItCouldBeAreSaidAndSettledByHand() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        placeUnknown();
        fixture.gateway.setOpenOrders(List.of(elsewhere("X1", 10, 71_900), elsewhere("X2", 10, 71_900)));
        fixture.reconnect();
        Await.until("doubted", () -> own().order().message().orElse("").contains("X1, X2"));
        Await.until("told", () -> noticed("it is not known whether fake has it"));
        assertEquals(OrderStatus.UNKNOWN, own().order().status());
        assertEquals(3, fixture.desk.orders().size());
        assertEquals(Optional.empty(), fixture.desk.settle(own().key(), new Verdict.Arrived(new BrokerOrderId("X2"))));
        assertEquals(OrderStatus.ACCEPTED, own().order().status());
        assertEquals(2, fixture.desk.orders().size());
    }

    @Test
    void anOrderThatTheBrokerHasCannotBeSaidNeverToHaveArrived() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        OrderRequest sent = place("B1");
        fixture.gateway.onModify(c -> {
            fixture.gateway.setOpenOrders(List.of(elsewhere("X1", 10, 71_800), elsewhere("X2", 10, 71_800)));
            return new OrderOutcome.Unknown("no answer within 10 s");
        });
        fixture.desk.modify(own().key(), dec(10), Optional.of(dec(71_800)));
        Await.until("doubted", () -> own().order().message().orElse("").contains("X1, X2"));
        assertEquals(OrderStatus.UNKNOWN, own().order().status());
        String refusal = fixture.desk.settle(own().key(), new Verdict.NeverArrived()).orElseThrow();
        assertTrue(refusal.contains("the broker has it, as B1"), refusal);
        assertEquals(Optional.empty(), fixture.desk.settle(own().key(), new Verdict.Arrived(new BrokerOrderId("X2"))));
        assertEquals("X2", own().order().brokerOrderId().orElseThrow().value());
        fixture.gateway.onModify(c -> accepted("X2"));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.modify(own().key(), dec(9), Optional.empty()),
                "the change that was in doubt is over");
        assertEquals(sent.clientOrderId(), own().order().clientOrderId().orElseThrow());
    }

    @Test
    void anOrderPlacedLongBeforeIsNotTakenForOurs() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        Order old = elsewhere("X1", 10, 71_900);
        fixture.time.advance(Duration.ofMinutes(10));
        placeUnknown();
        fixture.gateway.setOpenOrders(List.of(old));
        fixture.reconnect();
        Await.until("adopted", () -> fixture.desk.orders().size() == 2);
        assertEquals(OrderStatus.UNKNOWN, own().order().status());
    }

    @Test
    void onlyWhatIsUnknownCanBeSettled() {
        place("B1");
        placeUnknown();
        String unknown = fixture.desk.orders().getLast().key();
        assertTrue(fixture.desk.settle(fixture.desk.orders().getFirst().key(), new Verdict.NeverArrived()).orElseThrow()
                .contains("found Open"));
        assertTrue(fixture.desk.settle(unknown, new Verdict.Arrived(new BrokerOrderId("B1"))).orElseThrow()
                .contains("another order"));
        assertTrue(fixture.desk.settle("nobody", new Verdict.NeverArrived()).orElseThrow().contains("nobody"));
        assertEquals(Optional.empty(), fixture.desk.settle(unknown, new Verdict.NeverArrived()));
        assertEquals(OrderStatus.REJECTED, fixture.desk.order(unknown).orElseThrow().order().status());
    }

    private DeskOrder own() {
        return fixture.desk.orders().stream().filter(o -> !o.foreign()).findFirst().orElseThrow();
    }

    private OrderRequest place(String brokerId) {
        fixture.gateway.onPlace(r -> accepted(brokerId));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest sent = fixture.gateway.placed().getLast();
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, brokerId, OrderStatus.ACCEPTED, 0)));
        return sent;
    }

    private OrderRequest placeUnknown() {
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        return fixture.gateway.placed().getLast();
    }

    private OrderOutcome accepted(String brokerId) {
        return new OrderOutcome.Accepted(new BrokerOrderId(brokerId), fixture.time.now());
    }

    private Order elsewhere(String brokerId, long quantity, long price) {
        return OrderDeskTest.anonymous(fixture.reported(new OrderRequest(new ClientOrderId("x"),
                DeskFixture.PAPER.account(), SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(quantity),
                Optional.of(dec(price)), Optional.empty()), brokerId, OrderStatus.ACCEPTED, 0));
    }

    private Execution trade(String brokerId, String id, long quantity, long price) {
        return new Execution(new org.jts.api.order.ExecutionId(id), new BrokerOrderId(brokerId), Optional.empty(),
                DeskFixture.PAPER.account(), SAMSUNG, Side.BUY, dec(quantity), dec(price), dec(10), BigDecimal.ZERO,
                CurrencyCode.KRW, fixture.time.now());
    }

    private void hold(long cash, long shares) {
        fixture.gateway.setHoldings(
                List.of(new Balance(DeskFixture.PAPER.account(), CurrencyCode.KRW, dec(cash), dec(cash), dec(cash),
                        fixture.time.now())),
                List.of(new Position(DeskFixture.PAPER.account(), SAMSUNG, "삼성전자", CurrencyCode.KRW, dec(shares),
                        dec(shares), dec(70_000), dec(71_000))));
    }

    private boolean noticed(String words) {
        return fixture.events.notices().stream().anyMatch(n -> n.text().contains(words));
    }

    private Notice notice(String words) {
        return fixture.events.notices().stream().filter(n -> n.text().contains(words)).findFirst().orElseThrow();
    }
}
