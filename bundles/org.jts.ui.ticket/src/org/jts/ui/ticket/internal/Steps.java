package org.jts.ui.ticket.internal;

import java.math.BigDecimal;

import org.jts.api.market.Symbol;
import org.jts.api.market.TickTable;

/** Where the steppers of price and quantity go. */
final class Steps {
    private Steps() {
    }

    /**
     * @param count steps up, or down when negative; a price between two steps goes to the next one first
     * @return a tradable price, never below the lowest one
     */
    static BigDecimal price(TickTable ticks, BigDecimal price, int count) {
        BigDecimal lowest = ticks.tickAt(BigDecimal.ZERO);
        BigDecimal at = price.max(BigDecimal.ZERO);
        for (int i = 0; i < Math.abs(count); i++) {
            if (count > 0) {
                at = ticks.isOnTick(at) ? ticks.above(at) : ticks.roundUp(at);
            } else {
                at = ticks.isOnTick(at) ? ticks.below(at) : ticks.roundDown(at);
            }
        }
        return at.max(lowest);
    }

    /** @return a multiple of the lot, never below 0 */
    static BigDecimal quantity(Symbol symbol, BigDecimal quantity, int count) {
        BigDecimal step = quantityStep(symbol.lotSize(), quantity);
        BigDecimal to = quantity.add(step.multiply(BigDecimal.valueOf(count)));
        return floor(to.max(BigDecimal.ZERO), symbol.lotSize());
    }

    /** One lot where lots are whole; where they are tiny fractions, a tenth of the quantity's leading digit. */
    static BigDecimal quantityStep(BigDecimal lot, BigDecimal quantity) {
        if (lot.compareTo(BigDecimal.ONE) >= 0) {
            return lot;
        }
        if (quantity.signum() <= 0) {
            return lot.max(new BigDecimal("0.001"));
        }
        BigDecimal stripped = quantity.stripTrailingZeros();
        int leading = stripped.precision() - stripped.scale() - 1;
        return BigDecimal.ONE.scaleByPowerOfTen(leading - 1).max(lot);
    }

    /** @return the highest multiple of {@code lot} that is not above {@code quantity} */
    static BigDecimal floor(BigDecimal quantity, BigDecimal lot) {
        return quantity.divideToIntegralValue(lot).multiply(lot);
    }
}
