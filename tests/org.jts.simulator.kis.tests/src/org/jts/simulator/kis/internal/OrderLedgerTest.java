package org.jts.simulator.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.order.Side;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

class OrderLedgerTest {

    private static final AccountId ACCOUNT = new AccountId("50012345-01");
    private static final Symbol SAMSUNG = new Symbol(new SymbolId("KRX", "005930"), "삼성전자", "KOSPI", Optional.empty(),
            CurrencyCode.KRW, ZoneId.of("Asia/Seoul"), TickTable.uniform(BigDecimal.TEN), BigDecimal.ONE,
            Optional.empty(), true);

    private final OrderLedger ledger = new OrderLedger();

    @Test
    void whatTheExchangeMayStillRefuseIsShownToNobody() {
        SimOrder refused = begin();
        assertEquals(List.of(), ledger.of(ACCOUNT));
        ledger.forget(OrderLedger.nameOf(refused), refused);
        SimOrder order = begin();
        ledger.confirm(order);
        assertEquals(List.of(order), ledger.of(ACCOUNT));
        SimOrder changed = replace(order);
        assertEquals(List.of(order), ledger.of(ACCOUNT));
        ledger.takeBack(changed, OrderLedger.nameOf(order));
        assertEquals(BigDecimal.TEN, order.rest());
        SimOrder again = replace(order);
        ledger.confirm(again);
        assertEquals(List.of(order, again), ledger.of(ACCOUNT));
    }

    private SimOrder begin() {
        return ledger.begin(ACCOUNT, SAMSUNG, Side.SELL, "00", BigDecimal.TEN, new BigDecimal("70000"),
                BigDecimal.ZERO, FakeTime.START);
    }

    private SimOrder replace(SimOrder order) {
        return ledger.replace(order, OrderLedger.nameOf(order), "00", order.rest(), new BigDecimal("71000"),
                FakeTime.START);
    }
}
