package org.jts.exchange.internal;

import java.math.BigDecimal;

import org.jts.api.CurrencyCode;

/**
 * In what amounts are counted.
 *
 * @param index of it in every array
 * @param code  of it
 * @param scale amounts are whole numbers of 10^-scale
 * @param unit  to whose multiples fees are rounded down, counted like amounts
 */
record Currency(int index, CurrencyCode code, int scale, long unit) {

    BigDecimal decimal(long amount) {
        return Exact.decimal(amount, scale);
    }

    long amount(BigDecimal value, String name) {
        try {
            return Exact.scaled(value, scale);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("%s: expected at most %s %s with at most %d decimals, was %s".formatted(
                    name, Text.number(decimal(Long.MAX_VALUE)), code, scale, Text.number(value)), e);
        }
    }
}
