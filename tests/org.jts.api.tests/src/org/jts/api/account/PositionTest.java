package org.jts.api.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Instant;

import org.jts.api.CurrencyCode;
import org.jts.api.market.SymbolId;
import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void gainIsTheDistanceFromTheAveragePrice() {
        Position position = position(100, 50_000, 52_500);
        assertEquals(dec(5_250_000), position.marketValue());
        assertEquals(dec(250_000), position.unrealizedPnl());
        assertEquals(0, dec(5).compareTo(position.unrealizedPnlPercent()));
    }

    @Test
    void aShortPositionGainsWhenThePriceFalls() {
        assertEquals(dec(250_000), position(-100, 52_500, 50_000).unrealizedPnl());
        assertEquals(1, position(-100, 52_500, 50_000).unrealizedPnlPercent().signum());
    }

    @Test
    void withoutCostThereIsNoPercentage() {
        assertEquals(BigDecimal.ZERO, position(100, 0, 50_000).unrealizedPnlPercent());
        assertEquals(BigDecimal.ZERO, position(0, 50_000, 50_000).unrealizedPnlPercent());
    }

    @Test
    void buyingPowerIsNeverNegative() {
        assertThrows(IllegalArgumentException.class, () -> new Balance(new AccountId("1"), CurrencyCode.KRW, dec(0),
                dec(-5), dec(-1), Instant.EPOCH));
    }

    private static Position position(long quantity, long average, long current) {
        return new Position(new AccountId("1"), SymbolId.parse("KRX:005930"), "삼성전자", CurrencyCode.KRW, dec(quantity),
                dec(quantity), dec(average), dec(current));
    }

    private static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }
}
