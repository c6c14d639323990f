package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;

/** Which accounts of real money may be traded in, for as long as the program runs. Thread-safe. */
final class LiveLocks {

    private final AccountBook accounts;
    private final EventLog events;
    private final Set<AccountKey> unlocked = ConcurrentHashMap.newKeySet();

    LiveLocks(AccountBook accounts, EventLog events) {
        this.accounts = accounts;
        this.events = events;
    }

    boolean isUnlocked(AccountKey key) {
        return unlocked.contains(key) || accounts.account(key).map(a -> a.account().type() == AccountType.PAPER)
                .orElse(false);
    }

    Optional<String> unlock(AccountKey key, String typedNumber) {
        Optional<AccountSnapshot> account = accounts.account(key);
        if (account.isEmpty()) {
            return Optional.of(T.format("check.account",
                    accounts.accounts(key.broker()).stream().map(a -> a.account().id()).toList(), key.account()));
        }
        if (!key.account().value().equals(typedNumber.strip())) {
            return Optional.of(T.format("lock.wrongNumber", key, typedNumber.strip()));
        }
        if (account.get().account().type() == AccountType.LIVE && unlocked.add(key)) {
            events.publish(Severity.WARNING, "trading", Optional.of(key.broker()),
                    T.format("lock.off", key),
                    T.get("lock.off.detail"));
        }
        return Optional.empty();
    }

    void lock(AccountKey key) {
        if (unlocked.remove(key)) {
            events.publish(Severity.INFO, "trading", Optional.of(key.broker()), T.format("lock.on", key),
                    T.get("lock.on.detail"));
        }
    }
}
