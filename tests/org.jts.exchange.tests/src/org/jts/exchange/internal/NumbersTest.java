package org.jts.exchange.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;

import org.jts.api.CurrencyCode;
import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void chanceIsSplitMixWithItsPublishedNumbers() {
        // Reference values of the algorithm's authors for the seed 1234567.
        Rng rng = new Rng(1_234_567);
        for (String expected : new String[] {"6457827717110365317", "3203168211198807973", "9817491932198370423",
            "4593380528125082431", "16408922859458223821"}) {
            assertEquals(expected, Long.toUnsignedString(rng.nextLong()));
        }
    }

    @Test
    void normalNumbersAreNormal() {
        Rng rng = new Rng(5);
        double sum = 0;
        double squares = 0;
        int within = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = rng.nextGaussian();
            sum += value;
            squares += value * value;
            within += Math.abs(value) < 1 ? 1 : 0;
        }
        assertEquals(0, sum / 100_000, 0.02);
        assertEquals(1, squares / 100_000, 0.02);
        assertEquals(0.6827, within / 100_000.0, 0.01);
    }

    @Test
    void boundedNumbersStayInBoundsAndReachThem() {
        Rng rng = new Rng(6);
        boolean[] seen = new boolean[7];
        for (int i = 0; i < 1_000; i++) {
            seen[rng.nextInt(7)] = true;
            double value = rng.nextDouble();
            assertTrue(value >= 0 && value < 1);
        }
        for (boolean one : seen) {
            assertTrue(one);
        }
    }

    @Test
    void streamsOfDifferentPurposesDiffer() {
        assertNotEquals(Rng.of(1, "path", 0).nextLong(), Rng.of(1, "flow", 0).nextLong());
        assertNotEquals(Rng.of(1, "path", 0).nextLong(), Rng.of(1, "path", 1).nextLong());
        assertNotEquals(Rng.of(1, "path", 0).nextLong(), Rng.of(2, "path", 0).nextLong());
        assertEquals(Rng.of(1, "path", 0).nextLong(), Rng.of(1, "path", 0).nextLong());
    }

    @Test
    void productsAreExactOrRefused() {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 10_000; i++) {
            long a = random.nextLong(1L << random.nextInt(1, 63));
            long b = random.nextLong(1L << random.nextInt(1, 40));
            long c = 1 + random.nextLong(1L << 40);
            BigInteger expected = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divide(BigInteger.valueOf(c));
            if (expected.bitLength() < 64) {
                assertEquals(expected.longValue(), Exact.mulDiv(a, b, c));
            } else {
                assertThrows(ArithmeticException.class, () -> Exact.mulDiv(a, b, c));
            }
        }
    }

    @Test
    void timesAndDecimalsGoThereAndBack() {
        Instant time = Instant.parse("1969-12-31T23:59:59.123456789Z");
        assertEquals(time, Exact.instant(Exact.nanos(time)));
        assertEquals(new BigDecimal("1.5"), Exact.decimal(150_000_000, 8));
        assertEquals(new BigDecimal("7"), Exact.decimal(700, 2));
        assertEquals(BigDecimal.ZERO, Exact.decimal(0, 8));
        assertEquals(1_500, Exact.scaled(new BigDecimal("1.5"), 3));
        assertThrows(ArithmeticException.class, () -> Exact.scaled(new BigDecimal("1.5"), 0));
    }

    @Test
    void numbersAreWrittenForPeople() {
        assertEquals("71,950", Text.number(new BigDecimal("71950")));
        assertEquals("-1,234,567.8901", Text.number(new BigDecimal("-1234567.89010")));
        assertEquals("0.00000001", Text.number(new BigDecimal("1e-8")));
        assertEquals("100", Text.number(new BigDecimal("1e2")));
        assertEquals("0", Text.number(new BigDecimal("0.000")));
        assertEquals("-100", Text.number(new BigDecimal("-100")));
    }

    @Test
    void timesAreWrittenInTheExchangesZone() {
        assertEquals("2026-01-02 09:05:07 Asia/Seoul",
                Text.time(Instant.parse("2026-01-02T00:05:07.9Z"), ZoneId.of("Asia/Seoul")));
    }

    @Test
    void anAmountMustBeWhole() {
        var won = new Currency(0, CurrencyCode.KRW, 0, 1);
        assertEquals(5, won.amount(new BigDecimal("5.0"), "cash"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> won.amount(new BigDecimal("0.5"), "cash"))
                .getMessage().contains("with at most 0 decimals, was 0.5"));
    }
}
