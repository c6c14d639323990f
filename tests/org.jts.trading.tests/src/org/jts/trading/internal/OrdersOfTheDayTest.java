package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jts.api.CurrencyCode;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.Violation;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders and orders in a broker's own words have one limit of a day together, and the same days. */
class OrdersOfTheDayTest {

    private static final Optional<CurrencyCode> HOME = Optional.empty();
    private static final Optional<CurrencyCode> DOLLARS = Optional.of(CurrencyCode.USD);

    @TempDir
    Path data;
    private DeskFixture fixture;
    private final AtomicInteger numbers = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** @param later how long after ten in the morning in Seoul, eight in the evening before in New York */
    private void start(Duration later, int most) {
        fixture = new DeskFixture(new FakeDataFolder(data), later);
        fixture.setLimits(Map.of("daily.orders", Integer.toString(most)));
        fixture.gateway.onPlace(r -> accepted());
        fixture.gateway.onCall(c -> accepted());
    }

    private OrderOutcome accepted() {
        return new OrderOutcome.Accepted(new BrokerOrderId("N" + numbers.incrementAndGet()), fixture.time.now());
    }

    private OrderOutcome order() {
        return fixture.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome();
    }

    private OrderOutcome call(Optional<CurrencyCode> currency) {
        return fixture.desk.place(new OrderCall(DeskFixture.PAPER, "order-credit", "buy", "Credit buy", Map.of(),
                false, currency)).outcome();
    }

    private static void taken(OrderOutcome outcome) {
        assertInstanceOf(OrderOutcome.Accepted.class, outcome);
    }

    private static void full(OrderOutcome outcome, String words) {
        String why = assertInstanceOf(OrderOutcome.NotSent.class, outcome).why();
        assertTrue(why.contains(words), () -> "expected " + words + ", found " + why);
    }

    /** The answers wait until all were asked: whoever has a place keeps it meanwhile. */
    @Test
    void ofOrdersAndCallsAtTheSameMomentNoMoreGoOutThanADayMayHave() {
        start(Duration.ZERO, 3);
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger sent = new AtomicInteger();
        Supplier<OrderOutcome> answer = () -> {
            sent.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return accepted();
        };
        fixture.gateway.onPlace(r -> answer.get());
        fixture.gateway.onCall(c -> answer.get());
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<OrderOutcome>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean isCall = i % 2 == 0;
            all.add(CompletableFuture.supplyAsync(() -> {
                try {
                    begin.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return isCall ? call(HOME) : order();
            }, Thread::startVirtualThread));
        }
        begin.countDown();
        Await.until("those that may not are refused", () -> all.stream().filter(CompletableFuture::isDone).count()
                == 37);
        held.countDown();
        long accepted = all.stream().map(CompletableFuture::join).filter(OrderOutcome.Accepted.class::isInstance)
                .count();
        assertEquals(3, accepted);
        assertEquals(3, sent.get());
        full(order(), "at most 3, this would be number 4");
        full(call(HOME), "this would be number 4");
    }

    @Test
    void aCallCountsUntilTheDayOfItsExchangeIsOver() {
        start(Duration.ZERO, 3);
        taken(call(HOME));
        taken(call(DOLLARS));
        taken(order());
        full(order(), "wait until the trading day ends, on Friday 00:00 (Eastern");
        full(call(HOME), "wait until the trading day ends, on Friday 00:00 (Eastern");
        fixture.time.advance(Duration.ofHours(4));
        taken(call(HOME));
        full(call(HOME), "wait until the trading day ends, on Saturday 00:00 (Korean");
        fixture.time.advance(Duration.ofHours(10));
        taken(order());
        taken(call(DOLLARS));
        taken(call(HOME));
        full(order(), "this would be number 4");
    }

    @Test
    void theirCountOutlivesTheProgramAndEndsWithTheirDays() {
        start(Duration.ZERO, 3);
        taken(call(HOME));
        taken(call(DOLLARS));
        taken(order());
        fixture.close();
        start(Duration.ofHours(3), 3);
        full(order(), "this would be number 4");
        full(call(DOLLARS), "this would be number 4");
        fixture.close();
        start(Duration.ofHours(4), 3);
        taken(call(HOME));
        full(order(), "this would be number 4");
        fixture.close();
        start(Duration.ofHours(14), 3);
        List<Violation> found = fixture.desk.check(DeskFixture.limitBuy(1, 71_900));
        assertEquals(List.of(), found, "midnight in Seoul");
        taken(call(HOME));
        taken(call(HOME));
        taken(order());
        full(call(HOME), "this would be number 4");
    }

    @Test
    void whatWasCountedBeforeItWasKnownWhereItIsTradedIsCountedAnew() {
        start(Duration.ZERO, 2);
        taken(call(DOLLARS));
        taken(order());
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ofHours(3));
        fixture.feed.known = false;
        fixture.setLimits(Map.of("daily.orders", "2"));
        fixture.desk.check(DeskFixture.limitBuy(1, 71_900));
        fixture.feed.known = true;
        full(order(), "this would be number 3; raise the limit, or wait until the trading day ends, on Friday 00:00 "
                + "(Eastern");
    }

    /** It is given back where it was taken, though meanwhile it is known that the day is another one. */
    @Test
    void whatWasTakenBeforeItWasKnownWhereItIsTradedIsGivenBack() {
        start(Duration.ZERO, 2);
        taken(order());
        fixture.feed.known = false;
        fixture.gateway.onCall(c -> {
            fixture.feed.known = true;
            return new OrderOutcome.NotSent("no line");
        });
        assertInstanceOf(OrderOutcome.NotSent.class, call(DOLLARS));
        taken(order());
        full(order(), "this would be number 3");
    }

    @Test
    void aCallThatWasNotSentGivesItsPlaceBack() {
        start(Duration.ZERO, 1);
        fixture.gateway.onCall(c -> {
            full(order(), "at most 1");
            return new OrderOutcome.NotSent("no line");
        });
        assertInstanceOf(OrderOutcome.NotSent.class, call(HOME));
        taken(order());
        full(call(HOME), "at most 1");
    }

    @Test
    void whatOnlyTakesBackHasNoPlaceAndGivesNoneBack() {
        start(Duration.ZERO, 1);
        taken(order());
        OrderCall cancel = new OrderCall(DeskFixture.PAPER, "order-rvsecncl", "cancel", "Cancel", Map.of(), true);
        taken(fixture.desk.place(cancel).outcome());
        fixture.gateway.onCall(c -> new OrderOutcome.NotSent("no line"));
        assertInstanceOf(OrderOutcome.NotSent.class, fixture.desk.place(cancel).outcome());
        full(order(), "this would be number 2");
    }
}
