package org.jts.api.account;

import org.jts.api.internal.Check;

/**
 * The broker's own account number, as its customers write it ({@code 50012345-01}).
 *
 * @param value 1 to 40 characters
 * @since 1.0
 */
public record AccountId(String value) implements Comparable<AccountId> {
    public AccountId {
        Check.text(value, "account", 40);
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
