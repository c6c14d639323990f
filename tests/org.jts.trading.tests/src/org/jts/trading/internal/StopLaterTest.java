package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.JournalLine;
import org.jts.api.trading.StopResult;
import org.jts.api.trading.Verdict;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.trading.internal.journal.JournalReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that turn out to be open while trading is stopped already. */
class StopLaterTest {

    private static final OrderOutcome LOST = new OrderOutcome.Unknown("no answer within 10 s");

    @TempDir
    Path data;
    private DeskFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    private void start() {
        start(Duration.ZERO);
    }

    private void start(Duration later) {
        fixture = new DeskFixture(new FakeDataFolder(data), later);
        fixture.gateway.onPlace(r -> LOST);
        fixture.gateway.onCancel(r -> accepted(r.brokerOrderId().value()));
    }

    private OrderOutcome accepted(String number) {
        return new OrderOutcome.Accepted(new BrokerOrderId(number), fixture.time.now());
    }

    private OrderRequest place() {
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        return fixture.gateway.placed().getLast();
    }

    /** The broker has it after all. */
    private void lists(OrderRequest request, String number) {
        fixture.gateway.setOpenOrders(List.of(fixture.reported(request, number, OrderStatus.ACCEPTED, 0)));
    }

    private List<String> cancelled() {
        return fixture.gateway.cancelled().stream().map(r -> r.brokerOrderId().value()).toList();
    }

