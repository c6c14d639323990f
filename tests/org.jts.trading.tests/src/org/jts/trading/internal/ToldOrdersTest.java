package org.jts.trading.internal;

import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Verdict;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker without our names and without the times of trades filled an order whose answer was lost, while the program
 * was gone for long: what it tells of the order by its number says whether it is ours.
 */
class ToldOrdersTest {

    @TempDir
    Path data;
    private DeskFixture fixture;
    private Instant placedAt;

    @AfterEach
    void close() {
        fixture.close();
    }

    private void start(Duration later) {
        fixture = new DeskFixture(new FakeDataFolder(data), later);
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        fixture.gateway.onPlace(r -> new OrderOutcome.Unknown("no answer within 10 s"));
    }

    /** Places an order that nobody answers, and starts again an hour later. */
    private OrderRequest lose() {
        start(Duration.ZERO);
        placedAt = fixture.time.now();
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest lost = fixture.gateway.placed().getFirst();
        fixture.close();
        start(Duration.ofHours(1));
        return lost;
    }

    /** The broker lists a trade, dated when it is read, and tells what was ordered. */
    private void lists(OrderRequest request, String number, long price, Instant placed) {
        Execution e = fixture.execution(request, number, number + "#10", 10);
        fixture.gateway.setExecutions(List.of(new Execution(e.id(), e.brokerOrderId(), Optional.empty(), e.account(),
                e.symbol(), e.side(), e.quantity(), dec(71_000), e.commission(), e.tax(), e.currency(), e.time())));
        fixture.gateway.setTold(List.of(new Order(Optional.empty(), Optional.of(new BrokerOrderId(number)),
                request.account(), request.symbol(), request.side(), request.type(), request.timeInForce(),
                request.quantity(), Optional.of(dec(price)), Optional.empty(), OrderStatus.FILLED, request.quantity(),
                Optional.of(dec(71_000)), BigDecimal.TEN, placed, fixture.time.now(), Optional.empty())));
    }

    private void awaitOrders(int count) {
        Await.until("taken over", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.desk.orders().size() == count
                    && fixture.desk.orders().stream().anyMatch(o -> o.order().status() == OrderStatus.FILLED);
        });
    }

    @Test
    void anOrderThatFilledWhileTheProgramWasGoneIsFoundByWhatTheBrokerTellsOfIt() {
        OrderRequest lost = lose();
        lists(lost, "B7", 71_900, Instant.ofEpochSecond(placedAt.getEpochSecond()));
        awaitOrders(1);
        DeskOrder ours = fixture.only();
        assertEquals(Optional.of(new BrokerOrderId("B7")), ours.order().brokerOrderId());
        assertEquals(1, ours.executions().size());
        assertEquals(0, dec(10).compareTo(ours.order().filledQuantity()));
        assertTrue(!ours.foreign(), ours::toString);
    }

    @Test
    void oneThatWasOrderedAtAnotherPriceIsSomebodyElses() {
        OrderRequest lost = lose();
        lists(lost, "B7", 72_000, placedAt);
        awaitOrders(2);
        assertUnknownBeside(dec(72_000));
    }

    /** Looks again and again, as time goes by, until B7 is named as what ours may be. */
    private void awaitNamed(OrderRequest lost) {
        String key = lost.clientOrderId().value();
        Await.until("named", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.desk.order(key).orElseThrow().order().message().orElse("").contains("B7");
        });
    }

    @Test
    void oneThatWasOrderedLaterIsNamedAsWhatOursMayBeAndAPersonSays() {
        OrderRequest lost = lose();
        lists(lost, "B7", 71_900, placedAt.plus(Duration.ofMinutes(30)));
        awaitOrders(2);
        assertUnknownBeside(dec(71_900));
        awaitNamed(lost);
        assertEquals(Optional.empty(), fixture.desk.settle(lost.clientOrderId().value(),
                new Verdict.Arrived(new BrokerOrderId("B7"))));
        assertEquals(1, fixture.only().executions().size());
    }

    /** As by a broker whose clock is behind, of which nothing is known yet. */
    @Test
    void oneThatIsDatedBeforeOursAndBecameKnownBehindItIsNamedToo() {
        OrderRequest lost = lose();
        lists(lost, "B7", 71_900, placedAt.minus(Duration.ofMinutes(30)));
        awaitOrders(2);
        assertUnknownBeside(dec(71_900));
        awaitNamed(lost);
    }

    @Test
    void oneThatWasKnownBeforeOursWasPlacedIsSomebodyElses() {
        OrderRequest lost = lose();
        DeskOrder ours = new DeskOrder("ours", DeskFixture.PAPER.broker(), fixture.only().order(), List.of(), false);
        Order early = OrderDeskTest.anonymous(fixture.reported(lost, "B7", OrderStatus.ACCEPTED, 0));
        DeskOrder stranger = new DeskOrder("stranger", ours.broker(), new Order(early.clientOrderId(),
                early.brokerOrderId(), early.account(), early.symbol(), early.side(), early.type(),
                early.timeInForce(), early.quantity(), early.limitPrice(), early.stopPrice(), early.status(),
                early.filledQuantity(), early.averagePrice(), early.fees(), placedAt.minus(Duration.ofMinutes(30)),
                early.updatedAt(), early.message()), List.of(), true);
        Matcher matcher = new Matcher(o -> false, at -> at);
        assertEquals(Map.of(), matcher.match(List.of(ours), List.of(stranger), s -> false, List.of("stranger", "ours"))
                .doubts());
        assertEquals(Map.of("ours", List.of(stranger)), matcher.match(List.of(ours), List.of(stranger), s -> false,
                List.of("ours", "stranger")).doubts());
    }

    @Test
    void oneThatWasOrderedMuchLaterIsSomebodyElses() {
        OrderRequest lost = lose();
        lists(lost, "B7", 71_900, placedAt.plus(Duration.ofMinutes(61)));
        awaitOrders(2);
        assertUnknownBeside(dec(71_900));
        assertTrue(!fixture.desk.order(lost.clientOrderId().value()).orElseThrow().order().message().orElse("")
                .contains("B7"), () -> fixture.desk.orders().toString());
    }

    private void assertUnknownBeside(BigDecimal price) {
        fixture.time.advance(Duration.ofMinutes(5));
        DeskOrder ours = fixture.desk.orders().stream().filter(o -> !o.foreign()).findFirst().orElseThrow();
        DeskOrder other = fixture.desk.orders().stream().filter(DeskOrder::foreign).findFirst().orElseThrow();
        assertEquals(OrderStatus.UNKNOWN, ours.order().status());
        assertEquals(Optional.of(price), other.order().limitPrice(), "shown as it was ordered");
        assertEquals(1, other.executions().size());
    }
}
