package org.jts.api.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;

import org.jts.api.market.TickTable.Band;
import org.junit.jupiter.api.Test;

class TickTableTest {

    /** The lower bands of the Korea Exchange. */
    private static final TickTable KRX = new TickTable(List.of(band(0, 1), band(2_000, 5), band(5_000, 10)));

    @Test
    void theTickIsThatOfTheBandOfThePrice() {
        assertEquals(dec(1), KRX.tickAt(dec(1_999)));
        assertEquals(dec(5), KRX.tickAt(dec(2_000)));
        assertEquals(dec(10), KRX.tickAt(dec(1_000_000)));
    }

    @Test
    void pricesAreRoundedToTheirNeighbours() {
        assertTrue(KRX.isOnTick(dec(2_005)));
        assertFalse(KRX.isOnTick(dec(2_003)));
        assertEquals(dec(2_000), KRX.roundDown(dec(2_003)));
        assertEquals(dec(2_005), KRX.roundUp(dec(2_003)));
        assertEquals(dec(2_005), KRX.roundUp(dec(2_005)));
    }

    @Test
    void stepsCrossTheEdgeOfABand() {
        assertEquals(dec(2_000), KRX.above(dec(1_999)));
        assertEquals(dec(2_005), KRX.above(dec(2_000)));
        assertEquals(dec(1_999), KRX.below(dec(2_000)));
        assertEquals(dec(4_995), KRX.below(dec(5_000)));
        assertEquals(dec(5_000), KRX.below(dec(5_010)));
        assertEquals(BigDecimal.ZERO, KRX.below(dec(1)));
        assertEquals(BigDecimal.ZERO, KRX.below(BigDecimal.ZERO));
    }

    @Test
    void everyStepUpAndDownReturnsToTheSamePrice() {
        for (BigDecimal price = dec(1); price.compareTo(dec(6_000)) < 0; price = KRX.above(price)) {
            assertEquals(0, price.compareTo(KRX.below(KRX.above(price))), price.toPlainString());
        }
    }

    @Test
    void fractionsAreExact() {
        TickTable cents = TickTable.uniform(new BigDecimal("0.01"));
        assertTrue(cents.isOnTick(new BigDecimal("0.07")));
        assertFalse(cents.isOnTick(new BigDecimal("0.075")));
    }

    @Test
    void aTableWithoutAFirstBandOrOutOfOrderIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TickTable(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new TickTable(List.of(band(1, 1))));
        assertThrows(IllegalArgumentException.class, () -> new TickTable(List.of(band(0, 1), band(0, 2))));
        assertThrows(IllegalArgumentException.class, () -> band(0, 0));
    }

    private static Band band(long from, long tick) {
        return new Band(dec(from), dec(tick));
    }

    private static BigDecimal dec(long value) {
        return BigDecimal.valueOf(value);
    }
}
