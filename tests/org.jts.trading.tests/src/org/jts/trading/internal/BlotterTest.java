package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.testkit.Samples;
import org.jts.trading.internal.journal.Entry;
import org.junit.jupiter.api.Test;

/** What the journal is told of an order's pictures. */
class BlotterTest {

    private static final Instant AT = Instant.parse("2026-11-20T01:00:00Z");
    private static final Optional<BrokerOrderId> NUMBER = Optional.of(new BrokerOrderId("B1"));

    private final List<Entry> journal = new ArrayList<>();
    private final List<DeskOrder> told = new ArrayList<>();
    private final Blotter blotter = new Blotter(told::add, journal::add, System::nanoTime);
    private final Order placed = Order.pending(new OrderRequest(new ClientOrderId("c1"), Samples.ACCOUNT,
            Samples.SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, BigDecimal.TEN,
            Optional.of(Samples.dec(71_000)), Optional.empty()), AT);

    /** As a broker tells it whose clock is another one. */
    private Order reported(OrderStatus status, Optional<String> message, Duration ahead) {
        return new Order(placed.clientOrderId(), NUMBER, placed.account(), placed.symbol(), placed.side(),
                placed.type(), placed.timeInForce(), placed.quantity(), placed.limitPrice(), placed.stopPrice(), status,
                BigDecimal.ZERO, Optional.empty(), BigDecimal.ZERO, AT.plus(ahead), AT.plus(ahead), message);
    }

    private void accept() {
        blotter.add(Samples.BROKER, placed);
        blotter.accepted("c1", NUMBER.get(), AT.plusMillis(20));
        assertEquals(1, journal.size(), journal::toString);
    }

    @Test
    void thatTheBrokerTookItIsWrittenDownOnce() {
        accept();
        blotter.report(Samples.BROKER, reported(OrderStatus.ACCEPTED, Optional.empty(), Duration.ofMinutes(-3)));
        assertEquals(1, journal.size(), journal::toString);
        assertEquals(AT.minus(Duration.ofMinutes(3)), told.getLast().order().updatedAt(), "it is shown as told");
    }

    @Test
    void whatChangedIsWrittenDown() {
        accept();
        blotter.report(Samples.BROKER, reported(OrderStatus.ACCEPTED, Optional.of("partly hidden"), Duration.ZERO));
        blotter.report(Samples.BROKER, reported(OrderStatus.EXPIRED, Optional.of("nobody sold"), Duration.ZERO));
        List<OrderStatus> written = journal.stream().map(e -> ((Entry.Moved) e).order().status()).toList();
        assertEquals(List.of(OrderStatus.ACCEPTED, OrderStatus.ACCEPTED, OrderStatus.EXPIRED), written);
    }
}
