package org.jts.exchange;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

import org.jts.api.market.Candle;

/** Checks of settings; every message says what was expected and what was found. */
final class Checks {

    private Checks() {
    }

    static double within(double value, String name, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("%s: expected %s to %s, was %s".formatted(name, least, most, value));
        }
        return value;
    }

    static Duration positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("%s: expected a time above 0, was %s".formatted(name, value));
        }
        return value;
    }

    static BigDecimal positive(BigDecimal value, String name) {
        if (value.signum() <= 0) {
            throw new IllegalArgumentException(
                    "%s: expected a number above 0, was %s".formatted(name, value.toPlainString()));
        }
        return value;
    }

    static BigDecimal notNegative(BigDecimal value, String name) {
        if (value.signum() < 0) {
            throw new IllegalArgumentException(
                    "%s: expected 0 or more, was %s".formatted(name, value.toPlainString()));
        }
        return value;
    }

    static void ascending(List<Candle> candles) {
        for (int i = 1; i < candles.size(); i++) {
            if (!candles.get(i).openTime().isAfter(candles.get(i - 1).openTime())) {
                throw new IllegalArgumentException("candles: expected ascending open times, was %s after %s"
                        .formatted(candles.get(i).openTime(), candles.get(i - 1).openTime()));
            }
        }
    }
}
