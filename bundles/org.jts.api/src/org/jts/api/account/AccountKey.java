package org.jts.api.account;

import java.util.Objects;

import org.jts.api.BrokerId;

/** An account of a configured broker: unique in a workstation. @since 1.0 */
public record AccountKey(BrokerId broker, AccountId account) implements Comparable<AccountKey> {
    public AccountKey {
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(account, "account");
    }

    @Override
    public int compareTo(AccountKey other) {
        int byBroker = broker.compareTo(other.broker);
        return byBroker != 0 ? byBroker : account.compareTo(other.account);
    }

    @Override
    public String toString() {
        return broker + "/" + account;
    }
}
