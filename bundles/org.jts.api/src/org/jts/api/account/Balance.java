package org.jts.api.account;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

import org.jts.api.CurrencyCode;
import org.jts.api.internal.Check;

/**
 * What an account holds in one currency.
 *
 * @param account     whose
 * @param currency    of all amounts here
 * @param totalEquity cash plus the market value of all positions counted in this currency
 * @param cash        money in the account, what is reserved for open orders included; may be negative on margin
 * @param buyingPower what can be spent on new orders now, fees included; 0 or more
 * @param asOf        when this was true
 * @since 1.0
 */
public record Balance(AccountId account, CurrencyCode currency, BigDecimal totalEquity, BigDecimal cash,
        BigDecimal buyingPower, Instant asOf) {
    public Balance {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(currency, "currency");
        Objects.requireNonNull(totalEquity, "total equity");
        Objects.requireNonNull(cash, "cash");
        Check.notNegative(buyingPower, "buying power");
        Objects.requireNonNull(asOf, "as of");
    }
}
