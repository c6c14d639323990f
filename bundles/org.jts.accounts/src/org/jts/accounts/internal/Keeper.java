package org.jts.accounts.internal;

import static org.jts.accounts.internal.Words.T;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.event.Severity;
import org.jts.api.store.AccountStore;
import org.jts.api.store.StoreException;
import org.jts.concurrent.CoalescedSignal;

/**
 * Keeps the newest picture of each broker's accounts in the store, on a thread of its own: who reads never waits for
 * the disk, and of pictures that come faster than it writes only the newest is written.
 */
final class Keeper implements AutoCloseable {

    /** Where it says what went wrong. */
    interface Notices {
        void publish(Severity severity, Optional<BrokerId> broker, String text, String detail);
    }

    private final Supplier<AccountStore> store;
    private final Notices notices;
    private final CoalescedSignal writer = new CoalescedSignal("jts-accounts-keeper", this::write);
    private final Map<BrokerId, List<AccountSnapshot>> waiting = new HashMap<>();
    /** Writer only: one notice for one kind of trouble. */
    private String complaint = "";

    /** @param store gives null while there is none: then nothing is kept */
    Keeper(Supplier<AccountStore> store, Notices notices) {
        this.store = store;
        this.notices = notices;
    }

    void keep(BrokerId broker, List<AccountSnapshot> accounts) {
        synchronized (waiting) {
            waiting.put(broker, accounts);
        }
        writer.raise();
    }

    /** What was kept of a broker; none when nothing was, or it cannot be read. Blocks on the disk. */
    List<AccountSnapshot> kept(BrokerId broker) {
        AccountStore from = store.get();
        if (from == null) {
            return List.of();
        }
        try {
            return from.accounts(broker);
        } catch (StoreException e) {
            notices.publish(Severity.WARNING, Optional.of(broker), T.get("kept.unreadable"), e.getMessage());
            return List.of();
        }
    }

    private void write() {
        Map<BrokerId, List<AccountSnapshot>> pictures;
        synchronized (waiting) {
            pictures = Map.copyOf(waiting);
            waiting.clear();
        }
        AccountStore to = store.get();
        if (to != null) {
            pictures.forEach((broker, accounts) -> write(to, broker, accounts));
        }
    }

    private void write(AccountStore to, BrokerId broker, List<AccountSnapshot> accounts) {
        try {
            to.saveAccounts(broker, accounts);
            complaint = "";
        } catch (StoreException e) {
            if (!complaint.equals(e.getMessage())) {
                complaint = e.getMessage();
                notices.publish(Severity.WARNING, Optional.of(broker), T.get("kept.unwritable"), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
