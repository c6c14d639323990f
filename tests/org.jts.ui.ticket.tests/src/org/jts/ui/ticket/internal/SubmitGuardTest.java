package org.jts.ui.ticket.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.junit.jupiter.api.Test;

class SubmitGuardTest {
    private final AtomicLong nanos = new AtomicLong(5);
    private final SubmitGuard guard = new SubmitGuard(nanos::get);

    @Test
    void nothingIsTakenWhileAnOrderIsOnItsWay() {
        assertTrue(guard.begin(draft(10)));
        assertFalse(guard.begin(draft(10)));
        assertFalse(guard.begin(draft(11)));
        assertTrue(guard.isBusy());
    }

    @Test
    void theSameOrderIsNotTakenAgainWithinAMoment() {
        guard.begin(draft(10));
        guard.end();

        assertFalse(guard.begin(draft(10)));
        nanos.addAndGet(SubmitGuard.QUIET_NANOS);
        assertTrue(guard.begin(draft(10)));
    }

    @Test
    void anotherOrderIsTakenAtOnce() {
        guard.begin(draft(10));
        guard.end();

        assertTrue(guard.begin(draft(11)));
    }

    private static OrderDraft draft(long quantity) {
        return new OrderDraft(new AccountKey(new BrokerId("mock"), new AccountId("MOCK-001")),
                new SymbolId("KRX", "005930"), Side.BUY, OrderType.MARKET, TimeInForce.DAY,
                BigDecimal.valueOf(quantity), Optional.empty(), Optional.empty());
    }
}
