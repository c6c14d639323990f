package org.jts.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.SetupException;
import org.jts.api.limit.LimitException;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.RateWindow;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.junit.jupiter.api.Test;

class GatewayValuesTest {

    @Test
    void capabilitiesSayWhichTimesInForceGoWithWhichType() {
        Capabilities can = new Capabilities(Set.of(Feature.QUOTE), Map.of(OrderType.LIMIT, Set.of(TimeInForce.DAY)),
                Set.of(), OptionalInt.empty());
        assertTrue(can.has(Feature.QUOTE));
        assertFalse(can.has(Feature.CANDLES));
        assertTrue(can.takes(OrderType.LIMIT, TimeInForce.DAY));
        assertFalse(can.takes(OrderType.LIMIT, TimeInForce.FOK));
        assertFalse(can.takes(OrderType.MARKET, TimeInForce.DAY));
        assertFalse(Capabilities.none().has(Feature.QUOTE));
    }

    @Test
    void anOrderIsCalledByItsKind() {
        Capabilities can = new Capabilities(Set.of(), Map.of(), Set.of(), OptionalInt.empty(), List.of(
                kind("NXT-03", "NXT", "Best limit"), kind("NXT-00", "NXT", ""), kind("US-34", "", "LOC")));
        assertEquals("Limit", can.kind(order(Optional.empty())));
        assertEquals("Best limit · NXT", can.kind(order(Optional.of("NXT-03"))));
        assertEquals("Limit · NXT", can.kind(order(Optional.of("NXT-00"))), "a plain order that goes another way");
        assertEquals("LOC", can.kind(order(Optional.of("US-34"))));
        assertEquals("Limit · OLD-1", can.kind(order(Optional.of("OLD-1"))), "one that is not offered any more");
    }

    private static OrderInstruction kind(String code, String route, String name) {
        return new OrderInstruction(code, route, name, OrderType.LIMIT, TimeInForce.DAY, Set.of(Side.BUY),
                Set.of("KRX"));
    }

    private static Order order(Optional<String> instruction) {
        return Order.pending(new OrderRequest(new ClientOrderId("c"), new AccountId("a"), new SymbolId("KRX", "005930"),
                Side.BUY, OrderType.LIMIT, TimeInForce.DAY, BigDecimal.ONE, Optional.of(BigDecimal.TEN),
                Optional.empty(), instruction), Instant.EPOCH);
    }

    @Test
    void whetherARetryHelpsFollowsFromTheCategoryUnlessTheBrokerSaysMore() {
        assertTrue(new BrokerException(ErrorCategory.TIMEOUT, "no answer").isRetryable());
        assertFalse(new BrokerException(ErrorCategory.AUTHENTICATION, "bad key").isRetryable());
        BrokerException told = new BrokerException(ErrorCategory.RATE_LIMIT, "too fast", "EGW00201", true,
                Optional.of(Duration.ofSeconds(1)), null);
        assertEquals("EGW00201", told.brokerCode());
        assertEquals(Optional.of(Duration.ofSeconds(1)), told.retryAfter());
        assertEquals(ErrorCategory.RATE_LIMIT, told.category());
        Exception cause = new IllegalStateException("x");
        assertEquals(cause, new BrokerException(ErrorCategory.DATA, "unreadable", cause).getCause());
    }

    @Test
    void onlyTheConnectedPhaseIsConnected() {
        for (ConnectionPhase phase : ConnectionPhase.values()) {
            ConnectionState state =
                    new ConnectionState(phase, Cause.REQUESTED, "", Instant.EPOCH, 0, Optional.empty());
            assertEquals(phase == ConnectionPhase.CONNECTED, state.isConnected());
        }
    }

    @Test
    void aWindowHasPermitsAndAPeriodAndItsUseIsAShare() {
        RateWindow window = RateWindow.of(20, Duration.ofSeconds(1));
        assertEquals(0.8, new LimitUsage.WindowUsage(window, 16, 20).ratio(), 1e-9);
        assertThrows(IllegalArgumentException.class, () -> RateWindow.of(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> RateWindow.of(1, Duration.ZERO));
        LimitUsage usage = new LimitUsage(List.of(), Map.of(), 0, Duration.ZERO, Optional.empty(), 0,
                LimitUsage.Sharing.LOCAL);
        assertEquals(List.of(), usage.windows());
    }

    @Test
    void refusalsCarryTheirReason() {
        assertEquals(LimitException.Reason.QUEUE_FULL,
                new LimitException(LimitException.Reason.QUEUE_FULL, "100 wait").reason());
        assertEquals(Map.of("port", "expected 1 to 65535, was 0"),
                new SetupException("refused", Map.of("port", "expected 1 to 65535, was 0")).problems());
    }
}
