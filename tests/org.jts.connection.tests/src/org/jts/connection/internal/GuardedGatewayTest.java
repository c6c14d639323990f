package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GuardedGatewayTest {

    private static final OrderRef REF = new OrderRef(ScriptedGateway.ACCOUNT, Samples.SAMSUNG, new BrokerOrderId("1"),
            Optional.empty());

    private final Bench bench = new Bench(Bench.withOrderQueue(100));
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        bench.close();
    }

    @Test
    void ofTwoHundredCancelsAtOnceEachGoesOutOnce() throws Exception {
        Semaphore slow = new Semaphore(0);
        AtomicInteger under = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BrokerGateway guarded = bench.connected().guarded();
        bench.gateway.onOrder(() -> {
            most.accumulateAndGet(under.incrementAndGet(), Math::max);
            slow.acquireUninterruptibly();
            under.decrementAndGet();
            return new OrderOutcome.Accepted(new BrokerOrderId("1"), Instant.EPOCH);
        });
        List<FutureTask<OrderOutcome>> cancels = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            cancels.add(new FutureTask<>(() -> guarded.cancel(REF)));
        }
        cancels.forEach(Thread.ofVirtual()::start);
        Await.until("as many as have room are with the gateway, all others wait",
                () -> under.get() == 2 && bench.time.pendingTasks() >= 200);
        slow.release(200);
        for (FutureTask<OrderOutcome> cancel : cancels) {
            assertInstanceOf(OrderOutcome.Accepted.class, cancel.get());
        }
        assertEquals(200, bench.gateway.orders());
        assertEquals(2, most.get());
    }

    @Test
    void readsFailAtOnceWhileThereIsNoConnection() {
        BrokerException e = assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        assertEquals(ErrorCategory.NETWORK, e.category());
        assertTrue(e.getMessage().startsWith("test is not connected since 2026-01-02T01:00:00Z"), e.getMessage());
        assertEquals(0, bench.gateway.reads());
    }

    @Test
    void ordersAreNotSentWhileThereIsNoConnectionAndSayWhyAndSinceWhen() {
        bench.gateway.onConnect(ScriptedGateway.refusal(ErrorCategory.NETWORK, "No route to broker"));
        bench.supervisor.connect();
        bench.awaitWaiting(1);
        OrderOutcome.NotSent outcome = assertInstanceOf(OrderOutcome.NotSent.class,
                bench.guarded().place(Bench.order("o1")));
        assertTrue(outcome.why().contains("No route to broker"), outcome.why());
        assertTrue(outcome.why().contains("since 2026-01-02T01:00:00Z"), outcome.why());
        assertTrue(outcome.why().contains("Next attempt at"), outcome.why());
        assertEquals(0, bench.gateway.orders());
    }

    @Test
    void everyReadReachesTheGatewayWhenConnected() throws Exception {
        BrokerGateway guarded = bench.connected().guarded();
        assertEquals(1, guarded.accounts().size());
        assertEquals(List.of(), guarded.symbols());
        assertEquals(Samples.SAMSUNG, guarded.quote(Samples.SAMSUNG).symbol());
        assertEquals(Samples.SAMSUNG, guarded.orderBook(Samples.SAMSUNG).symbol());
        assertEquals(List.of(), guarded.candles(new CandleQuery(Samples.SAMSUNG, Timeframe.DAY_1, Instant.EPOCH,
                Instant.EPOCH, 1)));
        assertEquals(List.of(), guarded.balances(ScriptedGateway.ACCOUNT));
        assertEquals(List.of(), guarded.positions(ScriptedGateway.ACCOUNT));
        assertEquals(List.of(), guarded.openOrders(ScriptedGateway.ACCOUNT));
        assertEquals(List.of(), guarded.executions(ScriptedGateway.ACCOUNT, Instant.EPOCH));
        guarded.checkHealth();
        assertEquals(9, bench.gateway.reads());
        assertEquals(1, bench.gateway.healthChecks());
        assertEquals(Bench.ID, guarded.id());
    }

    @Test
    void anInstructionThatTheBrokerDoesNotHaveIsNotSent() {
        OrderRequest plain = Bench.order("o1");
        OrderOutcome outcome = bench.connected().guarded().place(new OrderRequest(plain.clientOrderId(),
                plain.account(), plain.symbol(), plain.side(), plain.type(), plain.timeInForce(), plain.quantity(),
                plain.limitPrice(), plain.stopPrice(), Optional.of("MARS-1")));
        OrderOutcome.Rejected refused = assertInstanceOf(OrderOutcome.Rejected.class, outcome);
        assertEquals(RejectReason.UNSUPPORTED, refused.reason());
        assertTrue(refused.text().contains("MARS-1"), refused.text());
        assertEquals(0, bench.gateway.orders());
    }

    @Test
    void everyOrderCallReachesTheGatewayOnce() {
        BrokerGateway guarded = bench.connected().guarded();
        assertInstanceOf(OrderOutcome.Accepted.class, guarded.place(Bench.order("o1")));
        assertInstanceOf(OrderOutcome.Accepted.class, guarded.cancel(REF));
        assertInstanceOf(OrderOutcome.Accepted.class,
                guarded.modify(new OrderChange(REF, BigDecimal.ONE, Optional.empty())));
        assertEquals(3, bench.gateway.orders());
    }

    @Test
    void connectAndDisconnectAreTheSupervisorsBusiness() {
        BrokerGateway guarded = bench.guarded();
        assertThrows(UnsupportedOperationException.class, () -> guarded.connect(null));
        assertThrows(UnsupportedOperationException.class, guarded::disconnect);
    }

    @Test
    void readThatMaySucceedLaterIsTriedOnceMore() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        bench.gateway.onRead(() -> {
            if (calls.incrementAndGet() == 1) {
                throw new BrokerException(ErrorCategory.SYSTEM, "busy");
            }
        });
        bench.connected();
        FutureTask<Integer> read = inBackground(() -> bench.guarded().accounts().size());
        bench.time.awaitSleepers(1);
        bench.time.advance(Duration.ofMillis(100));
        assertEquals(1, read.get());
        assertEquals(2, calls.get());
    }

    @Test
    void readThatFailsTwiceFails() throws Exception {
        bench.connected();
        bench.gateway.onRead(ScriptedGateway.refusal(ErrorCategory.SYSTEM, "busy"));
        FutureTask<Integer> read = inBackground(() -> bench.guarded().accounts().size());
        bench.time.awaitSleepers(1);
        bench.time.advance(Duration.ofMillis(100));
        assertEquals(ErrorCategory.SYSTEM, brokerFailure(read).category());
        assertEquals(2, bench.gateway.reads());
    }

    @Test
    void wrongReadIsNotTriedAgain() {
        bench.connected();
        bench.gateway.onRead(ScriptedGateway.refusal(ErrorCategory.VALIDATION, "no such account"));
        assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        assertEquals(1, bench.gateway.reads());
    }

    @Test
    void brokerThatWantsALongPauseGetsNoSecondTry() {
        bench.connected();
        bench.gateway.onRead(() -> {
            throw new BrokerException(ErrorCategory.RATE_LIMIT, "later", "", true, Optional.of(Duration.ofMinutes(1)),
                    null);
        });
        assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        assertEquals(1, bench.gateway.reads());
    }

    @Test
    void gatewayThatThrowsInAReadIsASystemFailure() {
        bench.connected();
        bench.gateway.onRead(() -> {
            throw new IllegalStateException("oops");
        });
        BrokerException e = assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        assertEquals(ErrorCategory.SYSTEM, e.category());
        assertTrue(e.getMessage().contains("oops"), e.getMessage());
        assertEquals(1, bench.gateway.reads());
    }

    @Test
    void readThatHangsEndsAtItsLimitAndCandlesHaveALongerOne() throws Exception {
        bench.connected();
        CountDownLatch began = new CountDownLatch(2);
        bench.gateway.onRead(() -> {
            began.countDown();
            release.await();
        });
        FutureTask<Integer> read = inBackground(() -> bench.guarded().accounts().size());
        FutureTask<Integer> candles = inBackground(() -> bench.guarded().candles(new CandleQuery(Samples.SAMSUNG,
                Timeframe.DAY_1, Instant.EPOCH, Instant.EPOCH, 1)).size());
        began.await();
        bench.time.advance(Duration.ofSeconds(10));
        assertEquals(ErrorCategory.TIMEOUT, brokerFailure(read).category());
        Await.until("the silence is looked into", () -> bench.gateway.healthChecks() == 1);
        assertTrue(!candles.isDone());
        bench.time.advance(Duration.ofSeconds(50));
        assertEquals(ErrorCategory.TIMEOUT, brokerFailure(candles).category());
    }

    @Test
    void furtherReadsFailAtOnceWhileAllPlacesAreTaken() throws Exception {
        bench.connected();
        CountDownLatch began = new CountDownLatch(2);
        bench.gateway.onRead(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
        });
        inBackground(() -> bench.guarded().accounts().size());
        inBackground(() -> bench.guarded().accounts().size());
        began.await();
        BrokerException e = assertThrows(BrokerException.class, () -> bench.guarded().symbols());
        assertEquals(ErrorCategory.SYSTEM, e.category());
        assertTrue(e.getMessage().contains("gateway is busy"), e.getMessage());
        assertInstanceOf(OrderOutcome.Accepted.class, bench.guarded().place(Bench.order("o1")));
    }

    @Test
    void breakerRefusesReadsWhileHalfOfThemFailAndLetsOrdersThrough() throws Exception {
        bench.connected();
        bench.gateway.onRead(() -> {
            throw new IllegalStateException("oops");
        });
        for (int i = 0; i < 10; i++) {
            assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        }
        assertEquals(10, bench.gateway.reads());
        BrokerException e = assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        assertTrue(e.getMessage().contains("left alone for 30 s"), e.getMessage());
        assertEquals(10, bench.gateway.reads());
        assertTrue(bench.notices().contains("test: half of all reads fail"), bench.notices()::toString);
        Await.until("the connection is checked", () -> bench.gateway.healthChecks() == 1);
        assertInstanceOf(OrderOutcome.Accepted.class, bench.guarded().place(Bench.order("o1")));
        assertEquals(List.of(), bench.guarded().callForms(), "what only takes back needs the offer now too");
        bench.gateway.onRead(() -> { });
        bench.time.advance(Duration.ofSeconds(29));
        assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        bench.time.advance(Duration.ofMillis(1001));
        assertEquals(1, bench.guarded().accounts().size());
    }

    @Test
    void oneAsksForAllWhatIsOfferedSoThatCancelsHaveTheirPlaces() throws Exception {
        bench.connected();
        AtomicInteger asked = new AtomicInteger();
        bench.gateway.onCallForms(() -> {
            asked.incrementAndGet();
            ScriptedGateway.hangUntil(release);
        });
        List<FutureTask<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(inBackground(() -> bench.guarded().callForms().size()));
        }
        Await.until("the question", () -> asked.get() > 0);
        assertInstanceOf(OrderOutcome.Accepted.class, bench.guarded().cancel(REF));
        release.countDown();
        for (FutureTask<Integer> one : waiting) {
            assertEquals(0, one.get());
        }
        assertEquals(1, asked.get());
    }

    @Test
    void newConnectionIsReadWithoutWaitingForTheBreaker() throws Exception {
        bench.connected();
        bench.gateway.onRead(() -> {
            throw new IllegalStateException("oops");
        });
        for (int i = 0; i < 10; i++) {
            assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        }
        bench.gateway.lose("outage");
        bench.gateway.onRead(() -> { });
        bench.retry();
        bench.await(ConnectionPhase.CONNECTED);
        assertEquals(1, bench.guarded().accounts().size());
    }

    @Test
    void wrongRequestsNeverOpenTheBreaker() throws Exception {
        bench.connected();
        bench.gateway.onRead(ScriptedGateway.refusal(ErrorCategory.VALIDATION, "no such account"));
        for (int i = 0; i < 30; i++) {
            assertThrows(BrokerException.class, () -> bench.guarded().accounts());
        }
        bench.gateway.onRead(() -> { });
        assertEquals(1, bench.guarded().accounts().size());
    }

    /** From now on the gateway accepts an order when it is released. @return counted down when it has one */
    private CountDownLatch hangingOrder() {
        CountDownLatch began = new CountDownLatch(1);
        bench.gateway.onOrder(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            return new OrderOutcome.Accepted(new BrokerOrderId("77"), Instant.EPOCH);
        });
        return began;
    }

    private void assertLateAnswerIsNoted() {
        Await.until("the late answer is noted", () -> bench.notices().contains("test: late answer to the order o1"));
        assertEquals(1, bench.gateway.orders());
    }

    @Test
    void silenceAfterHandingOverIsUnknownAndTheLateAnswerIsNoted() throws Exception {
        bench.connected();
        CountDownLatch began = hangingOrder();
        FutureTask<OrderOutcome> order = inBackground(() -> bench.guarded().place(Bench.order("o1")));
        began.await();
        bench.time.advance(Duration.ofSeconds(10));
        OrderOutcome.Unknown outcome = assertInstanceOf(OrderOutcome.Unknown.class, order.get());
        assertTrue(outcome.why().contains("order o1 may have reached the broker"), outcome.why());
        Await.until("the silence is looked into", () -> bench.gateway.healthChecks() == 1);
        release.countDown();
        assertLateAnswerIsNoted();
    }

    @Test
    void silenceToAnOrderPlacedHereIsUnknownAndSaidElsewhere() throws Exception {
        bench.connected();
        CountDownLatch began = hangingOrder();
        CompletableFuture<OrderOutcome> overdue = new CompletableFuture<>();
        FutureTask<Optional<OrderOutcome>> order = new FutureTask<>(
                () -> bench.supervisor.placeHere(Bench.order("o1"), overdue::complete));
        assertTrue(bench.supervisor.tryExecute(order));
        began.await();
        FutureTask<Subscription> hold = new FutureTask<>(() -> bench.supervisor.holdOrders("updated"));
        Thread.ofVirtual().start(hold);
        Await.until("orders are held", bench.supervisor::isHeld);
        assertFalse(hold.isDone(), "one is under way");
        bench.time.advance(Duration.ofSeconds(10));
        OrderOutcome.Unknown outcome = assertInstanceOf(OrderOutcome.Unknown.class, overdue.get());
        assertTrue(outcome.why().contains("order o1 may have reached the broker"), outcome.why());
        hold.get();
        assertInstanceOf(OrderOutcome.NotSent.class,
                bench.supervisor.placeHere(Bench.order("o2"), o -> { }).orElseThrow());
        release.countDown();
        assertEquals(Optional.empty(), order.get());
        assertLateAnswerIsNoted();
    }

    @Test
    void gatewayThatThrowsInAnOrderMayHaveSentIt() {
        bench.connected();
        bench.gateway.onOrder(() -> {
            throw new IllegalStateException("oops");
        });
        assertInstanceOf(OrderOutcome.Unknown.class, bench.guarded().place(Bench.order("o1")));
        bench.gateway.onOrder(() -> {
            throw new ExceptionInInitializerError("oops");
        });
        assertInstanceOf(OrderOutcome.Unknown.class, bench.guarded().place(Bench.order("o2")));
        bench.gateway.onOrder(() -> null);
        assertInstanceOf(OrderOutcome.Unknown.class, bench.guarded().place(Bench.order("o3")));
        assertEquals(3, bench.gateway.orders());
    }

    @Test
    void orderBeyondThePlacesIsNotSent() throws Exception {
        bench.connected();
        CountDownLatch began = new CountDownLatch(2);
        bench.gateway.onOrder(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            return new OrderOutcome.Unknown("late");
        });
        inBackground(() -> bench.guarded().place(Bench.order("o1")));
        inBackground(() -> bench.guarded().place(Bench.order("o2")));
        began.await();
        OrderOutcome.NotSent outcome = assertInstanceOf(OrderOutcome.NotSent.class,
                bench.guarded().place(Bench.order("o3")));
        assertTrue(outcome.why().contains("gateway is busy"), outcome.why());
        assertEquals(2, bench.gateway.orders());
    }

    @Test
    void interruptedCallerGetsUnknownOrNotSentAndKeepsItsInterruption() throws Exception {
        bench.connected();
        CountDownLatch began = new CountDownLatch(1);
        bench.gateway.onOrder(() -> {
            began.countDown();
            ScriptedGateway.hangUntil(release);
            return null;
        });
        FutureTask<Boolean> order = new FutureTask<>(() -> bench.guarded()
                .place(Bench.order("o1")) instanceof OrderOutcome.Unknown
                && bench.guarded().place(Bench.order("o2")) instanceof OrderOutcome.NotSent
                && Thread.currentThread().isInterrupted());
        Thread caller = Thread.ofVirtual().start(order);
        began.await();
        caller.interrupt();
        assertTrue(order.get());
        assertEquals(1, bench.gateway.orders());
    }

    @Test
    void veryLongReasonsAreCutToWhatAnOutcomeHolds() {
        bench.connected();
        bench.gateway.onOrder(() -> {
            throw new IllegalStateException("x".repeat(5000));
        });
        OrderOutcome.Unknown outcome = assertInstanceOf(OrderOutcome.Unknown.class,
                bench.guarded().place(Bench.order("o1")));
        assertEquals(2000, outcome.why().length());
    }

    private static <T> FutureTask<T> inBackground(java.util.concurrent.Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static BrokerException brokerFailure(FutureTask<?> task) {
        return (BrokerException) assertThrows(ExecutionException.class, task::get).getCause();
    }
}
