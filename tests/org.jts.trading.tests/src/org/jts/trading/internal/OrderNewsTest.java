package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;

class OrderNewsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T01:00:00Z");

    private final OrderNews news = new OrderNews();

    @Test
    void ordersAreToldInTheOrderOfTheirFirstChangeEachAsItStands() {
        news.put(order("a", OrderStatus.PENDING));
        news.put(order("b", OrderStatus.PENDING));
        news.put(order("a", OrderStatus.ACCEPTED));
        assertEquals(order("a", OrderStatus.ACCEPTED), news.poll());
        assertEquals("b", news.poll().key());
        assertNull(news.poll());
    }

    @Test
    void slowListenersMakeItNoLongerThanThereAreOrders() {
        for (int i = 0; i < 100_000; i++) {
            news.put(order("o" + i % 3, OrderStatus.ACCEPTED));
        }
        assertEquals(3, news.size());
    }

    private static DeskOrder order(String key, OrderStatus status) {
        Order order = Order.pending(OrderRequest.market(new ClientOrderId(key), Samples.ACCOUNT, Samples.SAMSUNG,
                Side.BUY, BigDecimal.TEN), NOW).withStatus(status, NOW, Optional.empty());
        return new DeskOrder(key, DeskFixture.PAPER.broker(), order, List.of(), false);
    }
}
