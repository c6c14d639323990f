package org.jts.api.account;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The last known picture of one account.
 *
 * @param key       which
 * @param account   its master data
 * @param balances  one per currency, home currency first; empty until first read
 * @param positions held
 * @param asOf      when balances and positions were read; empty until first read
 * @param problem   why the newest read failed, when it did: the picture is then older than it should be
 * @since 1.0
 */
public record AccountSnapshot(AccountKey key, Account account, List<Balance> balances, List<Position> positions,
        Optional<Instant> asOf, Optional<String> problem) {
    public AccountSnapshot {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(account, "account");
        balances = List.copyOf(balances);
        positions = List.copyOf(positions);
        Objects.requireNonNull(asOf, "as of");
        Objects.requireNonNull(problem, "problem");
    }
}
