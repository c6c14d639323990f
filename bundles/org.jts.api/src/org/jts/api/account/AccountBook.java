package org.jts.api.account;

import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The accounts of all connected brokers with their last known balances and positions, read once for everybody: after a
 * connect, after every fill, on request, and periodically. A service; thread-safe; its getters read memory and may be
 * called on the UI thread.
 *
 * @since 1.0
 */
@ProviderType
public interface AccountBook {

    /** All known accounts, ordered by key. */
    List<AccountSnapshot> accounts();

    /** The accounts of one broker, the default one first. */
    List<AccountSnapshot> accounts(BrokerId broker);

    Optional<AccountSnapshot> account(AccountKey key);

    /** Asks for a fresh read of a broker's accounts in the background; returns at once. */
    void refresh(BrokerId broker);

    /** @param listener called after every change, on a thread of the book; it must return at once */
    Subscription listen(Runnable listener);
}
