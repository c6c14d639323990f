package org.jts.ui.orders.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.junit.jupiter.api.Test;

class OrderRulesTest {
    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final Instant NOON = Instant.parse("2024-03-15T03:00:00Z");
    private static final Symbol SAMSUNG = new Symbol(new SymbolId("KRX", "005930"), "삼성전자", "KOSPI",
            Optional.empty(), CurrencyCode.KRW, SEOUL, TickTable.uniform(new BigDecimal(100)), BigDecimal.TEN,
            Optional.empty(), true);

    @Test
    void openOrdersAreListedAsOpenAndToday() {
        DeskOrder old = order(OrderStatus.ACCEPTED, NOON.minusSeconds(86_400));

        assertTrue(OrderFilter.OPEN.accepts(old, NOON, SEOUL));
        assertTrue(OrderFilter.TODAY.accepts(old, NOON, SEOUL));
        assertTrue(OrderFilter.ALL.accepts(old, NOON, SEOUL));
    }

    @Test
    void todayBeginsAtMidnightOfTheExchange() {
        Instant midnight = Instant.parse("2024-03-14T15:00:00Z");

        assertTrue(OrderFilter.TODAY.accepts(order(OrderStatus.FILLED, midnight), NOON, SEOUL));
        assertFalse(OrderFilter.TODAY.accepts(order(OrderStatus.FILLED, midnight.minusMillis(1)), NOON, SEOUL));
        assertFalse(OrderFilter.OPEN.accepts(order(OrderStatus.CANCELLED, NOON), NOON, SEOUL));
    }

    @Test
    void aChangeWithinTheRulesIsLetThrough() {
        assertEquals(List.of(), problems(60, 71_000));
        assertEquals(List.of(), problems(50, 70_900));
    }

    @Test
    void aChangeThatChangesNothingIsNone() {
        assertEquals(1, problems(50, 71_000).size());
    }

    @Test
    void eachBrokenRuleIsSaid() {
        assertTrue(problems(55, 71_000).getFirst().contains("10"), "the lot");
        assertTrue(problems(20, 71_000).getFirst().contains("20"), "what is filled");
        assertTrue(problems(60, 71_050).getFirst().contains("71,100"), "the nearest price");
        assertEquals(2, ModifyRules.problems(order(OrderStatus.PARTIAL, NOON).order(), Optional.of(SAMSUNG),
                Optional.empty(), Optional.empty()).size());
    }

    private static List<String> problems(long quantity, long price) {
        return ModifyRules.problems(order(OrderStatus.PARTIAL, NOON).order(), Optional.of(SAMSUNG),
                Optional.of(BigDecimal.valueOf(quantity)), Optional.of(BigDecimal.valueOf(price)));
    }

    /** 50 at 71,000, of which 20 are filled. */
    private static DeskOrder order(OrderStatus status, Instant updated) {
        Order order = new Order(Optional.empty(), Optional.of(new BrokerOrderId("B1")), new AccountId("MOCK-001"),
                SAMSUNG.id(), Side.BUY, OrderType.LIMIT, TimeInForce.DAY, new BigDecimal(50),
                Optional.of(new BigDecimal(71_000)), Optional.empty(), status, new BigDecimal(20),
                Optional.of(new BigDecimal(71_000)), BigDecimal.ZERO, updated, updated, Optional.empty());
        return new DeskOrder("k", new BrokerId("mock"), order, List.of(), false);
    }
}
