package org.jts.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;

/** Shows the snapshots that the test puts in. */
public final class FakeAccountBook implements AccountBook {

    private final Map<AccountKey, AccountSnapshot> snapshots = new ConcurrentSkipListMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final List<BrokerId> refreshed = new CopyOnWriteArrayList<>();

    public void put(AccountSnapshot snapshot) {
        snapshots.put(snapshot.key(), snapshot);
        listeners.forEach(Runnable::run);
    }

    /** The brokers for which a refresh was asked, in order. */
    public List<BrokerId> refreshed() {
        return List.copyOf(refreshed);
    }

    @Override
    public List<AccountSnapshot> accounts() {
        return List.copyOf(snapshots.values());
    }

    @Override
    public List<AccountSnapshot> accounts(BrokerId broker) {
        return snapshots.values().stream().filter(s -> s.key().broker().equals(broker)).toList();
    }

    @Override
    public Optional<AccountSnapshot> account(AccountKey key) {
        return Optional.ofNullable(snapshots.get(key));
    }

    @Override
    public void refresh(BrokerId broker) {
        refreshed.add(broker);
    }

    @Override
    public Subscription listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
