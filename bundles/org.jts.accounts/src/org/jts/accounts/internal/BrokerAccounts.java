package org.jts.accounts.internal;

import static org.jts.accounts.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Feature;
import org.jts.api.time.TimeSource;

/**
 * The accounts of one broker. They are read on a virtual thread, never by two at a time: who asks while a read is under
 * way causes one more after it.
 */
final class BrokerAccounts implements AutoCloseable {

    private static final Subscription NONE = () -> {
    };

    /** Who wants to know what comes of reading. */
    interface Observer {

        void onChanged();

        /** The broker was read; to be kept for a start without a line. At most one call at a time for a broker. */
        void onRead(BrokerConnection connection, List<AccountSnapshot> accounts);

        /** A read failed although the broker is connected. Once for each new reason. */
        void onProblem(BrokerConnection connection, String problem);
    }

    private final BrokerConnection connection;
    private final TimeSource time;
    private final Duration settle;
    private final Observer observer;
    private final Subscription periodic;
    private volatile List<AccountSnapshot> snapshots = List.of();
    /** Only touched by the read under way. */
    private final Map<AccountId, Subscription> orderEvents = new HashMap<>();
    private String lastProblem = "";
    /** All below guarded by this. */
    private boolean everRead;
    private Thread reader;
    private boolean again;
    private boolean closed;
    private Subscription settling = NONE;
    private boolean isSettling;

    BrokerAccounts(BrokerConnection connection, TimeSource time, Duration every, Duration settle, Observer observer) {
        this.connection = connection;
        this.time = time;
        this.settle = settle;
        this.observer = observer;
        this.periodic = time.scheduleWithFixedDelay("jts-accounts-" + connection.id(), every, () -> {
            if (connection.state().isConnected()) {
                read();
            }
        });
    }

    BrokerId id() {
        return connection.id();
    }

    /** The last known picture of each account, the default one first. */
    List<AccountSnapshot> snapshots() {
        return snapshots;
    }

    void stateChanged(ConnectionState state) {
        if (!snapshots.isEmpty()) {
            // That it was away is no reason any more; whether it can be read will be known in a moment.
            update(withProblem(snapshots, state.isConnected() ? Optional.empty() : Optional.of(notConnected(state))));
        }
        if (state.isConnected()) {
            read();
        }
    }

    /** Shows what was kept of an earlier run, until the broker has been read. */
    void restore(List<AccountSnapshot> kept) {
        ConnectionState state = connection.state();
        synchronized (this) {
            if (closed || everRead || kept.isEmpty()) {
                return;
            }
            snapshots = withProblem(kept, state.isConnected() ? Optional.empty() : Optional.of(notConnected(state)));
        }
        observer.onChanged();
    }

    /** Asks for a read in the background. */
    synchronized void read() {
        if (closed) {
            return;
        }
        if (reader != null) {
            again = true;
            return;
        }
        reader = Thread.ofVirtual().name("jts-accounts-" + connection.id()).start(this::readUntilDone);
    }

    @Override
    public void close() {
        periodic.close();
        synchronized (this) {
            closed = true;
            settling.close();
            if (reader != null) {
                reader.interrupt();
                return; // it closes the rest when it ends
            }
        }
        closeOrderEvents();
    }

    /** Something happened to an order: the account will have changed in a moment. */
    private synchronized void soon() {
        if (isSettling || closed) {
            return; // the read that is planned comes after this event too
        }
        isSettling = true;
        settling = time.schedule("jts-accounts-" + connection.id(), settle, () -> {
            synchronized (this) {
                isSettling = false;
            }
            read();
        });
    }

    private void readUntilDone() {
        do {
            try {
                readAll();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // A gateway whose answers break the rules of the records: what was known stays.
                failed(T.format("answer.unusable", e.getMessage()));
            }
        } while (goesOn());
    }

