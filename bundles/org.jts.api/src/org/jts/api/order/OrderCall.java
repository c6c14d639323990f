package org.jts.api.order;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.internal.Check;

/**
 * An order in a broker's own words: a call of its interface that places, changes or cancels what no
 * {@link OrderRequest} can say, such as a sale on credit or a future. What it trades is not known here: of the limits
 * only those hold that need no symbol and no price.
 *
 * @param account  whose locks and limits hold
 * @param name     of the call at the broker, 1 to 100 characters
 * @param variant  which of its kinds, such as {@code buy}, at most 40 characters; empty where there is one
 * @param title    what it does, for people, 1 to 200 characters
 * @param fields   values by the broker's names, in order; nothing secret; at most 100, names of 1 to 100 and values of
 *                 at most 1,000 characters without control characters
 * @param isCancel whether it only takes back what is open: then nothing that guards new risk holds it back
 * @param currency in which it trades, so that it counts on the day of that exchange; empty for the account's home
 *                 currency, or where it is not known
 * @since 1.3
 */
public record OrderCall(AccountKey account, String name, String variant, String title, Map<String, String> fields,
        boolean isCancel, Optional<CurrencyCode> currency) {

    static final int MAX_NAME = 100;
    private static final int MAX_VARIANT = 40;
    static final int MAX_TITLE = 200;
    private static final int MAX_FIELDS = 100;
    private static final int MAX_VALUE = 1_000;

    public OrderCall {
        Objects.requireNonNull(account, "account");
        checkNames(name, variant, title);
        fields = Collections.unmodifiableMap(checked(fields));
        Objects.requireNonNull(currency, "currency");
    }

    /** What a call, and the form of one, is called. */
    static void checkNames(String name, String variant, String title) {
        Check.text(name, "name of the call", MAX_NAME);
        Objects.requireNonNull(variant, "variant");
        if (variant.length() > MAX_VARIANT) {
            throw new IllegalArgumentException("variant of the call: expected at most %d characters, was %d".formatted(
                    MAX_VARIANT, variant.length()));
        }
        Check.text(title, "title of the call", MAX_TITLE);
    }

    private static Map<String, String> checked(Map<String, String> fields) {
        if (fields.size() > MAX_FIELDS) {
            throw new IllegalArgumentException("fields of the call: expected at most %d, found %d".formatted(MAX_FIELDS,
                    fields.size()));
        }
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.forEach((name, value) -> {
            Check.text(name, "name of a field", MAX_NAME);
            if (value.length() > MAX_VALUE || (name + value).codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(("field %s: expected at most %d characters, none of them a control "
                        + "character, found %d").formatted(name.replaceAll("\\p{Cntrl}", "?"), MAX_VALUE,
                                value.length()));
            }
        });
        return all;
    }

    /** One that trades in the account's home currency. */
    public OrderCall(AccountKey account, String name, String variant, String title, Map<String, String> fields,
            boolean isCancel) {
        this(account, name, variant, title, fields, isCancel, Optional.empty());
    }

    /** Name and variant, as {@code order-credit buy}. */
    public String fullName() {
        return fullName(name, variant);
    }

    static String fullName(String name, String variant) {
        return variant.isEmpty() ? name : name + " " + variant;
    }
}
