package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import org.jts.api.CurrencyCode;
import org.jts.api.Money;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;
import org.junit.jupiter.api.Test;

class FormatsTest {

    @Test
    void thousandsAreSeparatedAndTrailingZerosLeftOut() {
        assertEquals("0", Formats.price(new BigDecimal("0.000")));
        assertEquals("999", Formats.price(new BigDecimal("999")));
        assertEquals("1,000", Formats.price(new BigDecimal("1E+3")));
        assertEquals("-1,234,567.5", Formats.price(new BigDecimal("-1234567.500")));
        assertEquals("0.00000001", Formats.quantity(new BigDecimal("0.00000001")));
    }

    @Test
    void aPriceHasTheDecimalsOfItsTick() {
        TickTable ticks = new TickTable(List.of(new Band(BigDecimal.ZERO, new BigDecimal("0.01")),
                new Band(new BigDecimal("100"), BigDecimal.ONE)));
        assertEquals("12.50", Formats.price(new BigDecimal("12.5"), ticks));
        assertEquals("71,200", Formats.price(new BigDecimal("71200.00"), ticks));
        assertEquals("100.5", Formats.price(new BigDecimal("100.5"), ticks));
    }

    @Test
    void moneyCarriesItsSignInFrontOfTheDigits() {
        assertEquals("₩52,340,000", Formats.money(Money.of(CurrencyCode.KRW, 52_340_000)));
        assertEquals("-₩1,000", Formats.money(Money.of(CurrencyCode.KRW, -1000)));
        assertEquals("$1,234.50", Formats.money(CurrencyCode.USD, new BigDecimal("1234.5")));
        assertEquals("0.5 BTC", Formats.money(new CurrencyCode("BTC"), new BigDecimal("0.50000000")));
        assertEquals("+₩2", Formats.signedMoney(CurrencyCode.KRW, new BigDecimal("1.5")));
        assertEquals("₩0", Formats.signedMoney(CurrencyCode.KRW, new BigDecimal("-0.4")));
    }

    @Test
    void changesAndPercentagesShowWhichWay() {
        assertEquals("+1,200", Formats.signed(new BigDecimal("1200")));
        assertEquals("-35", Formats.signed(new BigDecimal("-35")));
        assertEquals("0", Formats.signed(BigDecimal.ZERO));
        assertEquals("+1.23%", Formats.percent(new BigDecimal("1.234")));
        assertEquals("0.00%", Formats.percent(new BigDecimal("-0.001")));
        assertEquals("-1,000.00%", Formats.percent(new BigDecimal("-1000")));
    }

    @Test
    void theDateStandsThereWhenItIsNotToday() {
        Instant now = Instant.parse("2026-01-02T01:00:00Z");
        assertEquals("10:00:00", Formats.time(now, Formats.SEOUL, now));
        assertEquals("2026-01-01 23:59:59", Formats.time(Instant.parse("2026-01-01T14:59:59Z"), Formats.SEOUL, now));
        assertEquals("00:00:00", Formats.time(Instant.parse("2026-01-01T15:00:00Z"), Formats.SEOUL, now));
    }
}
