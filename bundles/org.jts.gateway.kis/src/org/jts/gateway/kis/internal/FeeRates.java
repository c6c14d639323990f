package org.jts.gateway.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;

import org.jts.api.order.Side;

/**
 * What trading costs. The broker does not say it trade by trade, so that it is reckoned: each on the value of all
 * trades of an order so far, rounded down to the won, less what the trades before were given.
 *
 * @param commission part of the value, on both sides
 * @param tax        part of the value of sales; funds pay none
 */
record FeeRates(BigDecimal commission, BigDecimal tax) {

    /** @param value of all trades so far @return whole won */
    BigDecimal commission(BigDecimal value) {
        return value.multiply(commission).setScale(0, RoundingMode.DOWN);
    }

    BigDecimal tax(Side side, boolean fund, BigDecimal value) {
        return side == Side.BUY || fund ? BigDecimal.ZERO : value.multiply(tax).setScale(0, RoundingMode.DOWN);
    }
}