    private void awaitCancelled(String... numbers) {
        Await.until("cancelled", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return cancelled().equals(List.of(numbers));
        });
    }

    private List<Notice> late() {
        return fixture.events.notices().stream().filter(n -> n.text().contains("turned out to be open")).toList();
    }

    /** The desk looks several times more. */
    private void looksAgain() {
        for (int i = 0; i < 4; i++) {
            int reads = fixture.gateway.reads();
            Await.until("it is looked at again", () -> {
                fixture.time.advance(Duration.ofSeconds(1));
                return fixture.gateway.reads() > reads;
            });
        }
        fixture.reconnect();
    }

    @Test
    void anUnknownOrderThatTurnsOutToBeOpenIsCancelledOnceAndTold() throws Exception {
        start();
        OrderRequest request = place();
        List<StopResult> results = fixture.desk.stop("enough");
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, results.getFirst().outcome()).why()
                .contains("cancelled as soon as it turns out to be open"), results::toString);
        assertEquals(List.of(), cancelled());
        lists(request, "B1");
        awaitCancelled("B1");
        Await.until("told", () -> late().size() == 1);
        assertEquals(Severity.WARNING, late().getFirst().severity());
        assertTrue(late().getFirst().text().contains(request.clientOrderId().value()), late()::toString);
        looksAgain();
        assertEquals(List.of("B1"), cancelled(), "it is listed still, and was cancelled");
        assertEquals(1, late().size());
        fixture.desk.flush();
        String history = new JournalReader(fixture.folder).history(request.clientOrderId().value()).stream()
                .map(JournalLine::text).collect(Collectors.joining("\n"));
        assertTrue(history.contains("cancel"), history);
    }

    @Test
    void oneWhoseAnswerComesAfterTheLimitOfTheStopIsCancelledToo() throws Exception {
        start();
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch atTheBroker = fixture.holdOrders(answer, () -> LOST);
        var placing = CompletableFuture.supplyAsync(() -> fixture.desk.place(DeskFixture.limitBuy(1, 71_900)),
                Thread::startVirtualThread);
        atTheBroker.await();
        var stopping = CompletableFuture.supplyAsync(() -> fixture.desk.stop("now"), Thread::startVirtualThread);
        Await.until("nobody waits for it", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return stopping.isDone();
        });
        lists(fixture.gateway.placed().getFirst(), "B1");
        answer.countDown();
        assertInstanceOf(OrderOutcome.Unknown.class, placing.get().outcome());
        awaitCancelled("B1");
        looksAgain();
        assertEquals(List.of("B1"), cancelled());
    }

    @Test
    void afterResumingNothingIsCancelled() {
        start();
        OrderRequest request = place();
        fixture.desk.stop("enough");
        fixture.desk.resume();
        lists(request, "B1");
        fixture.awaitOnlyIs("B1");
        looksAgain();
        assertEquals(List.of(), cancelled());
        assertEquals(List.of(), late());
    }

    @Test
    void anOrderThatOthersPlaceMeanwhileIsLeftAlone() {
        start();
        OrderRequest request = place();
        fixture.desk.settle(request.clientOrderId().value(), new Verdict.NeverArrived());
        fixture.desk.stop("enough");
        fixture.gateway.setOpenOrders(List.of(OrderDeskTest.anonymous(fixture.reported(new OrderRequest(
                request.clientOrderId(), request.account(), request.symbol(), request.side(), request.type(),
                request.timeInForce(), request.quantity().add(request.quantity()), request.limitPrice(),
                Optional.empty()), "X1", OrderStatus.ACCEPTED, 0))));
        Await.until("it is shown", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.desk.orders().size() == 2;
        });
        looksAgain();
        assertEquals(List.of(), cancelled());
    }

    @Test
    void theStopOutlivesTheProgramAndSoDoesItsCancel() {
        start();
        OrderRequest request = place();
        fixture.desk.stop("enough");
        fixture.close();
        start(Duration.ofMinutes(5));
        assertEquals(Optional.of("enough"), fixture.desk.stopped());
        assertEquals(OrderStatus.UNKNOWN, fixture.only().order().status());
        lists(request, "B1");
        awaitCancelled("B1");
        looksAgain();
        assertEquals(List.of("B1"), cancelled());
        fixture.desk.resume();
        fixture.close();
        start(Duration.ofMinutes(10));
        lists(request, "B1");
        looksAgain();
        assertEquals(List.of(), cancelled(), "resumed before");
    }

    @Test
    void whatCouldNotBeCancelledWithoutALineIsCancelledWhenItIsBack() {
        start();
        fixture.gateway.onPlace(r -> accepted("B1"));
        lists(place(), "B1");
        stopWithoutALine();
        int before = cancelled().size();
        fixture.gateway.onCancel(r -> accepted("B1"));
        fixture.reconnect();
        Await.until("cancelled", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return cancelled().size() == before + 1;
        });
        looksAgain();
        assertEquals(before + 1, cancelled().size());
    }

    /** One that others placed, and the stop found. */
    @Test
    void whatTheStopFoundOfOthersIsCancelledWhenTheLineIsBackToo() {
        start();
        OrderRequest request = place();
        fixture.desk.settle(request.clientOrderId().value(), new Verdict.NeverArrived());
        fixture.gateway.setOpenOrders(List.of(OrderDeskTest.anonymous(fixture.reported(new OrderRequest(
                request.clientOrderId(), request.account(), request.symbol(), request.side(), request.type(),
                request.timeInForce(), request.quantity().add(request.quantity()), request.limitPrice(),
                Optional.empty()), "X1", OrderStatus.ACCEPTED, 0))));
        fixture.reconnect();
        Await.until("it is shown", () -> fixture.desk.orders().size() == 2);
        stopWithoutALine();
        int before = cancelled().size();
        fixture.gateway.onCancel(r -> accepted("X1"));
        fixture.reconnect();
        Await.until("cancelled", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return cancelled().size() == before + 1;
        });
        Await.until("told", () -> late().size() == 1);
        assertTrue(late().getFirst().text().endsWith("it is cancelled."), late()::toString);
    }

    private void stopWithoutALine() {
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.RECONNECTING);
        fixture.gateway.onCancel(r -> new OrderOutcome.NotSent("no line"));
        var stopping = CompletableFuture.supplyAsync(() -> fixture.desk.stop("now"), Thread::startVirtualThread);
        // Three attempts, and three more behind what was under way; nobody may wait that long.
        fixture.awaitBy("desk-attempt-", "given up", () -> stopping.isDone() && cancelled().size() == 6);
        assertInstanceOf(OrderOutcome.NotSent.class, stopping.join().getFirst().outcome());
    }

    @Test
    void whatAPersonSaysHasArrivedIsCancelledAndARefusalIsNotAskedForAgain() {
        start();
        OrderRequest request = place();
        fixture.desk.stop("enough");
        fixture.gateway.onCancel(r -> new OrderOutcome.Rejected(RejectReason.ORDER_CLOSED, "", "filled already"));
        fixture.desk.settle(request.clientOrderId().value(), new Verdict.Arrived(new BrokerOrderId("B7")));
        lists(request, "B7");
        awaitCancelled("B7");
        Await.until("told", () -> late().size() == 1);
        assertEquals(Severity.ERROR, late().getFirst().severity());
        assertTrue(late().getFirst().text().endsWith("Its cancel: refused: filled already"), late()::toString);
        looksAgain();
        assertEquals(List.of("B7"), cancelled());
    }

    @Test
    void stoppingOnceMoreCancelsOnceMore() {
        start();
        OrderRequest request = place();
        fixture.desk.stop("one");
        lists(request, "B1");
        awaitCancelled("B1");
        Await.until("told", () -> late().size() == 1);
        fixture.desk.stop("two");
        assertEquals(List.of("B1", "B1"), cancelled());
        looksAgain();
        assertEquals(List.of("B1", "B1"), cancelled());
    }
}
