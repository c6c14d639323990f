package org.jts.api.account;

import java.util.Objects;

import org.jts.api.CurrencyCode;
import org.jts.api.internal.Check;

/**
 * An account that a gateway may trade in.
 *
 * @param id        the broker's number
 * @param name      for people; 1 to 100 characters
 * @param type      paper or live
 * @param currency  its home currency
 * @param isDefault whether it is taken when the user names none; at most one per broker
 * @since 1.0
 */
public record Account(AccountId id, String name, AccountType type, CurrencyCode currency, boolean isDefault) {
    public Account {
        Objects.requireNonNull(id, "id");
        Check.text(name, "account name", 100);
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(currency, "currency");
    }
}