    private boolean goesOn() {
        boolean ends;
        boolean closes;
        synchronized (this) {
            ends = closed || !again;
            closes = closed;
            again = false;
            if (ends && !closed) {
                reader = null;
            }
        }
        if (closes) { // else whoever closes it from now on finds no reader, and does it
            closeOrderEvents();
        }
        return !ends;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void closeOrderEvents() {
        orderEvents.values().forEach(Subscription::close);
        orderEvents.clear();
    }

    private void readAll() throws InterruptedException {
        BrokerGateway gateway = connection.gateway();
        List<Account> accounts;
        try {
            accounts = gateway.accounts();
        } catch (BrokerException e) {
            failed(e.getMessage());
            return;
        }
        List<AccountSnapshot> fresh = new ArrayList<>();
        Optional<String> problem = Optional.empty();
        for (Account account : accounts) {
            listenToOrders(gateway, account.id());
            AccountSnapshot snapshot = readOne(gateway, account);
            problem = problem.or(snapshot::problem);
            fresh.add(snapshot);
        }
        forgetOthers(accounts);
        fresh.sort(Comparator.comparing((AccountSnapshot s) -> !s.account().isDefault())
                .thenComparing(AccountSnapshot::key));
        synchronized (this) {
            everRead = true;
        }
        update(fresh);
        report(problem.orElse(""));
        if (!isClosed()) {
            observer.onRead(connection, snapshots);
        }
    }

    private AccountSnapshot readOne(BrokerGateway gateway, Account account) throws InterruptedException {
        AccountKey key = new AccountKey(connection.id(), account.id());
        // Before the read: a fill during it may or may not be in the answer.
        Instant asOf = time.now();
        try {
            List<Balance> balances = gateway.balances(account.id());
            List<Position> positions = gateway.positions(account.id());
            return new AccountSnapshot(key, account, balances, positions, Optional.of(asOf), Optional.empty());
        } catch (BrokerException e) {
            Optional<AccountSnapshot> last = snapshots.stream().filter(s -> s.key().equals(key)).findFirst();
            return new AccountSnapshot(key, account, last.map(AccountSnapshot::balances).orElse(List.of()),
                    last.map(AccountSnapshot::positions).orElse(List.of()), last.flatMap(AccountSnapshot::asOf),
                    Optional.of(e.getMessage()));
        }
    }

    private void listenToOrders(BrokerGateway gateway, AccountId account) throws InterruptedException {
        if (orderEvents.containsKey(account) || !gateway.capabilities().has(Feature.ORDER_STREAM)) {
            return;
        }
        try {
            orderEvents.put(account, gateway.subscribeOrders(account, event -> soon()));
        } catch (BrokerException e) {
            // The periodic read stands in for the events, and tries to subscribe again.
            report(e.getMessage());
        }
    }

    private void forgetOthers(List<Account> accounts) {
        Set<AccountId> there = new HashSet<>();
        accounts.forEach(account -> there.add(account.id()));
        orderEvents.entrySet().removeIf(entry -> {
            boolean gone = !there.contains(entry.getKey());
            if (gone) {
                entry.getValue().close();
            }
            return gone;
        });
    }

    private void failed(String problem) {
        update(withProblem(snapshots, Optional.of(problem)));
        report(problem);
    }

    /** While the broker is away its connection says so; a reason of its own is news. */
    private void report(String problem) {
        boolean news = !problem.isEmpty() && !problem.equals(lastProblem);
        lastProblem = problem;
        if (news && connection.state().isConnected()) {
            observer.onProblem(connection, problem);
        }
    }

    private static List<AccountSnapshot> withProblem(List<AccountSnapshot> accounts, Optional<String> problem) {
        return accounts.stream().map(s -> new AccountSnapshot(s.key(), s.account(), s.balances(), s.positions(),
                s.asOf(), problem)).toList();
    }

    private void update(List<AccountSnapshot> fresh) {
        synchronized (this) {
            if (closed) {
                return;
            }
            snapshots = List.copyOf(fresh);
        }
        observer.onChanged();
    }

    private String notConnected(ConnectionState state) {
        return T.format("offline", connection.id(),
                state.detail().isEmpty() ? "" : ": " + state.detail());
    }
}
