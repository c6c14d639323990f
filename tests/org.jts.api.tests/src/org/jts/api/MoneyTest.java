package org.jts.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;

import org.junit.jupiter.api.Test;

class MoneyTest {

    private static final Money TEN = Money.of(CurrencyCode.KRW, 10);

    @Test
    void amountsOfOneValueAreEqualHoweverTheyAreWritten() {
        assertEquals(TEN, new Money(CurrencyCode.KRW, new BigDecimal("10.000")));
        assertEquals(Money.zero(CurrencyCode.KRW), new Money(CurrencyCode.KRW, new BigDecimal("0.00")));
        assertEquals("10 KRW", new Money(CurrencyCode.KRW, new BigDecimal("1E+1")).toString());
    }

    @Test
    void arithmeticIsExact() {
        Money tenth = new Money(CurrencyCode.USD, new BigDecimal("0.1"));
        assertEquals(new Money(CurrencyCode.USD, new BigDecimal("0.3")), tenth.plus(tenth).plus(tenth));
        assertEquals(Money.of(CurrencyCode.KRW, -5), TEN.minus(Money.of(CurrencyCode.KRW, 15)));
        assertEquals(Money.of(CurrencyCode.KRW, -10), TEN.negate());
        assertTrue(TEN.compareTo(TEN.negate()) > 0);
    }

    @Test
    void currenciesAreNeverMixed() {
        Money dollars = Money.of(CurrencyCode.USD, 1);
        assertThrows(IllegalArgumentException.class, () -> TEN.plus(dollars));
        assertThrows(IllegalArgumentException.class, () -> TEN.minus(dollars));
        assertThrows(IllegalArgumentException.class, () -> TEN.compareTo(dollars));
    }
}
