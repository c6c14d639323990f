package org.jts.trading.internal;

import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.Samples;
import org.jts.trading.internal.journal.JournalReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was not sent is tried again, and nothing else is. */
class AttemptsTest {

    private static final OrderOutcome NOT_SENT = new OrderOutcome.NotSent("no permit within 5 s");

    @TempDir
    Path data;
    private DeskFixture fixture;

    @BeforeEach
    void start() {
        fixture = new DeskFixture(new FakeDataFolder(data));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anOrderThatWasNotSentIsTriedAgainUnderItsName() throws Exception {
        answers(NOT_SENT, NOT_SENT, accepted("B1"));
        var placing = placing();
        waits("tried again in 1 s: no permit within 5 s");
        fixture.time.advance(Duration.ofMillis(999));
        assertEquals(1, fixture.gateway.placed().size(), "not before its time");
        fixture.time.advance(Duration.ofMillis(1));
        waits("tried again in 2 s: no permit within 5 s");
        fixture.time.advance(Duration.ofSeconds(2));
        assertInstanceOf(OrderOutcome.Accepted.class, placing.get().outcome());
        assertEquals(1, names().size(), "one name: " + names());
        assertEquals(3, fixture.gateway.placed().size());
        assertEquals(OrderStatus.ACCEPTED, fixture.only().order().status());
        String told = new JournalReader(fixture.folder).history(fixture.only().key()).toString();
        assertTrue(told.contains("about to try again, attempt 2"), told);
        assertTrue(told.contains("about to try again, attempt 3"), told);
    }

    @Test
    void afterThreeTimesItEndsAsNotSent() throws Exception {
        answers(NOT_SENT, NOT_SENT, NOT_SENT, accepted("B1"));
        var placing = placing();
        driven(placing);
        assertInstanceOf(OrderOutcome.NotSent.class, placing.get().outcome());
        assertEquals(3, fixture.gateway.placed().size());
        assertEquals(OrderStatus.REJECTED, fixture.only().order().status());
        assertEquals("Not sent: no permit within 5 s", fixture.only().order().message().orElseThrow());
    }

    @Test
    void whatMayHaveBeenSentIsNeverTriedAgain() {
        for (String why : List.of("no answer within 10 s", "HTTP 503", "connection reset", "429 after sending")) {
            fixture.gateway.onPlace(r -> new OrderOutcome.Unknown(why));
            int before = fixture.gateway.placed().size();
            assertInstanceOf(OrderOutcome.Unknown.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
            fixture.time.advance(Duration.ofMinutes(2));
            assertEquals(before + 1, fixture.gateway.placed().size());
        }
        fixture.gateway.onPlace(r -> new OrderOutcome.Rejected(RejectReason.RATE_LIMIT, "429", "too many"));
        assertInstanceOf(OrderOutcome.Rejected.class, fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        fixture.time.advance(Duration.ofMinutes(2));
        assertEquals(5, fixture.gateway.placed().size());
    }

    @Test
    void whoeverOrderedItCanTakeItBack() throws Exception {
        answers(NOT_SENT, accepted("B1"));
        var placing = placing();
        waits("tried again");
        OrderOutcome cancel = fixture.desk.cancel(fixture.only().key());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, cancel).why().contains("withdrawn"));
        assertInstanceOf(OrderOutcome.NotSent.class, placing.get().outcome());
        fixture.time.advance(Duration.ofMinutes(1));
        assertEquals(1, fixture.gateway.placed().size());
        assertFalse(fixture.only().order().status().isOpen());
    }

    @Test
    void stoppingTradingTakesItBackAtOnce() throws Exception {
        answers(NOT_SENT, accepted("B1"));
        var placing = placing();
        waits("tried again");
        var stopping = CompletableFuture.supplyAsync(() -> fixture.desk.stop("now"), Thread::startVirtualThread);
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, placing.get().outcome()).why().contains("now"));
        driven(stopping);
        stopping.get();
        assertEquals(1, fixture.gateway.placed().size());
        assertFalse(fixture.only().order().status().isOpen());
    }

    @Test
    void aLockThatCameMeanwhileHolds() throws Exception {
        fixture.desk.unlock(DeskFixture.LIVE, "LIVE-001");
        fixture.gateway.with(Samples.paperAccount(DeskFixture.LIVE.account()));
        fixture.reconnect();
        answers(NOT_SENT, accepted("B1"));
        var live = new OrderDraft(DeskFixture.LIVE, Samples.SAMSUNG,
                Side.BUY, OrderType.LIMIT, TimeInForce.DAY,
                dec(1), Optional.of(dec(71_900)), Optional.empty());
        var placing = CompletableFuture.supplyAsync(() -> fixture.desk.place(live), Thread::startVirtualThread);
        waits("tried again");
        fixture.desk.lock(DeskFixture.LIVE);
        fixture.time.advance(Duration.ofSeconds(1));
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, placing.get().outcome()).why().contains("real money"));
        assertEquals(1, fixture.gateway.placed().size());
    }

    @Test
    void aLineThatIsGoneIsTriedAndNotTakenForAnEnd() throws Exception {
        answers(NOT_SENT, NOT_SENT, accepted("B1"));
        var placing = placing();
        waits("in 1 s");
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.RECONNECTING);
        fixture.time.advance(Duration.ofSeconds(1));
        waits("in 2 s");
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.CONNECTED);
        driven(placing);
        assertInstanceOf(OrderOutcome.Accepted.class, placing.get().outcome());
        assertEquals(1, names().size());
    }

    @Test
    void anOrderOfWhichTheBrokerTellsMeanwhileIsNotSentAgain() throws Exception {
        answers(NOT_SENT, accepted("B1"));
        var placing = placing();
        waits("tried again");
        fixture.gateway.send(new OrderEvent.Changed(
                fixture.reported(fixture.gateway.placed().getFirst(), "B7", OrderStatus.ACCEPTED, 0)));
        fixture.time.advance(Duration.ofSeconds(1));
        assertEquals("B7", assertInstanceOf(OrderOutcome.Accepted.class, placing.get().outcome()).brokerOrderId()
                .value());
        assertEquals(1, fixture.gateway.placed().size());
    }

    @Test
    void changesAndCancelsAreTriedAgainToo() throws Exception {
        answers(accepted("B1"));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        List<OrderOutcome> left = new ArrayList<>(List.of(NOT_SENT, accepted("B1"), NOT_SENT, accepted("B1")));
        fixture.gateway.onModify(c -> left.removeFirst());
        fixture.gateway.onCancel(c -> left.removeFirst());
        var changing = async(() -> fixture.desk.modify(fixture.only().key(), dec(5), Optional.empty()));
        driven(changing);
        assertInstanceOf(OrderOutcome.Accepted.class, changing.get());
        var cancelling = async(() -> fixture.desk.cancel(fixture.only().key()));
        driven(cancelling);
        assertInstanceOf(OrderOutcome.Accepted.class, cancelling.get());
        assertEquals(2, fixture.gateway.changed().size());
        assertEquals(2, fixture.gateway.cancelled().size());
    }

    /** Whatever a broker answers: each name reaches it once at most, and what it has is shown. */
    @Test
    void aBrokerThatCountsGetsEachOrderOnceAtMost() throws Exception {
        Random random = new Random(5);
        Map<ClientOrderId, Integer> arrived = new HashMap<>();
        Map<ClientOrderId, Integer> made = new HashMap<>();
        fixture.gateway.onPlace(r -> {
            made.merge(r.clientOrderId(), 1, Integer::sum);
            switch (random.nextInt(4)) {
                case 0:
                    return NOT_SENT;
                case 1:
                    return new OrderOutcome.Unknown("lost on the way there");
                case 2:
                    arrived.merge(r.clientOrderId(), 1, Integer::sum);
                    return new OrderOutcome.Unknown("lost on the way back");
                default:
                    arrived.merge(r.clientOrderId(), 1, Integer::sum);
                    return accepted("B" + arrived.size());
            }
        });
        int tried = 0;
        for (int i = 0; i < 300; i++) {
            var placing = placing();
            driven(placing);
            boolean isNotSent = placing.get().outcome() instanceof OrderOutcome.NotSent;
            ClientOrderId name = new ClientOrderId(placing.get().key().orElseThrow());
            assertEquals(isNotSent ? Attempts.MOST : made.get(name), made.get(name));
            assertFalse(isNotSent && arrived.containsKey(name), "what is said not to be sent is not there");
            tried += made.get(name);
        }
        assertEquals(300, made.size());
        assertTrue(arrived.values().stream().allMatch(times -> times == 1), arrived::toString);
        assertTrue(tried > 350, "tried " + tried);
    }

    private void answers(OrderOutcome... outcomes) {
        List<OrderOutcome> left = new ArrayList<>(List.of(outcomes));
        fixture.gateway.onPlace(r -> left.removeFirst());
    }

    private CompletableFuture<Placement> placing() {
        return async(() -> fixture.desk.place(DeskFixture.limitBuy(10, 71_900)));
    }

    private static <T> CompletableFuture<T> async(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, Thread::startVirtualThread);
    }

    private void driven(CompletableFuture<?> call) {
        Await.until("it is over", () -> {
            fixture.time.advance(Duration.ofMillis(500));
            return call.isDone();
        });
    }

    private void waits(String words) {
        Await.until("waits: " + words, () -> fixture.desk.orders().stream()
                .anyMatch(o -> o.order().status() == OrderStatus.PENDING
                        && o.order().message().orElse("").contains(words))
                && fixture.time.isPlanned("desk-attempt-"));
    }

    private List<ClientOrderId> names() {
        return fixture.gateway.placed().stream().map(r -> r.clientOrderId()).distinct().toList();
    }

    private OrderOutcome accepted(String brokerId) {
        return new OrderOutcome.Accepted(new BrokerOrderId(brokerId), fixture.time.now());
    }
}
