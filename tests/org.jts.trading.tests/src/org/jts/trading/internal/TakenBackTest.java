package org.jts.trading.internal;

import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.Verdict;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the desk took for true by itself it takes back when the broker shows something else. */
class TakenBackTest {

    @TempDir
    Path data;
    private DeskFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    // ---- ends of which no broker told

    @Test
    void anOrderThatIsListedAgainWorksOnAndCanBeCancelled() {
        start();
        OrderRequest sent = place("B1");
        concludeGone();
        list(sent, "B1", OrderStatus.ACCEPTED, 0);
        awaitStatus(OrderStatus.ACCEPTED);
        Notice told = notice("is still open at fake");
        assertEquals(Severity.ERROR, told.severity());
        assertTrue(told.detail().contains("No longer open at the broker"), told.detail());
        fixture.gateway.onCancel(r -> accepted(r.brokerOrderId().value()));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.cancel(fixture.only().key()));
    }

    @Test
    void theListTakesAnEndBackEvenAfterARestart() {
        start();
        OrderRequest sent = place("B1");
        concludeGone();
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ofMinutes(5),
                List.of(reportedAt(sent, "B1", OrderStatus.ACCEPTED, 0)));
        awaitStatus(OrderStatus.ACCEPTED);
    }

    @Test
    void itIsLookedForAgainSoonAfterItsEndWasConcluded() {
        start();
        OrderRequest sent = place("B1");
        concludeGone();
        fixture.gateway.setOpenOrders(List.of(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 3)));
        int looks = 0;
        while (fixture.only().order().status() == OrderStatus.CANCELLED && looks++ < 20) {
            int reads = fixture.gateway.reads();
            // The look before may plan the next one only after the clock has moved: it moves on until that comes.
            Await.until("asked", () -> {
                fixture.time.advance(Duration.ofSeconds(1));
                return fixture.gateway.reads() > reads || fixture.only().order().status() != OrderStatus.CANCELLED;
            });
        }
        awaitStatus(OrderStatus.PARTIAL);
        assertTrue(looks < 12, "looks " + looks);
    }

    @Test
    void whatAPersonSettledAsNeverArrivedIsTakenBack() {
        start();
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest sent = fixture.gateway.placed().getLast();
        assertEquals(Optional.empty(), fixture.desk.settle(fixture.only().key(), new Verdict.NeverArrived()));
        assertEquals(OrderStatus.REJECTED, fixture.only().order().status());
        list(sent, "B9", OrderStatus.ACCEPTED, 0);
        awaitStatus(OrderStatus.ACCEPTED);
        assertEquals("B9", fixture.only().order().brokerOrderId().orElseThrow().value());
    }

    @Test
    void anEndThatTheBrokerToldIsNotTakenBackByAListThatLags() {
        start();
        OrderRequest sent = place("B1");
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(sent, "B1", OrderStatus.CANCELLED, 0)));
        list(sent, "B1", OrderStatus.ACCEPTED, 0);
        fixture.reconnect();
        assertEquals(OrderStatus.CANCELLED, fixture.only().order().status());
        concludeNothing();
    }

    @Test
    void anOldNumberInTheListTakesNothingBack() {
        start();
        OrderRequest sent = place("B1");
        fixture.gateway.onModify(c -> accepted("B2"));
        fixture.desk.modify(fixture.only().key(), dec(5), Optional.empty());
        fixture.gateway.setOpenOrders(List.of());
        awaitStatus(OrderStatus.CANCELLED);
        fixture.gateway.setOpenOrders(List.of(OrderDeskTest.anonymous(
                fixture.reported(sent, "B1", OrderStatus.ACCEPTED, 0))));
        fixture.reconnect();
        assertEquals(OrderStatus.CANCELLED, fixture.only().order().status());
    }

    @Test
    void aStrangersOrderKnownByATradeIsShownAsItIsListed() {
        start();
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        Execution trade = new Execution(new ExecutionId("E1"), new BrokerOrderId("X1"), Optional.empty(),
                DeskFixture.PAPER.account(), Samples.SAMSUNG, Side.BUY, dec(3),
                dec(71_500), dec(10), BigDecimal.ZERO, CurrencyCode.KRW, fixture.time.now());
        fixture.gateway.setExecutions(List.of(trade));
        awaitStatus(OrderStatus.FILLED);
        assertEquals(dec(3), fixture.only().order().quantity());
        OrderRequest whole = new OrderRequest(new ClientOrderId("x"), DeskFixture.PAPER.account(),
                Samples.SAMSUNG, Side.BUY, OrderType.LIMIT,
                TimeInForce.DAY, dec(10), Optional.of(dec(71_500)), Optional.empty());
        fixture.gateway.setOpenOrders(List.of(OrderDeskTest.anonymous(
                fixture.reported(whole, "X1", OrderStatus.PARTIAL, 3))));
        fixture.reconnect();
        awaitStatus(OrderStatus.PARTIAL);
        assertEquals(dec(10), fixture.only().order().quantity());
        assertEquals(1, fixture.only().executions().size());
    }

    @Test
    void whatTradedAfterItWasTakenForRefusedIsShown() {
        start();
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest sent = fixture.gateway.placed().getLast();
        fixture.desk.settle(fixture.only().key(), new Verdict.NeverArrived());
        fixture.gateway.setExecutions(List.of(fixture.execution(sent, "B9", "E1", 4)));
        fixture.reconnect();
        Await.until("counted", () -> fixture.only().order().filledQuantity().compareTo(dec(4)) == 0);
        assertEquals(OrderStatus.CANCELLED, fixture.only().order().status());
    }

    // ---- changes in doubt

    @Test
    void whileAChangeIsInDoubtNoOtherIsSent() {
        start();
        OrderRequest sent = place("B1");
        fixture.gateway.onModify(c -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.modify(fixture.only().key(), dec(5), Optional.of(dec(71_800)));
        OrderOutcome second = fixture.desk.modify(fixture.only().key(), dec(6), Optional.of(dec(71_700)));
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, second).why().contains("not answered yet"));
        assertEquals(1, fixture.gateway.changed().size());
        fixture.gateway.setOpenOrders(List.of(renumbered(sent, "B2")));
        fixture.awaitOnlyIs("B2");
    }

    @Test
    void aChangeOfTheQuantityOnlyIsSettledWhenTheListShowsIt() {
        start();
        OrderRequest sent = place("B1");
        unknownChange(Optional.empty());
        list(withQuantity(sent, 5, "71900"), "B1", OrderStatus.ACCEPTED, 0);
        fixture.reconnect();
        awaitChangeable();
    }

    @Test
    void aPriceIsTheSameHoweverManyZerosItHas() {
        start();
        OrderRequest sent = place("B1");
        unknownChange(Optional.of(dec(71_800)));
        list(withQuantity(sent, 5, "71800.00"), "B1", OrderStatus.ACCEPTED, 0);
        fixture.reconnect();
        awaitChangeable();
    }

    @Test
    void theSameChangeMadeAgainIsInDoubtFromItsOwnCallOn() {
        start();
        OrderRequest sent = place("B1");
        for (int round = 0; round < 2; round++) {
            unknownChange(Optional.of(dec(71_800)));
            Instant from = fixture.time.now();
            Await.until("settled", () -> {
                fixture.time.advance(Duration.ofSeconds(1));
                return isChangeable();
            });
            Duration doubted = Duration.between(from, fixture.time.now());
            assertTrue(doubted.compareTo(Reconciler.DOUBT) >= 0, "round " + round + ": " + doubted);
        }
        assertEquals(1, fixture.gateway.placed().size());
        assertEquals(sent, fixture.gateway.placed().getFirst());
    }

    // ---- reports that come late

    @Test
    void aLateReportDoesNotMoveThePriceBack() {
        start();
        OrderRequest sent = place("B1");
        Order before = fixture.reported(sent, "B1", OrderStatus.ACCEPTED, 0);
        fixture.time.advance(Duration.ofSeconds(1));
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(withQuantity(sent, 5, "71800"), "B1",
                OrderStatus.ACCEPTED, 0)));
        fixture.gateway.send(new OrderEvent.Changed(before));
        assertEquals(dec(71_800), fixture.only().order().limitPrice().orElseThrow());
        assertEquals(dec(5), fixture.only().order().quantity());
        fixture.gateway.setOpenOrders(List.of(before));
        fixture.reconnect();
        Await.until("a list that was asked for later is believed",
                () -> fixture.only().order().quantity().equals(dec(10)));
    }

    // ---- a gateway that makes no sense

    @Test
    void aGatewayThatFailsInAWayThatNobodyExpectsIsAskedAgainAndToldOf() {
        start();
        place("B1");
        fixture.gateway.breakWith(new IllegalArgumentException("quantity: expected above 0, was -1"));
        fixture.reconnect();
        notice("Orders of fake cannot be read: its gateway reports what cannot be");
        fixture.gateway.breakWith(null);
        int reads = fixture.gateway.reads();
        fixture.time.advance(BrokerFollower.RETRY);
        Await.until("asked again", () -> fixture.gateway.reads() > reads);
    }

    // ---- growth

    @Test
    void ordersThatEndedLongAgoAreLetGo() {
        start();
        OrderRequest first = place("B1");
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(first, "B1", OrderStatus.CANCELLED, 0)));
        fixture.gateway.setOpenOrders(List.of());
        fixture.time.advance(CalledOrders.KEEP.minusHours(1));
        assertEquals(1, fixture.desk.orders().size());
        OrderRequest second = place("B2");
        fixture.gateway.setOpenOrders(List.of(fixture.reported(second, "B2", OrderStatus.ACCEPTED, 0)));
        Await.until("let go", () -> {
            fixture.time.advance(Duration.ofMinutes(5));
            return fixture.desk.orders().size() == 1;
        });
        assertEquals(second.clientOrderId().value(), fixture.only().key());
        fixture.gateway.send(new OrderEvent.Changed(OrderDeskTest.anonymous(
                fixture.reported(first, "B1", OrderStatus.ACCEPTED, 0))));
        assertTrue(fixture.desk.orders().getLast().foreign(), "its number is nobody's any more");
    }

    private void start() {
        fixture = new DeskFixture(new FakeDataFolder(data));
    }

    private OrderRequest place(String brokerId) {
        fixture.gateway.onPlace(r -> accepted(brokerId));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(10, 71_900)).outcome());
        OrderRequest sent = fixture.gateway.placed().getLast();
        list(sent, brokerId, OrderStatus.ACCEPTED, 0);
        return sent;
    }

    private void list(OrderRequest request, String brokerId, OrderStatus status, long filled) {
        fixture.gateway.setOpenOrders(List.of(fixture.reported(request, brokerId, status, filled)));
    }

    private void concludeGone() {
        fixture.gateway.setOpenOrders(List.of());
        fixture.reconnect();
        awaitStatus(OrderStatus.CANCELLED);
        assertTrue(fixture.only().order().message().orElseThrow().contains("No longer open"));
    }

    private void concludeNothing() {
        assertFalse(fixture.events.notices().stream().anyMatch(n -> n.text().contains("is still open")));
    }

    private void awaitStatus(OrderStatus status) {
        Await.until(status.name(), () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.desk.orders().size() == 1 && fixture.only().order().status() == status;
        });
    }

    private void unknownChange(Optional<BigDecimal> price) {
        fixture.gateway.onModify(c -> new OrderOutcome.Unknown("no answer within 10 s"));
        assertInstanceOf(OrderOutcome.Unknown.class, fixture.desk.modify(fixture.only().key(), dec(5), price));
        assertFalse(isChangeable());
    }

    private void awaitChangeable() {
        Await.until("the change is settled", this::isChangeable);
    }

    /** A change that is refused at once is not in doubt. */
    private boolean isChangeable() {
        fixture.gateway.onModify(c -> new OrderOutcome.Rejected(RejectReason.OTHER, "", "no"));
        return fixture.desk.modify(fixture.only().key(), dec(7), Optional.empty()) instanceof OrderOutcome.Rejected;
    }

    private static OrderRequest withQuantity(OrderRequest r, long quantity, String price) {
        return new OrderRequest(r.clientOrderId(), r.account(), r.symbol(), r.side(), r.type(), r.timeInForce(),
                dec(quantity), Optional.of(new BigDecimal(price)), Optional.empty());
    }

    private Order renumbered(OrderRequest sent, String brokerId) {
        return OrderDeskTest.anonymous(fixture.reported(withQuantity(sent, 5, "71800"), brokerId,
                OrderStatus.ACCEPTED, 0));
    }

    private Order reportedAt(OrderRequest r, String brokerId, OrderStatus status, long filled) {
        Order now = fixture.reported(r, brokerId, status, filled);
        Instant later = now.updatedAt().plus(Duration.ofMinutes(5));
        return now.withStatus(status, later, Optional.empty());
    }

    private OrderOutcome accepted(String brokerId) {
        return new OrderOutcome.Accepted(new BrokerOrderId(brokerId), fixture.time.now());
    }

    private Notice notice(String words) {
        Await.until("told: " + words, () -> fixture.events.notices().stream().anyMatch(n -> n.text().contains(words)));
        return fixture.events.notices().stream().filter(n -> n.text().contains(words)).findFirst().orElseThrow();
    }
}
