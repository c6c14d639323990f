package org.jts.api;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An exact amount of money. Arithmetic never rounds, and never mixes currencies.
 * <p>
 * Two amounts are equal when their values are: {@code 1.0 KRW} equals {@code 1 KRW}.
 *
 * @param currency what the amount counts
 * @param amount   may be negative
 * @since 1.0
 */
public record Money(CurrencyCode currency, BigDecimal amount) implements Comparable<Money> {

    public Money {
        Objects.requireNonNull(currency, "currency");
        amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    public static Money of(CurrencyCode currency, long amount) {
        return new Money(currency, BigDecimal.valueOf(amount));
    }

    public static Money zero(CurrencyCode currency) {
        return new Money(currency, BigDecimal.ZERO);
    }

    public Money plus(Money other) {
        return new Money(currency, amount.add(same(other)));
    }

    public Money minus(Money other) {
        return new Money(currency, amount.subtract(same(other)));
    }

    public Money negate() {
        return new Money(currency, amount.negate());
    }

    /** @throws IllegalArgumentException when the currencies differ */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other));
    }

    private BigDecimal same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(
                    "money: expected an amount in %s, was in %s".formatted(currency, other.currency));
        }
        return other.amount;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }
}
