package org.jts.api;

import java.util.regex.Pattern;

import org.jts.api.internal.Check;

/**
 * A currency or crypto asset in which amounts are counted.
 *
 * @param value ISO 4217 code where there is one ({@code KRW}, {@code USD}), else the exchange's asset code
 *              ({@code USDT}, {@code BTC}); 2 to 12 upper-case letters and digits
 * @since 1.0
 */
public record CurrencyCode(String value) implements Comparable<CurrencyCode> {

    private static final Pattern FORM = Pattern.compile("[A-Z0-9]{2,12}");

    /** South Korean won. */
    public static final CurrencyCode KRW = new CurrencyCode("KRW");
    /** United States dollar. */
    public static final CurrencyCode USD = new CurrencyCode("USD");

    public CurrencyCode {
        Check.matches(value, "currency", FORM, "2 to 12 upper-case letters or digits such as KRW");
    }

    @Override
    public int compareTo(CurrencyCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
