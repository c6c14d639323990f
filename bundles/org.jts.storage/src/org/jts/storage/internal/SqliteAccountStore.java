package org.jts.storage.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.store.AccountStore;
import org.jts.api.store.StoreException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The accounts in the same file as the market's data. */
@Component
public final class SqliteAccountStore implements AccountStore {

    private final Database database;

    @Activate
    public SqliteAccountStore(@Reference OpenStore store) {
        this.database = store.database();
    }

    @Override
    public void saveAccounts(BrokerId broker, Collection<AccountSnapshot> accounts) throws StoreException {
        List<AccountSnapshot> copy = List.copyOf(accounts);
        database.write(connection -> {
            AccountTable.replace(connection, broker, copy);
            return Optional.of(copy.size());
        });
    }

    @Override
    public List<AccountSnapshot> accounts(BrokerId broker) throws StoreException {
        return database.read(connection -> AccountTable.find(connection, broker));
    }
}
