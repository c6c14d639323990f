package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Execution;
import org.jts.api.order.Side;
import org.jts.trading.internal.journal.Entry;

/** What each account should hold: what the broker said last, and the trades that were counted since. Thread-safe. */
final class Holdings {

    /** One account. */
    private static final class Account {
        final Map<SymbolId, BigDecimal> positions = new HashMap<>();
        final Map<CurrencyCode, BigDecimal> cash = new HashMap<>();
        boolean known;
        long trades;
    }

    private final Map<AccountKey, Account> accounts = new HashMap<>();

    /** Takes what the journal has. */
    synchronized void restore(Entry.Held held) {
        set(account(held.account()), held);
    }

    /** What each account should hold now, as the journal remembers it. */
    synchronized List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        accounts.forEach((key, account) -> {
            if (account.known) {
                all.add(new Entry.Held(key, account.positions, account.cash));
            }
        });
        return all;
    }

    /** Counts a trade. */
    synchronized void traded(AccountKey key, Execution execution) {
        Account account = account(key);
        BigDecimal quantity = execution.side() == Side.BUY ? execution.quantity() : execution.quantity().negate();
        account.positions.merge(execution.symbol(), quantity, BigDecimal::add);
        account.cash.merge(execution.currency(), execution.cashEffect(), BigDecimal::add);
        account.trades++;
    }

    /** How many trades were counted in the account since the start. */
    synchronized long trades(AccountKey key) {
        return account(key).trades;
    }

    /**
     * Holds what the broker says against what was expected, and goes on with what the broker says.
     *
     * @return the differences, a sentence each; none the first time an account is seen
     */
    synchronized List<String> compare(Entry.Held told) {
        Account account = account(told.account());
        List<String> differences = new ArrayList<>();
        if (account.known) {
            Set<SymbolId> symbols = new TreeSet<>(account.positions.keySet());
            symbols.addAll(told.positions().keySet());
            symbols.forEach(s -> difference(T.format("holdings.position", s), account.positions.get(s),
                    told.positions().get(s))
                    .ifPresent(differences::add));
            Set<CurrencyCode> currencies = new TreeSet<>(account.cash.keySet());
            currencies.addAll(told.cash().keySet());
            currencies.forEach(c -> difference(T.format("holdings.cash", c), account.cash.get(c), told.cash().get(c))
                    .ifPresent(differences::add));
        }
        set(account, told);
        return differences;
    }

    static Entry.Held told(AccountKey key, List<Position> positions, List<Balance> balances) {
        Map<SymbolId, BigDecimal> quantities = new HashMap<>();
        positions.forEach(p -> quantities.merge(p.symbol(), p.quantity(), BigDecimal::add));
        Map<CurrencyCode, BigDecimal> cash = new HashMap<>();
        balances.forEach(b -> cash.put(b.currency(), b.cash()));
        return new Entry.Held(key, quantities, cash);
    }

    private static Optional<String> difference(String what, BigDecimal expected, BigDecimal found) {
        BigDecimal ours = expected == null ? BigDecimal.ZERO : expected;
        BigDecimal theirs = found == null ? BigDecimal.ZERO : found;
        return ours.compareTo(theirs) == 0 ? Optional.empty()
                : Optional.of(T.format("holdings.differs", what, ours.toPlainString(), theirs.toPlainString()));
    }

    private static void set(Account account, Entry.Held held) {
        account.known = true;
        account.positions.clear();
        account.positions.putAll(held.positions());
        account.cash.clear();
        account.cash.putAll(held.cash());
    }

    private Account account(AccountKey key) {
        return accounts.computeIfAbsent(key, k -> new Account());
    }
}
