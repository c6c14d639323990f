package org.jts.trading.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.journal.Journal;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.Samples;
import org.jts.trading.internal.journal.Codec;
import org.jts.trading.internal.journal.Entry;
import org.jts.trading.internal.journal.Line;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kill switch, and the lock of accounts of real money. */
class StopAndUnlockTest {

    private static final OrderDraft LIVE_BUY = new OrderDraft(DeskFixture.LIVE, SAMSUNG, Side.BUY, OrderType.LIMIT,
            TimeInForce.DAY, dec(1), Optional.of(dec(71_900)), Optional.empty());

    @TempDir
    Path data;
    private DeskFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void stoppingCancelsEveryOpenOrderAndTellsWhatCameOfEach() {
        start();
        place("B1");
        place("B2");
        fixture.gateway.onCancel(r -> r.brokerOrderId().value().equals("B1") ? accepted("B1")
                : new OrderOutcome.Rejected(RejectReason.ORDER_CLOSED, "", "filled already"));
        List<StopResult> results = fixture.desk.stop("prices look wrong");
        assertEquals(2, results.size());
        assertInstanceOf(OrderOutcome.Accepted.class, results.getFirst().outcome());
        assertInstanceOf(OrderOutcome.Rejected.class, results.getLast().outcome());
        Placement refused = fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, refused.outcome()).why().contains("prices look wrong"));
        OrderOutcome change = fixture.desk.modify(results.getFirst().order().key(), dec(5), Optional.empty());
        assertInstanceOf(OrderOutcome.NotSent.class, change);
        assertEquals(2, fixture.gateway.placed().size());
        assertEquals(List.of(), fixture.gateway.changed());
    }

    @Test
    void anOrderThatIsUnderWayWhenTradingIsStoppedIsCancelledToo() throws Exception {
        start();
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch atTheBroker = fixture.holdOrders(answer, () -> accepted("B1"));
        fixture.gateway.onCancel(r -> accepted("B1"));
        var placing = CompletableFuture.supplyAsync(() -> fixture.desk.place(DeskFixture.limitBuy(1, 71_900)),
                Thread::startVirtualThread);
        atTheBroker.await();
        var stopping = CompletableFuture.supplyAsync(() -> fixture.desk.stop("now"), Thread::startVirtualThread);
        Await.until("stopped", () -> fixture.desk.stopped().isPresent());
        answer.countDown();
        placing.get();
        assertInstanceOf(OrderOutcome.Accepted.class, stopping.get().getFirst().outcome());
        assertEquals("B1", fixture.gateway.cancelled().getFirst().brokerOrderId().value());
    }

    @Test
    void tradingStaysStoppedOverARestartUntilItIsResumed() {
        start();
        fixture.desk.stop("gone for lunch");
        fixture.close();
        start();
        assertEquals(Optional.of("gone for lunch"), fixture.desk.stopped());
        assertEquals(1, fixture.desk.check(DeskFixture.limitBuy(1, 71_900)).size());
        fixture.desk.resume();
        fixture.close();
        start();
        assertEquals(Optional.empty(), fixture.desk.stopped());
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(1, 71_900)));
    }

    /** From now on cancels are taken, and counted while they are under way. */
    private AtomicInteger mostCancelsAtOnce() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        fixture.gateway.onCancel(r -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.yield();
            now.decrementAndGet();
            return accepted(r.brokerOrderId().value());
        });
        return most;
    }

    @Test
    void manyCancelsGoOneBehindTheOther() {
        start();
        for (int i = 0; i < 60; i++) {
            place("B" + i);
        }
        AtomicInteger most = mostCancelsAtOnce();
        assertEquals(60, fixture.desk.stop("now").size());
        assertEquals(60, fixture.gateway.cancelled().size(), "one call each");
        assertTrue(most.get() <= BrokerStop.AT_ONCE, "at once " + most);
    }

    @Test
    void atABrokerThatDoesNotAnswerNoCancelWaitsForTheOthers() {
        start();
        for (int i = 0; i < 30; i++) {
            place("B" + i);
        }
        CountDownLatch together = new CountDownLatch(29);
        AtomicBoolean first = new AtomicBoolean(true);
        fixture.gateway.onCancel(r -> {
            if (!first.getAndSet(false)) {
                together.countDown();
                try {
                    together.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return new OrderOutcome.Unknown("no answer within 10 s");
        });
        assertEquals(30, fixture.desk.stop("now").size(), "29 of them were under way at once");
    }

    @Test
    void anOrderWithoutANumberLetsNoOthersOvertake() {
        start();
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.place(DeskFixture.limitBuy(2, 71_900));
        for (int i = 0; i < 60; i++) {
            place("B" + i);
        }
        AtomicInteger most = mostCancelsAtOnce();
        List<StopResult> results = fixture.desk.stop("now");
        assertEquals(61, results.size());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, results.getFirst().outcome()).why()
                .contains("has not named it yet"), results.getFirst()::toString);
        assertEquals(60, fixture.gateway.cancelled().size(), "one call each");
        assertTrue(most.get() <= BrokerStop.AT_ONCE, "at once " + most);
    }

    @Test
    void aCancelWithoutAnAnswerIsNotSentAgain() {
        start();
        place("B1");
        place("B2");
        fixture.gateway.onCancel(r -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.stop("now").forEach(r -> assertInstanceOf(OrderOutcome.Unknown.class, r.outcome()));
        assertEquals(2, fixture.gateway.cancelled().size());
    }

    @Test
    void whatASecondStopTakesOverIsNotSaidToBeResumed() throws Exception {
        start();
        CountDownLatch answer = new CountDownLatch(1);
        FakeGateway slow = slowBroker(6, answer);
        var first = CompletableFuture.supplyAsync(() -> fixture.desk.stop("one"), Thread::startVirtualThread);
        Await.until("as many as go at once", () -> slow.cancelled().size() == BrokerStop.AT_ONCE);
        Await.until("nobody waits for it", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return first.isDone();
        });
        var second = CompletableFuture.supplyAsync(() -> fixture.desk.stop("two"), Thread::startVirtualThread);
        Await.until("the second one cancels too", () -> slow.cancelled().size() == 2 * BrokerStop.AT_ONCE);
        answer.countDown();
        second.get().forEach(r -> assertInstanceOf(OrderOutcome.Accepted.class, r.outcome()));
        Await.until("told of the rest of the first", () -> detailed("stopped once more"));
        assertTrue(noticed("4 of 6 open orders at slow"));
        assertFalse(detailed("resumed"));
    }

    @Test
    void aBrokerThatDoesNotAnswerHoldsUpNoOther() throws Exception {
        start();
        place("B1");
        staysOpen(fixture.gateway);
        fixture.gateway.onCancel(r -> accepted("B1"));
        CountDownLatch answer = new CountDownLatch(1);
        FakeGateway slow = slowBroker(1, answer);
        var stopping = CompletableFuture.supplyAsync(() -> fixture.desk.stop("now"), Thread::startVirtualThread);
        Await.until("told of the one that answers", () -> noticed("1 of 1 open orders at fake"));
        Await.until("the other was asked", () -> slow.cancelled().size() == 1);
        assertFalse(stopping.isDone());
        assertFalse(noticed("open orders at slow"));
        Await.until("nobody waits for the other", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return stopping.isDone();
        });
        List<StopResult> results = stopping.get();
        assertEquals(2, results.size());
        for (StopResult result : results) {
            if (result.order().broker().equals(slow.id())) {
                assertTrue(assertInstanceOf(OrderOutcome.Unknown.class, result.outcome()).why().contains("goes on"));
            } else {
                assertInstanceOf(OrderOutcome.Accepted.class, result.outcome());
            }
        }
        assertTrue(noticed("1 of 2 open orders are"));
        answer.countDown();
        Await.until("told of the late one", () -> noticed("1 of 1 open orders at slow"));
    }

    @Test
    void whatIsResumedIsNotCancelledLater() throws Exception {
        start();
        CountDownLatch answer = new CountDownLatch(1);
        FakeGateway slow = slowBroker(6, answer);
        var stopping = CompletableFuture.supplyAsync(() -> fixture.desk.stop("now"), Thread::startVirtualThread);
        Await.until("as many as go at once", () -> slow.cancelled().size() == BrokerStop.AT_ONCE);
        Await.until("nobody waits for it", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return stopping.isDone();
        });
        fixture.desk.resume();
        answer.countDown();
        Await.until("told", () -> noticed("4 of 6 open orders at slow"));
        assertEquals(BrokerStop.AT_ONCE, slow.cancelled().size());
    }

    /** Has some open orders, and answers their cancels when a latch opens. */
    private FakeGateway slowBroker(int orders, CountDownLatch answer) {
        BrokerId id = new BrokerId("slow");
        FakeGateway slow = new FakeGateway(id).with(Samples.stock(SAMSUNG, "삼성전자"))
                .with(Samples.paperAccount(Samples.ACCOUNT));
        FakeConnection connection = new FakeConnection(slow, fixture.time);
        AccountKey account = new AccountKey(id, Samples.ACCOUNT);
        fixture.accounts.put(new AccountSnapshot(account, Samples.paperAccount(Samples.ACCOUNT), List.of(), List.of(),
                Optional.of(fixture.time.now()), Optional.empty()));
        AtomicInteger numbers = new AtomicInteger();
        slow.onPlace(r -> accepted("S" + numbers.incrementAndGet()));
        slow.onCancel(r -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return accepted(r.brokerOrderId().value());
        });
        fixture.registry.add(connection);
        fixture.registry.setPhase(connection, ConnectionPhase.CONNECTED);
        for (int i = 1; i <= orders; i++) {
            assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(new OrderDraft(account, SAMSUNG, Side.BUY,
                    OrderType.LIMIT, TimeInForce.DAY, dec(i), Optional.of(dec(71_900)), Optional.empty())).outcome());
        }
        staysOpen(slow);
        return slow;
    }

    /** The broker lists what was placed, however often it is asked while time goes by. */
    private void staysOpen(FakeGateway gateway) {
        gateway.setOpenOrders(fixture.desk.orders().stream().filter(o -> o.broker().equals(gateway.id()))
                .map(DeskOrder::order).toList());
    }

    private boolean noticed(String words) {
        return fixture.events.notices().stream().anyMatch(n -> n.text().contains(words));
    }

    private boolean detailed(String words) {
        return fixture.events.notices().stream().anyMatch(n -> n.detail().contains(words));
    }

    @Test
    void thatTradingIsStoppedIsOnDiskWhenStopReturns() throws Exception {
        start();
        fixture.desk.stop("gone for lunch");
        Path dead = data.resolve("dead/orders");
        Files.createDirectories(dead);
        try (Stream<Path> files = Files.list(data.resolve("orders"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
                Files.copy(file, dead.resolve(file.getFileName()));
            }
        }
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(dead.getParent()));
        assertEquals(Optional.of("gone for lunch"), fixture.desk.stopped());
    }

    @Test
    void whatIsWrittenAnewAfterTheDiskWasFullLeavesNothingOut() throws Exception {
        start();
        fixture.gateway.onPlace(r -> accepted("B1"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        var sent = fixture.gateway.placed().getLast();
        fixture.gateway.onModify(c -> new OrderOutcome.Unknown("no answer within 10 s"));
        fixture.desk.modify(fixture.only().key(), dec(5), Optional.empty());
        fixture.gateway.send(new OrderEvent.Filled(fixture.reported(sent, "B1", OrderStatus.PARTIAL, 1),
                fixture.execution(sent, "B1", "E1", 1)));
        place("B2");
        fixture.desk.stop("now");
        List<Entry> all = fixture.desk.everything(new Entry.Started("mw000aaaa"));
        fixture.close();
        Path other = data.resolve("other");
        try (Journal journal = Journal.open(other.resolve("orders"), r -> { })) {
            for (Entry entry : all) {
                journal.append(Codec.write(new Line(fixture.time.now(), entry)));
            }
        }
        List<DeskOrder> before = fixture.desk.orders();
        fixture = new DeskFixture(new FakeDataFolder(other), Duration.ZERO,
                before.stream().map(DeskOrder::order).toList());
        assertEquals(before, fixture.desk.orders());
        assertEquals(Optional.of("now"), fixture.desk.stopped());
        assertTrue(all.stream().anyMatch(Entry.Held.class::isInstance), all::toString);
    }

    @Test
    void anAccountOfRealMoneyOpensToItsNumberAndForThisSessionOnly() {
        start();
        assertTrue(fixture.desk.unlock(DeskFixture.LIVE, "LIVE-002").orElseThrow().contains("stays locked"));
        assertFalse(fixture.desk.isUnlocked(DeskFixture.LIVE));
        assertEquals(Optional.empty(), fixture.desk.unlock(DeskFixture.LIVE, " LIVE-001 "));
        assertTrue(fixture.desk.isUnlocked(DeskFixture.LIVE));
        assertEquals(List.of(), fixture.desk.check(LIVE_BUY));
        fixture.desk.lock(DeskFixture.LIVE);
        assertEquals(Set.of(RejectReason.RISK_CHECK),
                fixture.desk.check(LIVE_BUY).stream().map(v -> v.reason()).collect(Collectors.toSet()));
        fixture.desk.unlock(DeskFixture.LIVE, "LIVE-001");
        fixture.close();
        start();
        assertFalse(fixture.desk.isUnlocked(DeskFixture.LIVE));
        assertTrue(fixture.desk.isUnlocked(DeskFixture.PAPER));
        assertTrue(fixture.desk.unlock(new org.jts.api.account.AccountKey(Samples.BROKER,
                new org.jts.api.account.AccountId("NONE")), "NONE").orElseThrow().contains("NONE"));
    }

    private void start() {
        fixture = new DeskFixture(new FakeDataFolder(data));
    }

    private void place(String brokerId) {
        fixture.gateway.onPlace(r -> accepted(brokerId));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
    }

    private OrderOutcome accepted(String brokerId) {
        return new OrderOutcome.Accepted(new BrokerOrderId(brokerId), fixture.time.now());
    }
}
