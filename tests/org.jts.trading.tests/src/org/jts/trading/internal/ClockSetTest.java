package org.jts.trading.internal;

import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This machine's clock is set back by an hour, at a broker whose clock goes on and that carries no names of ours. */
class ClockSetTest {

    private static final OrderOutcome LOST = new OrderOutcome.Unknown("no answer within 10 s");

    private final DeskFixture fixture = new DeskFixture();
    private final Instant brokers = fixture.time.now();
    private final Instant ours = brokers.minus(Duration.ofHours(1));

    @BeforeEach
    void nameless() {
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anOrderWithoutAnAnswerIsFoundByTheBrokersClock() {
        fixture.time.setWallClock(ours);
        OrderRequest first = place(1, new OrderOutcome.Accepted(new BrokerOrderId("B1"), ours));
        OrderRequest second = place(2, LOST);
        fixture.gateway.setOpenOrders(List.of(dated(first, "B1"), dated(second, "B2")));
        fixture.reconnect();
        Await.until("found", () -> fixture.desk.orders().size() == 2 && fixture.desk.orders().stream()
                .allMatch(o -> o.order().status() == OrderStatus.ACCEPTED));
        assertEquals(Optional.of(new BrokerOrderId("B2")), fixture.desk.orders().getLast().order().brokerOrderId());
    }

    @Test
    void aChangeWithoutAnAnswerIsFoundThoughTheOrderIsOfBefore() {
        OrderRequest sent = place(10, new OrderOutcome.Accepted(new BrokerOrderId("B1"), brokers));
        fixture.time.setWallClock(ours);
        fixture.gateway.onModify(c -> LOST);
        fixture.desk.modify(fixture.only().key(), dec(10), Optional.of(dec(71_800)));
        Execution e = fixture.execution(sent, "B2", "E1", 10);
        fixture.gateway.setExecutions(List.of(new Execution(e.id(), e.brokerOrderId(), Optional.empty(), e.account(),
                e.symbol(), e.side(), e.quantity(), dec(71_800), e.commission(), e.tax(), e.currency(), e.time())));
        Await.until("filled under its new number", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return fixture.desk.orders().size() == 1 && fixture.only().order().status() == OrderStatus.FILLED;
        });
        assertEquals(Optional.of(new BrokerOrderId("B2")), fixture.only().order().brokerOrderId());
    }

    private OrderRequest place(long quantity, OrderOutcome outcome) {
        fixture.gateway.onPlace(r -> outcome);
        fixture.desk.place(DeskFixture.limitBuy(quantity, 71_900));
        return fixture.gateway.placed().getLast();
    }

    /** As the broker lists it, by its own clock. */
    private Order dated(OrderRequest sent, String id) {
        fixture.time.setWallClock(brokers);
        Order listed = OrderDeskTest.anonymous(fixture.reported(sent, id, OrderStatus.ACCEPTED, 0));
        fixture.time.setWallClock(ours);
        return listed;
    }
}
