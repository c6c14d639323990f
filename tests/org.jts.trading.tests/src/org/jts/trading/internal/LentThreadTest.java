package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.testkit.Await;
import org.jts.testkit.FakeAuditTrail;
import org.jts.testkit.FakeDataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders on a thread that is lent to their broker: whoever is told that it does not answer goes on with them. */
class LentThreadTest {

    private static final OrderOutcome SILENCE = new OrderOutcome.Unknown("no answer in time");
    private static final ClientOrderId NAME = new ClientOrderId("c-1");

    @TempDir
    Path data;
    private DeskFixture fixture;
    private final BlockingQueue<Consumer<OrderOutcome>> waiting = new LinkedBlockingQueue<>();
    private final BlockingQueue<Placement> answers = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    private void start() {
        fixture = new DeskFixture(new FakeDataFolder(data));
    }

    private void place(ClientOrderId name) {
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900), name, answers::add);
    }

    /** @return who is to be told of the silence */
    private Consumer<OrderOutcome> placeWithoutAnswer() throws InterruptedException {
        fixture.connection.onOverdue(waiting::add);
        place(NAME);
        return waiting.take();
    }

    private OrderStatus status() {
        return fixture.only().order().status();
    }

    @Test
    void whatTheBrokerAnswersIsToldOnTheThreadThatPlaced() {
        start();
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        Thread[] told = new Thread[1];
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900), NAME, placed -> {
            told[0] = Thread.currentThread();
            answers.add(placed);
        });
        assertEquals(Thread.currentThread(), told[0]);
        Placement placed = answers.remove();
        assertEquals(Optional.of("c-1"), placed.key());
        assertInstanceOf(OrderOutcome.Accepted.class, placed.outcome());
        assertEquals(OrderStatus.ACCEPTED, status());
    }

    @Test
    void whoIsToldOfTheSilenceGoesOnWithTheOrder() throws Exception {
        start();
        fixture.setLimits(Map.of("daily.orders", "1"));
        fixture.connection.onOverdue(waiting::add);
        place(NAME);
        assertTrue(answers.isEmpty(), "nobody has told anything");
        assertEquals(OrderStatus.SUBMITTED, status());
        Consumer<OrderOutcome> overdue = waiting.take();
        place(NAME);
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class,
                answers.remove().outcome()).reason(), "it is being placed");
        overdue.accept(SILENCE);
        assertEquals(new Placement(Optional.of("c-1"), SILENCE), answers.remove());
        assertEquals(OrderStatus.UNKNOWN, status());
        assertTrue(fixture.events.notices().stream().anyMatch(n -> n.text().contains("c-1")), "told aloud");
        place(NAME);
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class,
                answers.remove().outcome()).reason());
        place(new ClientOrderId("c-2"));
        assertInstanceOf(OrderOutcome.NotSent.class, answers.remove().outcome(), "its place of the day is taken");
        fixture.close();
        start();
        assertEquals(OrderStatus.UNKNOWN, status(), "after a restart too");
    }

    @Test
    void whoStopsTradingWaitsForIt() throws Exception {
        start();
        Consumer<OrderOutcome> overdue = placeWithoutAnswer();
        FutureTask<List<StopResult>> stop = new FutureTask<>(() -> fixture.desk.stop("enough"));
        Thread.ofVirtual().start(stop);
        Await.until("nothing is sent any more", () -> fixture.desk.stopped().isPresent());
        place(new ClientOrderId("c-2"));
        assertInstanceOf(OrderOutcome.NotSent.class, answers.remove().outcome());
        assertFalse(stop.isDone(), "one is on its way");
        overdue.accept(SILENCE);
        List<StopResult> results = stop.get();
        assertEquals(List.of("c-1"), results.stream().map(r -> r.order().key()).toList());
        assertEquals(List.of(OrderStatus.UNKNOWN), fixture.desk.orders().stream().map(DeskOrder::order)
                .map(o -> o.status()).toList());
    }

    @Test
    void whateverFailsForAnOverdueOrderNothingItHoldsIsHeldOn() throws Exception {
        start();
        Consumer<OrderOutcome> overdue = placeWithoutAnswer();
        Subscription failing = fixture.events.listen(() -> {
            throw new IllegalStateException("nothing can be told");
        });
        overdue.accept(SILENCE);
        assertEquals(SILENCE, answers.remove().outcome());
        failing.close();
        place(NAME);
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class,
                answers.remove().outcome()).reason(), "known, not being placed");
        assertEquals(1, fixture.desk.stop("enough").size(), "who stops trading waits for nothing");
    }

    @Test
    void theAuditTrailHasWhatCameOfItHoweverItCame() throws Exception {
        start();
        fixture.connection.onOverdue(waiting::add);
        AuditedDesk audited = new AuditedDesk(fixture.desk, fixture.time);
        FakeAuditTrail trail = new FakeAuditTrail();
        audited.setTrail(trail);
        audited.place(DeskFixture.limitBuy(10, 71_900), NAME, answers::add);
        assertEquals(1, trail.records().size(), "asked");
        waiting.take().accept(SILENCE);
        assertEquals(2, trail.records().size(), "and done");
        assertEquals("unknown", trail.records().getLast().facts().get().get("outcome"));
        assertEquals(SILENCE, answers.remove().outcome());
    }
}
