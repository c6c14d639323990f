package org.jts.api.store;

import java.util.Collection;
import java.util.List;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountSnapshot;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Accounts with their balances and positions on disk, so that a workstation that starts without a line still shows what
 * was known, and since when. A service; thread-safe; blocks on the disk: not for the UI thread. Each write is one
 * transaction.
 *
 * @since 1.1
 */
@ProviderType
public interface AccountStore {

    /**
     * Replaces the accounts of a broker. What went wrong with them ({@link AccountSnapshot#problem()}) is not kept.
     *
     * @param accounts of that broker, in the order in which they are given back
     */
    void saveAccounts(BrokerId broker, Collection<AccountSnapshot> accounts) throws StoreException;

    /** The accounts of a broker as last saved; empty when there are none. */
    List<AccountSnapshot> accounts(BrokerId broker) throws StoreException;
}
