package org.jts.ui.ticket.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;

import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final TickTable KRX = new TickTable(List.of(band("0", "1"), band("2000", "5"), band("5000", "10"),
            band("20000", "50"), band("50000", "100"), band("200000", "500"), band("500000", "1000")));

    @Test
    void aStepIsTheTickAtThePrice() {
        assertPrice("71300", "71200", 1);
        assertPrice("71100", "71200", -1);
        assertPrice("72200", "71200", 10);
    }

    @Test
    void aStepAcrossTheEdgeOfABandTakesTheTickOfEachSide() {
        assertPrice("50000", "49950", 1);
        assertPrice("50100", "50000", 1);
        assertPrice("49950", "50000", -1);
        assertPrice("50100", "49950", 2);
        assertPrice("49900", "50100", -3);
    }

    @Test
    void aPriceBetweenTwoStepsGoesToTheNextOneFirst() {
        assertPrice("71300", "71234", 1);
        assertPrice("71200", "71234", -1);
    }

    @Test
    void theLowestPriceIsOneTick() {
        assertPrice("1", "2", -5);
        assertPrice("1", "0", -1);
        assertPrice("1", "0", 1);
    }

    @Test
    void stepsThereAndBackEndWhereTheyBegan() {
        for (String price : List.of("1999", "2000", "4995", "20000", "199900", "200000", "499500", "500000")) {
            BigDecimal up = Steps.price(KRX, new BigDecimal(price), 7);
            assertEquals(0, new BigDecimal(price).compareTo(Steps.price(KRX, up, -7)), "from " + price);
        }
    }

    @Test
    void sharesAreSteppedByTheLot() {
        assertEquals(0, BigDecimal.TEN.compareTo(Steps.quantityStep(BigDecimal.TEN, new BigDecimal(500))));
        assertEquals(0, BigDecimal.ONE.compareTo(Steps.quantityStep(BigDecimal.ONE, BigDecimal.ZERO)));
    }

    @Test
    void fractionsAreSteppedByATenthOfTheirLeadingDigit() {
        BigDecimal lot = new BigDecimal("0.00000001");

        assertEquals(0, new BigDecimal("0.001").compareTo(Steps.quantityStep(lot, new BigDecimal("0.05"))));
        assertEquals(0, new BigDecimal("0.1").compareTo(Steps.quantityStep(lot, new BigDecimal("3.5"))));
        assertEquals(0, lot.compareTo(Steps.quantityStep(lot, lot)));
    }

    @Test
    void floorNeverGoesAboveAndStaysOnTheLot() {
        assertEquals(0, new BigDecimal("130").compareTo(Steps.floor(new BigDecimal("139.9"), BigDecimal.TEN)));
        assertEquals(0, BigDecimal.ZERO.compareTo(Steps.floor(new BigDecimal("9.99"), BigDecimal.TEN)));
    }

    private static void assertPrice(String expected, String from, int steps) {
        BigDecimal to = Steps.price(KRX, new BigDecimal(from), steps);
        assertEquals(0, new BigDecimal(expected).compareTo(to), "%s by %d steps was %s".formatted(from, steps, to));
    }

    private static Band band(String from, String tick) {
        return new Band(new BigDecimal(from), new BigDecimal(tick));
    }
}
