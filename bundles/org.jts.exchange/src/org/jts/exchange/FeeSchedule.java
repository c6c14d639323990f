package org.jts.exchange;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

/**
 * What trading costs, per market segment ({@link org.jts.api.market.Symbol#market()}).
 * <p>
 * Commission and tax are each taken on the value of all trades of an order so far, rounded down to
 * {@link #roundingUnit()} of the currency, less what the order paid before: in how many pieces an order fills makes no
 * difference to what it pays.
 * <p>
 * Defaults: share commission 0.015 % on both sides, as the online tariffs of Korean brokers have it. Taxes on sales of
 * 2026: KOSPI 0.05 % securities transaction tax and 0.15 % special tax for rural development, KOSDAQ 0.20 % securities
 * transaction tax, both 0.20 % together from 2026-01-01 on (ministry of finance, announced on 2025-12-01; it was
 * 0.15 % in 2025); KONEX 0.10 %; ETFs are free of it. Crypto 0.05 % on both sides, as Upbit charges in its KRW market.
 *
 * @param rates        by market segment
 * @param otherwise    for segments not named
 * @param roundingUnit to whose multiples amounts in KRW are rounded down: 1; other currencies are rounded to 10^-8
 * @since 1.0
 */
public record FeeSchedule(Map<String, Rates> rates, Rates otherwise, BigDecimal roundingUnit) {

    /**
     * Parts of the value of a trade: {@code 0.00015} is 0.015 %.
     *
     * @param buyCommission  0 to 0.1, at most eight decimals
     * @param sellCommission 0 to 0.1, at most eight decimals
     * @param sellTax        0 to 0.1, at most eight decimals
     */
    public record Rates(BigDecimal buyCommission, BigDecimal sellCommission, BigDecimal sellTax) {
        public Rates {
            rate(buyCommission, "buy commission");
            rate(sellCommission, "sell commission");
            rate(sellTax, "sell tax");
        }

        public static Rates of(String commission, String sellTax) {
            return new Rates(new BigDecimal(commission), new BigDecimal(commission), new BigDecimal(sellTax));
        }

        private static void rate(BigDecimal value, String name) {
            Objects.requireNonNull(value, name);
            if (value.signum() < 0 || value.compareTo(new BigDecimal("0.1")) > 0
                    || value.stripTrailingZeros().scale() > 8) {
                throw new IllegalArgumentException("%s: expected 0 to 0.1 with at most 8 decimals, was %s"
                        .formatted(name, value.toPlainString()));
            }
        }
    }

    public FeeSchedule {
        rates = Map.copyOf(rates);
        Objects.requireNonNull(otherwise, "otherwise");
        Checks.positive(roundingUnit, "rounding unit");
        if (roundingUnit.stripTrailingZeros().scale() > 8) {
            throw new IllegalArgumentException("rounding unit: expected at most 8 decimals, was " + roundingUnit);
        }
    }

    /** The defaults described above. */
    public static FeeSchedule korean2026() {
        return new FeeSchedule(Map.of("KOSPI", Rates.of("0.00015", "0.0020"), "KOSDAQ", Rates.of("0.00015", "0.0020"),
                "KONEX", Rates.of("0.00015", "0.0010"), "ETF", Rates.of("0.00015", "0"), "CRYPTO",
                Rates.of("0.0005", "0")), Rates.of("0.00015", "0.0020"), BigDecimal.ONE);
    }

    /** No fees, no taxes. */
    public static FeeSchedule free() {
        return new FeeSchedule(Map.of(), Rates.of("0", "0"), BigDecimal.ONE);
    }

    public Rates of(String market) {
        return rates.getOrDefault(market, otherwise);
    }
}
