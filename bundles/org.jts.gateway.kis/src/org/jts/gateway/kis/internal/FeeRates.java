package org.jts.gateway.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jts.api.order.Side;

/**
 * What trading costs. The broker does not say it trade by trade, so that it is reckoned: each on the value of all
 * trades of an order so far, rounded down to the won, less what the trades before were given.
 *
 * @param commission part of the value, on both sides
 * @param tax        part of the value of sales of Korean shares; funds pay none
 * @param us         part of the value of trades in the United States, on both sides
 */
record FeeRates(BigDecimal commission, BigDecimal tax, BigDecimal us) {

    /** Dollars are not rounded to cents: what is reckoned for a trade shall not depend on how many there were. */
    private static final int DOLLAR_DECIMALS = 8;

    /** @param value of all trades so far @return whole won, or dollars */
    BigDecimal commission(boolean dollars, BigDecimal value) {
        return dollars ? KnownOrder.plain(value.multiply(us).setScale(DOLLAR_DECIMALS, RoundingMode.DOWN))
                : value.multiply(commission).setScale(0, RoundingMode.DOWN);
    }

    BigDecimal tax(Side side, boolean fund, BigDecimal value) {
        return side == Side.BUY || fund ? BigDecimal.ZERO : value.multiply(tax).setScale(0, RoundingMode.DOWN);
    }
}
