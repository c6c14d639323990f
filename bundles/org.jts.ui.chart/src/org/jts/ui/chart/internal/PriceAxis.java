package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.market.TickTable;

/**
 * Finds prices worth a grid line: multiples of 1, 2 or 5 times a power of ten, and never finer than the price steps.
 */
final class PriceAxis {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal FIVE = BigDecimal.valueOf(5);
    private static final int MOST_LINES = 100;

    private PriceAxis() {
    }

    /**
     * @param low   lowest price seen
     * @param high  highest price seen, above {@code low}
     * @param lines how many lines there is room for
     * @return ascending, within low and high
     */
    static List<BigDecimal> lines(double low, double high, int lines, TickTable ticks) {
        if (!(high > low) || lines < 1 || !Double.isFinite(high - low)) {
            return List.of();
        }
        BigDecimal from = BigDecimal.valueOf(Math.max(0, low));
        BigDecimal step = step((high - low) / Math.min(lines, MOST_LINES)).max(ticks.tickAt(from));
        BigDecimal to = BigDecimal.valueOf(high);
        List<BigDecimal> result = new ArrayList<>();
        BigDecimal price = from.divide(step, 0, RoundingMode.CEILING).multiply(step);
        while (price.compareTo(to) <= 0 && result.size() <= MOST_LINES) {
            if (price.signum() > 0) {
                result.add(price);
            }
            price = price.add(step);
        }
        return result;
    }

    /** @return the smallest of 1, 2, 5, 10 … that is not below {@code least} */
    static BigDecimal step(double least) {
        BigDecimal wanted = new BigDecimal(least, MathContext.DECIMAL32);
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(least)));
        for (BigDecimal candidate : new BigDecimal[] { power, power.multiply(TWO), power.multiply(FIVE) }) {
            if (candidate.compareTo(wanted) >= 0) {
                return candidate;
            }
        }
        return power.scaleByPowerOfTen(1);
    }

    /** @return how many decimals prices around {@code price} have */
    static int decimals(TickTable ticks, BigDecimal price) {
        return Math.max(0, ticks.tickAt(price).stripTrailingZeros().scale());
    }
}
