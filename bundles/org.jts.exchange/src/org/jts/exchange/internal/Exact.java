package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** Whole-number arithmetic that is either right or an {@link ArithmeticException}. */
final class Exact {

    private static final long BILLION = 1_000_000_000L;

    private Exact() {
    }

    /** @return floor(a * b / divisor); all not negative, divisor positive */
    static long mulDiv(long a, long b, long divisor) {
        long low = a * b;
        if (low >= 0 && Math.multiplyHigh(a, b) == 0) {
            return divisor == 1 ? low : low / divisor;
        }
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divide(BigInteger.valueOf(divisor))
                .longValueExact();
    }

    static long powerOfTen(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power = Math.multiplyExact(power, 10L);
        }
        return power;
    }

    /** @return {@code value} in units of 10^-scale; throws when it is no whole number of them */
    static long scaled(BigDecimal value, int scale) {
        return value.scaleByPowerOfTen(scale).longValueExact();
    }

    /** @return {@code value} times 10^-scale, without zeros behind the point */
    static BigDecimal decimal(long value, int scale) {
        long digits = value;
        int decimals = scale;
        while (decimals > 0 && digits % 10 == 0) {
            digits /= 10;
            decimals--;
        }
        return BigDecimal.valueOf(digits, decimals);
    }

    static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), BILLION), time.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
    }
}
