package org.jts.trading.internal;

import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

/** An order that a broker gives a new number with each change stays one order, and each of its trades counts once. */
class ChainTest {

    private static final int CHANGES = 4;

    @Test
    void howeverTheReportsOfAChainComeItsTradesCountOnce() {
        for (int seed = 0; seed < 25; seed++) {
            trade(seed, true);
            trade(seed, false);
        }
    }

    private static void trade(int seed, boolean named) {
        Random random = new Random(seed);
        try (DeskFixture fixture = new DeskFixture()) {
            if (!named) {
                fixture.gateway.without(Feature.CLIENT_ORDER_ID);
            }
            fixture.gateway.onPlace(r -> accepted(fixture, "B0"));
            fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
            OrderRequest sent = fixture.gateway.placed().getFirst();
            String key = fixture.only().key();
            List<OrderEvent> late = new ArrayList<>();
            List<Execution> trades = new ArrayList<>();
            for (int change = 0; change <= CHANGES; change++) {
                String number = "B" + change;
                Execution trade = fixture.execution(sent, number, "E" + change, 2);
                trades.add(named ? trade : OrderDeskTest.anonymous(trade));
                OrderEvent report = filled(fixture, sent, number, 2 * (change + 1), trades.getLast(), named);
                late.add(report);
                late.add(report);
                if (random.nextBoolean()) {
                    fixture.gateway.send(report);
                }
                if (change < CHANGES) {
                    String next = "B" + (change + 1);
                    fixture.gateway.onModify(c -> accepted(fixture, next));
                    assertInstanceOf(OrderOutcome.Accepted.class,
                            fixture.desk.modify(key, dec(10), Optional.of(dec(71_800 - 100 * change))));
                }
            }
            Collections.shuffle(late, random);
            late.forEach(fixture.gateway::send);
            fixture.gateway.setExecutions(trades);
            fixture.reconnect();
            Await.until("filled", () -> fixture.only().order().status() == OrderStatus.FILLED);
            assertEquals(key, fixture.only().key());
            assertEquals(CHANGES + 1, fixture.only().executions().size());
            assertEquals(0, new BigDecimal(10).compareTo(Fills.quantity(fixture.only().executions())));
            assertEquals("B" + CHANGES, fixture.only().order().brokerOrderId().orElseThrow().value());
        }
    }

    private static OrderEvent filled(DeskFixture fixture, OrderRequest sent, String number, int filled, Execution trade,
            boolean named) {
        OrderStatus status = filled == 10 ? OrderStatus.FILLED : OrderStatus.PARTIAL;
        var order = fixture.reported(sent, number, status, filled);
        return new OrderEvent.Filled(named ? order : OrderDeskTest.anonymous(order), trade);
    }

    private static OrderOutcome accepted(DeskFixture fixture, String number) {
        return new OrderOutcome.Accepted(new BrokerOrderId(number), fixture.time.now());
    }
}
