package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jts.api.account.AccountId;
import org.jts.api.time.TimeSource;

/**
 * Holds new orders back until what the broker has was compared with what is known here. One per broker; an account at a
 * time opens. Thread-safe.
 */
final class Gate {

    private final TimeSource time;
    private final Set<AccountId> open = new HashSet<>();
    private String why = "";
    /** Completed with each change. */
    private CompletableFuture<Void> change = new CompletableFuture<>();

    Gate(TimeSource time) {
        this.time = time;
    }

    /** Closes it for all accounts. */
    void close() {
        synchronized (this) {
            open.clear();
            why = "";
        }
    }

    /** Orders and trades of the account were compared. */
    void open(AccountId account) {
        CompletableFuture<Void> told;
        synchronized (this) {
            open.add(account);
            told = change;
            change = new CompletableFuture<>();
        }
        told.complete(null);
    }

    /** It stays closed, because they could not be read. */
    synchronized void explain(String problem) {
        why = problem;
    }

    synchronized boolean isOpen(AccountId account) {
        return open.contains(account);
    }

    /**
     * Waits until the account's orders were compared.
     *
     * @return why they were not within the limit; empty when they were
     */
    Optional<String> await(AccountId account, Duration limit) {
        if (isOpen(account)) {
            return Optional.empty();
        }
        long end = time.nanoTime() + limit.toNanos();
        boolean isChanged = true;
        while (isChanged && !isOpen(account)) {
            isChanged = Waiting.until(time, "desk-gate", Duration.ofNanos(Math.max(0, end - time.nanoTime())),
                    changeUnless(account));
        }
        return isOpen(account) ? Optional.empty() : Optional.of(reason(account, limit));
    }

    private synchronized CompletableFuture<Void> changeUnless(AccountId account) {
        return open.contains(account) ? CompletableFuture.completedFuture(null) : change;
    }

    private synchronized String reason(AccountId account, Duration limit) {
        return T.format("gate.closed", account, limit.toSeconds(), why.isEmpty() ? "" : " (" + why + ")");
    }
}
