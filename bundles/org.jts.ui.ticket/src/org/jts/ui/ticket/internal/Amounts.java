package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

import org.jts.api.order.OrderType;

/** What an order costs, and how much can be ordered. */
final class Amounts {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    /** Kept back for fees while no trade has shown what they are. */
    static final BigDecimal UNKNOWN_FEE = new BigDecimal("0.005");
    /** Kept back for market orders, whose price may move between looking and trading. */
    static final BigDecimal MARKET_MOVE = new BigDecimal("0.01");

    private Amounts() {
    }

    /**
     * @param percent of the buying power
     * @param price   at which it would be bought
     * @param fee     share of the value that is kept back
     * @return a multiple of the lot, 0 when not even one can be bought
     */
    static BigDecimal affordable(int percent, BigDecimal buyingPower, BigDecimal price, BigDecimal lot,
            BigDecimal fee) {
        if (price.signum() <= 0 || buyingPower.signum() <= 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal money = buyingPower.multiply(BigDecimal.valueOf(percent)).divide(HUNDRED);
        BigDecimal each = price.multiply(BigDecimal.ONE.add(fee)).multiply(lot);
        return money.divideToIntegralValue(each).multiply(lot);
    }

    /** @return a multiple of the lot */
    static BigDecimal share(int percent, BigDecimal sellable, BigDecimal lot) {
        return Steps.floor(sellable.multiply(BigDecimal.valueOf(percent)).divide(HUNDRED), lot);
    }

    /** @return what is kept back of buying power beside the value: fees, and for market orders a move of the price */
    static BigDecimal reserve(Optional<BigDecimal> feeRate, OrderType type) {
        BigDecimal fee = feeRate.orElse(UNKNOWN_FEE);
        return type.hasLimitPrice() ? fee : fee.add(MARKET_MOVE);
    }

    /** Whether the order is worth more than a tenth of what the account is worth. */
    static boolean isLarge(BigDecimal value, BigDecimal equity) {
        return value.multiply(BigDecimal.TEN).compareTo(equity) > 0;
    }

    /** @return {@code part} of {@code whole} in per cent, for display */
    static BigDecimal percent(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO
                : part.multiply(HUNDRED).divide(whole, MathContext.DECIMAL64).setScale(1, RoundingMode.HALF_UP);
    }
}
