package org.jts.api.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class OrderValuesTest {

    private static final ClientOrderId ID = new ClientOrderId("c-1");
    private static final AccountId ACCOUNT = new AccountId("1");
    private static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");
    private static final Instant NOW = Instant.parse("2026-01-02T01:00:00Z");

    @Test
    void anOrderCarriesExactlyThePricesOfItsType() {
        for (OrderType type : OrderType.values()) {
            for (boolean limit : new boolean[] {false, true}) {
                for (boolean stop : new boolean[] {false, true}) {
                    Executable making = () -> request(type, limit, stop);
                    if (type.hasLimitPrice() == limit && type.hasStopPrice() == stop) {
                        assertEquals(type, request(type, limit, stop).type());
                    } else {
                        refused(type.name(), making);
                    }
                }
            }
        }
    }

    @Test
    void shortFormsMakeDayOrders() {
        assertEquals(TimeInForce.DAY, OrderRequest.market(ID, ACCOUNT, SAMSUNG, Side.BUY, dec(1)).timeInForce());
        assertEquals(Optional.of(dec(100)),
                OrderRequest.limit(ID, ACCOUNT, SAMSUNG, Side.SELL, dec(1), dec(100)).limitPrice());
        refused("quantity", () -> OrderRequest.market(ID, ACCOUNT, SAMSUNG, Side.BUY, dec(0)));
    }

    @Test
    void anOrderBeginsPendingAndMovesOnAsNewPictures() {
        Order order = Order.pending(OrderRequest.limit(ID, ACCOUNT, SAMSUNG, Side.BUY, dec(10), dec(100)), NOW);
        assertEquals(OrderStatus.PENDING, order.status());
        assertEquals(Optional.empty(), order.ref());
        Order named = order.withBrokerOrderId(new BrokerOrderId("B1"), NOW.plusSeconds(1))
                .withStatus(OrderStatus.ACCEPTED, NOW.plusSeconds(2), Optional.of("taken"));
        assertEquals("B1", named.ref().orElseThrow().brokerOrderId().value());
        assertEquals(dec(10), named.remaining());
        assertEquals(NOW.plusSeconds(2), named.updatedAt());
        assertEquals(NOW, named.createdAt());
    }

    @Test
    void anOrderIsNamedAndNeverFilledBeyondItsQuantity() {
        refused("neither", () -> order(Optional.empty(), 0));
        refused("at most 10", () -> order(Optional.of(ID), 11));
    }

    @Test
    void finalStatesAreNotOpen() {
        for (OrderStatus status : OrderStatus.values()) {
            assertEquals(!status.isOpen(), status.isFinal());
        }
        assertTrue(OrderStatus.UNKNOWN.isOpen());
        assertFalse(OrderStatus.EXPIRED.isOpen());
    }

    @Test
    void aTradeMovesCashByItsValueAndCosts() {
        assertEquals(dec(-1_003), execution(Side.BUY).cashEffect());
        assertEquals(dec(997), execution(Side.SELL).cashEffect());
        assertEquals(Side.SELL, Side.BUY.opposite());
        assertEquals(Side.BUY, Side.SELL.opposite());
    }

    @Test
    void outcomesAlwaysSayWhy() {
        refused("blank", () -> new OrderOutcome.Unknown(" "));
        refused("blank", () -> new OrderOutcome.NotSent(""));
        refused("blank", () -> new OrderOutcome.Rejected(RejectReason.OTHER, "", ""));
        OrderRef ref = new OrderRef(ACCOUNT, SAMSUNG, new BrokerOrderId("B1"), Optional.empty());
        refused("quantity", () -> new OrderChange(ref, dec(0), Optional.empty()));
        refused("limit price", () -> new OrderChange(ref, dec(1), Optional.of(dec(-1))));
    }

    private static OrderRequest request(OrderType type, boolean limit, boolean stop) {
        return new OrderRequest(ID, ACCOUNT, SAMSUNG, Side.BUY, type, TimeInForce.DAY, dec(1),
                limit ? Optional.of(dec(100)) : Optional.empty(), stop ? Optional.of(dec(90)) : Optional.empty());
    }

    private static Order order(Optional<ClientOrderId> id, long filled) {
        return new Order(id, Optional.empty(), ACCOUNT, SAMSUNG, Side.BUY, OrderType.MARKET, TimeInForce.DAY, dec(10),
                Optional.empty(), Optional.empty(), OrderStatus.PARTIAL, dec(filled), Optional.empty(), dec(0), NOW,
                NOW, Optional.empty());
    }

    private static Execution execution(Side side) {
        return new Execution(new ExecutionId("E1"), new BrokerOrderId("B1"), Optional.empty(), ACCOUNT, SAMSUNG, side,
                dec(10), dec(100), dec(1), dec(2), CurrencyCode.KRW, NOW);
    }

    private static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }

    private static void refused(String word, Executable making) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, making);
        assertTrue(e.getMessage().contains(word), e.getMessage());
    }
}
