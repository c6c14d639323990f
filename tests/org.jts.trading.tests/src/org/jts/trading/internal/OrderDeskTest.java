package org.jts.trading.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.jts.testkit.Samples.paperAccount;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jts.api.event.Severity;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Placement;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderDeskTest {

    private final DeskFixture fixture = new DeskFixture();

    @AfterEach
    void close() {
        fixture.close();
        assertEquals(0, fixture.gateway.orderSubscriptions(), "nothing stays subscribed");
    }

    @Test
    void anAcceptedOrderIsFollowedToItsFillAndItsTradesAreCountedOnce() {
        OrderRequest sent = placeAccepted("B1");
        OrderEvent.Filled partly = new OrderEvent.Filled(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 4),
                fixture.execution(sent, "B1", "E1", 4));
        OrderEvent.Filled wholly = new OrderEvent.Filled(fixture.reported(sent, "B1", OrderStatus.FILLED, 10),
                fixture.execution(sent, "B1", "E2", 6));
        List.of(partly, wholly, partly, wholly).forEach(fixture.gateway::send);
        DeskOrder order = fixture.only();
        assertEquals(OrderStatus.FILLED, order.order().status());
        assertEquals(2, order.executions().size());
        assertEquals(dec(10), Fills.quantity(order.executions()));
        assertFalse(order.foreign());
        Await.until("the listener saw the end",
                () -> !fixture.told.isEmpty() && fixture.told.getLast().order().status() == OrderStatus.FILLED);
    }

    @Test
    void aReportThatOvertakesTheAnswerIsNotTakenBack() {
        fixture.gateway.onPlace(r -> {
            fixture.gateway.send(new OrderEvent.Filled(fixture.reported(r, "B1", OrderStatus.FILLED, 10),
                    fixture.execution(r, "B1", "E1", 10)));
            return new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now());
        });
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        assertEquals(OrderStatus.FILLED, fixture.only().order().status());
        assertEquals(1, fixture.only().executions().size());
    }

    @Test
    void reportsOfABrokerWithoutClientIdsAreJoinedWhenItsAnswerNamesTheOrder() {
        fixture.gateway.onPlace(r -> {
            fixture.gateway.send(new OrderEvent.Changed(anonymous(fixture.reported(r, "B1", OrderStatus.PARTIAL, 4))));
            return new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now());
        });
        Placement placement = fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        DeskOrder order = fixture.only();
        assertEquals(placement.key().orElseThrow(), order.key());
        assertEquals(OrderStatus.PARTIAL, order.order().status());
        assertTrue(order.order().clientOrderId().isPresent());
    }

    @Test
    void aDraftThatBreaksARuleIsNotSentAndNoOrder() {
        Placement placement = fixture.desk.place(DeskFixture.limitBuy(10, 71_950));
        OrderOutcome.NotSent notSent = assertInstanceOf(OrderOutcome.NotSent.class, placement.outcome());
        assertTrue(notSent.why().contains("71950"), notSent.why());
        assertEquals(Optional.empty(), placement.key());
        assertEquals(List.of(), fixture.gateway.placed());
        assertEquals(List.of(), fixture.desk.orders());
    }

    @Test
    void anOrderThatItsSenderNamedGoesUnderThatNameAndOnce() {
        ClientOrderId name = new ClientOrderId("remote-1");
        assertEquals(Optional.empty(), fixture.desk.place(DeskFixture.limitBuy(0, 71_900), name).key());
        assertEquals(Optional.of("remote-1"), fixture.desk.place(DeskFixture.limitBuy(10, 71_900), name).key());
        assertEquals(name, fixture.gateway.placed().getLast().clientOrderId());
        int sent = fixture.gateway.placed().size();
        Placement again = fixture.desk.place(DeskFixture.limitBuy(10, 71_900), name);
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class, again.outcome()).reason());
        assertEquals(sent, fixture.gateway.placed().size(), "orders sent");
        assertEquals(Optional.empty(), again.key());
    }

    @Test
    void aRefusalKeepsTheBrokersWords() {
        fixture.gateway.onPlace(r -> new OrderOutcome.Rejected(RejectReason.PRICE_LIMIT, "E42", "beyond the limit"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        assertEquals(OrderStatus.REJECTED, fixture.only().order().status());
        assertEquals("beyond the limit", fixture.only().order().message().orElseThrow());
    }

    @Test
    void silenceIsUnknownSaidAloudAndResolvedByAsking() {
        fixture.gateway.onPlace(r -> {
            fixture.gateway.setOpenOrders(List.of(fixture.reported(r, "B7", OrderStatus.ACCEPTED, 0)));
            return new OrderOutcome.Unknown("no answer within 10 s");
        });
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        Await.until("the broker's list resolves it",
                () -> fixture.only().order().status() == OrderStatus.ACCEPTED);
        assertEquals("B7", fixture.only().order().brokerOrderId().orElseThrow().value());
        assertEquals(1, fixture.gateway.placed().size(), "nothing is sent twice");
        assertEquals(Severity.ERROR, fixture.events.notices().getFirst().severity());
    }

    @Test
    void anUnknownOrderThatTheBrokerDoesNotListStaysUnknown() {
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        fixture.reconnect();
        assertEquals(OrderStatus.UNKNOWN, fixture.only().order().status());
    }

    @Test
    void anUnknownOrderThatFilledAtOnceIsFoundByItsTrades() {
        fixture.gateway.onPlace(r -> {
            fixture.gateway.setExecutions(List.of(fixture.execution(r, "B7", "E1", 10)));
            return new OrderOutcome.Unknown("no answer within 10 s");
        });
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        Await.until("its trades resolve it", () -> fixture.only().order().status() == OrderStatus.FILLED);
        assertEquals("B7", fixture.only().order().brokerOrderId().orElseThrow().value());
        assertEquals(dec(71_900), fixture.only().order().averagePrice().orElseThrow());
        assertEquals(1, fixture.only().executions().size());
    }

    @Test
    void anUnknownOrderIsAskedForAgainUntilTheListShowsIt() {
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        fixture.reconnect();
        OrderRequest sent = fixture.gateway.placed().getFirst();
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B7", OrderStatus.ACCEPTED, 0)));
        Await.until("the list has caught up", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.only().order().status() == OrderStatus.ACCEPTED;
        });
    }

    @Test
    void anOrderNamedWhileTheBrokerWasAskedIsNotMissedInItsAnswer() {
        fixture.gateway.onPlace(r -> {
            fixture.time.advance(Reconciler.LIST_LAG.plusSeconds(1));
            return new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now());
        });
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        fixture.gateway.setOpenOrders(List.of());
        fixture.reconnect();
        fixture.reconnect();
        assertEquals(OrderStatus.ACCEPTED, fixture.only().order().status(), "accepted a moment ago, and the list lags");
    }

    @Test
    void aNumberThatTheBrokerUsesAgainLeavesTheFirstOrderInPlace() {
        OrderRequest first = placeAccepted("B1");
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(first, "B1", OrderStatus.CANCELLED, 0)));
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_800));
        assertEquals(List.of(OrderStatus.CANCELLED, OrderStatus.ACCEPTED),
                fixture.desk.orders().stream().map(o -> o.order().status()).toList());
    }

    @Test
    void cancelGoesToTheBrokerAndItsReportEndsTheOrder() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.onCancel(r -> new OrderOutcome.Accepted(r.brokerOrderId(), fixture.time.now()));
        OrderOutcome outcome = fixture.desk.cancel(fixture.only().key());
        assertInstanceOf(OrderOutcome.Accepted.class, outcome);
        assertEquals("B1", fixture.gateway.cancelled().getFirst().brokerOrderId().value());
        assertEquals(OrderStatus.ACCEPTED, fixture.only().order().status(), "asked for is not done");
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(sent, "B1", OrderStatus.CANCELLED, 0)));
        assertEquals(OrderStatus.CANCELLED, fixture.only().order().status());
        OrderOutcome again = fixture.desk.cancel(fixture.only().key());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, again).why().contains("Cancelled"));
    }

    @Test
    void aChangeThatRenumbersTheOrderIsFollowed() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.onModify(c -> new OrderOutcome.Accepted(new BrokerOrderId("B2"), fixture.time.now()));
        fixture.desk.modify(fixture.only().key(), dec(5), Optional.of(dec(71_800)));
        assertEquals("B2", fixture.only().order().brokerOrderId().orElseThrow().value());
        fixture.gateway.send(new OrderEvent.Changed(anonymous(fixture.reported(sent, "B2", OrderStatus.CANCELLED, 0))));
        assertEquals(OrderStatus.CANCELLED, fixture.only().order().status());
    }

    @Test
    void aTradeUnderANewNumberTellsOfAChangeWhoseAnswerNeverCame() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.onModify(c -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 4),
                fixture.execution(sent, "B2", "E2", 6)));
        fixture.desk.modify(fixture.only().key(), dec(10), Optional.of(dec(71_800)));
        Await.until("filled", () -> fixture.only().order().status() == OrderStatus.FILLED);
        assertEquals("B2", fixture.only().order().brokerOrderId().orElseThrow().value());
        assertEquals(2, fixture.only().executions().size());
    }

    @Test
    void aChangeKeepsTheRulesOfADraft() {
        placeAccepted("B1");
        OrderOutcome offTick = fixture.desk.modify(fixture.only().key(), dec(5), Optional.of(dec(71_850)));
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, offTick).why().contains("71850"));
        OrderOutcome noLot = fixture.desk.modify(fixture.only().key(), dec("0.5"), Optional.empty());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, noLot).why().contains("0.5"));
        assertEquals(List.of(), fixture.gateway.changed());
    }

    @Test
    void anAdoptedOrderOfALiveAccountIsLocked() {
        OrderRequest live = new OrderRequest(new ClientOrderId("elsewhere"), DeskFixture.LIVE.account(), SAMSUNG,
                Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(10), Optional.of(dec(71_900)), Optional.empty());
        fixture.gateway.setOpenOrders(List.of(fixture.reported(live, "X1", OrderStatus.ACCEPTED, 0)));
        fixture.gateway.with(paperAccount(DeskFixture.LIVE.account()));
        fixture.reconnect();
        Await.until("adopted", () -> fixture.desk.orders().size() == 1);
        OrderOutcome outcome = fixture.desk.modify(fixture.only().key(), dec(5), Optional.of(dec(71_800)));
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, outcome).why().contains("real money"));
    }

    @Test
    void anOrderPlacedElsewhereIsAdoptedAndMarked() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.send(new OrderEvent.Changed(anonymous(fixture.reported(sent, "X9", OrderStatus.ACCEPTED, 0))));
        DeskOrder adopted = fixture.desk.orders().getLast();
        assertTrue(adopted.foreign());
        assertNotEquals(fixture.desk.orders().getFirst().key(), adopted.key());
    }

    @Test
    void fillsMissedWhileTheLineWasGoneAreReadAfterReconnect() {
        OrderRequest sent = placeAccepted("B1");
        fixture.time.advance(Reconciler.LIST_LAG);
        fixture.gateway.setOpenOrders(List.of());
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 10)));
        fixture.reconnect();
        Await.until("filled", () -> fixture.only().order().status() == OrderStatus.FILLED);
        assertEquals(1, fixture.only().executions().size());
        assertEquals(dec(10), fixture.only().order().filledQuantity());
    }

    @Test
    void aFreshOrderThatTheListDoesNotShowYetIsAskedForAgain() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.setOpenOrders(List.of());
        fixture.reconnect();
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 3)));
        Await.until("the list has caught up", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.only().order().status() == OrderStatus.PARTIAL;
        });
    }

    @Test
    void anOrderThatEndedWhileTheLineWasGoneIsCancelledWithTheReason() {
        placeAccepted("B1");
        fixture.time.advance(Reconciler.LIST_LAG);
        fixture.gateway.setOpenOrders(List.of());
        fixture.reconnect();
        awaitCancelled();
        assertTrue(fixture.only().order().message().orElseThrow().contains("No longer open"));
    }

    @Test
    void anOrderThatOneListLeftOutIsStillOpen() {
        OrderRequest sent = placeAccepted("B1");
        for (int i = 0; i < 3; i++) {
            fixture.time.advance(Duration.ofMinutes(1));
            fixture.gateway.setOpenOrders(List.of());
            fixture.reconnect();
            fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.ACCEPTED, 0)));
            fixture.reconnect();
            assertEquals(OrderStatus.ACCEPTED, fixture.only().order().status());
        }
    }

    /** A list without it is not enough: it is asked for again. */
    private void awaitCancelled() {
        Await.until("cancelled", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.only().order().status() == OrderStatus.CANCELLED;
        });
    }

    @Test
    void aDroppedFillReportIsNoticedAndItsTradeIsRead() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 4)));
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 4)));
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 4)));
        Await.until("the trade is read", () -> fixture.only().executions().size() == 1);
    }

    @Test
    void aFillWhoseEveryReportWasLostIsFoundByLooking() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.setOpenOrders(List.of());
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 10)));
        fixture.time.advance(BrokerFollower.LOOK);
        Await.until("filled", () -> fixture.only().order().status() == OrderStatus.FILLED);
        assertEquals(1, fixture.only().executions().size());
    }

    @Test
    void aTradeThatIsListedAfterItsOrderIsGoneStillCounts() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.setOpenOrders(List.of());
        fixture.time.advance(BrokerFollower.LOOK);
        awaitCancelled();
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 10)));
        Await.until("filled", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.only().order().status() == OrderStatus.FILLED;
        });
        assertEquals(dec(10), fixture.only().order().filledQuantity());
        assertEquals(Optional.empty(), fixture.only().order().message());
    }

    @Test
    void anOrderThatIsStillOpenIsAskedForAgainAndAgain() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.ACCEPTED, 0)));
        fixture.time.advance(BrokerFollower.LOOK);
        fixture.gateway.setOpenOrders(List.of());
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B1", "E1", 10)));
        Await.until("filled", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.only().order().status() == OrderStatus.FILLED;
        });
    }

    @Test
    void aFailedReadEndsNothingAndIsTriedAgain() {
        OrderRequest sent = placeAccepted("B1");
        fixture.gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "name not resolved"));
        fixture.reconnect();
        Await.until("the trader is told", () -> !fixture.events.notices().isEmpty());
        assertEquals(OrderStatus.ACCEPTED, fixture.only().order().status(), "a network error is not an answer");
        fixture.gateway.failWith(null);
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 3)));
        Await.until("the next try reads it", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.only().order().status() == OrderStatus.PARTIAL;
        });
    }

    @Test
    void anUnknownKeyIsNotSent() {
        OrderOutcome outcome = fixture.desk.cancel("nothing");
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, outcome).why().contains("nothing"));
    }

    @Test
    void clientOrderIdsDifferBetweenDesksStartedAtTheSameMoment() {
        ClientOrderIds one = new ClientOrderIds(fixture.time.now(), Set.of());
        ClientOrderIds other = new ClientOrderIds(fixture.time.now(), Set.of());
        String first = one.next().value();
        assertTrue(first.matches("[a-z0-9]+-0001"), first);
        assertTrue(first.length() <= 20, first);
        assertNotEquals(first, one.next().value());
        assertNotEquals(first, other.next().value());
    }

    private OrderRequest placeAccepted(String brokerId) {
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId(brokerId), fixture.time.now()));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest sent = fixture.gateway.placed().getLast();
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, brokerId, OrderStatus.ACCEPTED, 0)));
        assertEquals(OrderStatus.ACCEPTED, fixture.only().order().status());
        return sent;
    }

    static Execution anonymous(Execution e) {
        return new Execution(e.id(), e.brokerOrderId(), Optional.empty(), e.account(), e.symbol(), e.side(),
                e.quantity(), e.price(), e.commission(), e.tax(), e.currency(), e.time());
    }

    static Order anonymous(Order o) {
        return new Order(Optional.empty(), o.brokerOrderId(), o.account(), o.symbol(), o.side(), o.type(),
                o.timeInForce(), o.quantity(), o.limitPrice(), o.stopPrice(), o.status(), o.filledQuantity(),
                o.averagePrice(), o.fees(), o.createdAt(), o.updatedAt(), o.message());
    }
}
