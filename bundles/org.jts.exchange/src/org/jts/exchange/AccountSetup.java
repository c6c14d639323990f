package org.jts.exchange;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.market.SymbolId;

/**
 * An account and what it starts with.
 *
 * @param account  its master data
 * @param cash     per currency, 0 or more
 * @param holdings per symbol, 0 or more; valued at the previous close as their cost
 * @since 1.0
 */
public record AccountSetup(Account account, Map<CurrencyCode, BigDecimal> cash, Map<SymbolId, BigDecimal> holdings) {
    public AccountSetup {
        Objects.requireNonNull(account, "account");
        cash = Map.copyOf(cash);
        holdings = Map.copyOf(holdings);
    }

    /** A paper account with one currency. */
    public static AccountSetup paper(String id, String name, CurrencyCode currency, BigDecimal cash,
            boolean isDefault) {
        return new AccountSetup(new Account(new AccountId(id), name, AccountType.PAPER, currency, isDefault),
                Map.of(currency, cash), Map.of());
    }

    public AccountSetup withHoldings(Map<SymbolId, BigDecimal> newHoldings) {
        return new AccountSetup(account, cash, newHoldings);
    }
}
