package org.jts.accounts.internal;

import static org.jts.accounts.internal.Words.T;
import static org.osgi.service.component.annotations.ReferenceCardinality.OPTIONAL;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.store.AccountStore;
import org.jts.api.time.TimeSource;
import org.jts.concurrent.CoalescedSignal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** One {@link BrokerAccounts} per broker of the registry. */
@Component(immediate = true, configurationPid = AccountBookImpl.PID)
@Designate(ocd = AccountsConfig.class)
public final class AccountBookImpl implements AccountBook {

    static final String PID = "org.jts.accounts";
    private static final String SOURCE = "accounts";
    private static final int MAX_TEXT = 2000;

    private final TimeSource time;
    private final Duration every;
    private final Duration settle;
    private final Map<BrokerConnection, BrokerAccounts> brokers = new ConcurrentHashMap<>();
    private final Set<CoalescedSignal> listeners = ConcurrentHashMap.newKeySet();
    private final Subscription registry;
    private final Keeper keeper = new Keeper(this::store, this::publish);
    private volatile boolean closed;

    /** Absent while the store's bundle is; then nothing is kept, and nothing is there at a start without a line. */
    private volatile AccountStore store;

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC)
    private volatile EventLog eventLog;

    @Activate
    public AccountBookImpl(AccountsConfig config, @Reference BrokerRegistry registry, @Reference TimeSource time) {
        this.time = time;
        // Out of range would mean to ask a broker without pause, or never: take the nearest that is allowed.
        this.every = Duration.ofSeconds(Math.clamp(config.refresh_seconds(), 5, 86_400));
        this.settle = Duration.ofMillis(Math.clamp(config.settle_millis(), 1, 10_000));
        this.registry = registry.listen(new Brokers());
    }

    @Reference(cardinality = OPTIONAL, policy = DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void setStore(AccountStore newStore) {
        store = newStore;
        brokers.values().forEach(this::restore);
    }

    void unsetStore(AccountStore oldStore) {
        if (store == oldStore) {
            store = null;
        }
    }

    private AccountStore store() {
        return store;
    }

    /** In the background: the disk may take its time. */
    private void restore(BrokerAccounts accounts) {
        if (store != null) {
            Thread.ofVirtual().name("jts-accounts-restore").start(() -> accounts.restore(keeper.kept(accounts.id())));
        }
    }

    @Deactivate
    void close() {
        closed = true;
        registry.close();
        brokers.values().forEach(BrokerAccounts::close);
        brokers.clear();
        listeners.forEach(CoalescedSignal::close);
        listeners.clear();
        keeper.close();
    }

    @Override
    public List<AccountSnapshot> accounts() {
        return brokers.values().stream().flatMap(broker -> broker.snapshots().stream())
                .sorted(Comparator.comparing(AccountSnapshot::key)).toList();
    }

    @Override
    public List<AccountSnapshot> accounts(BrokerId broker) {
        return ofId(broker).map(BrokerAccounts::snapshots).orElse(List.of());
    }

    @Override
    public Optional<AccountSnapshot> account(AccountKey key) {
        for (AccountSnapshot snapshot : accounts(key.broker())) { // each order asks several times
            if (snapshot.key().equals(key)) {
                return Optional.of(snapshot);
            }
        }
        return Optional.empty();
    }

    @Override
    public void refresh(BrokerId broker) {
        ofId(broker).ifPresent(BrokerAccounts::read);
    }

    @Override
    public Subscription listen(Runnable listener) {
        CoalescedSignal signal = new CoalescedSignal("jts-accounts-listener", listener);
        listeners.add(signal);
        return () -> {
            listeners.remove(signal);
            signal.close();
        };
    }

    private Optional<BrokerAccounts> ofId(BrokerId id) {
        for (BrokerAccounts accounts : brokers.values()) {
            if (accounts.id().equals(id)) {
                return Optional.of(accounts);
            }
        }
        return Optional.empty();
    }

    private void changed() {
        listeners.forEach(CoalescedSignal::raise);
    }

    private void publish(Severity severity, Optional<BrokerId> broker, String text, String detail) {
        EventLog log = eventLog;
        if (log != null) {
            log.publish(severity, SOURCE, broker, text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT),
                    detail);
        }
    }

    /** Follows the registry: told in order, on one thread. */
    private final class Brokers implements RegistryListener, BrokerAccounts.Observer {

        @Override
        public void onAdded(BrokerConnection connection) {
            BrokerAccounts accounts = new BrokerAccounts(connection, time, every, settle, this);
            brokers.put(connection, accounts);
            if (closed) {
                onRemoved(connection); // the book was closed while this call was under way
                return;
            }
            restore(accounts);
            if (connection.state().isConnected()) {
                accounts.read();
            }
        }

        /** Keyed by connection, not by id: a late goodbye leaves the successor in place. */
        @Override
        public void onRemoved(BrokerConnection connection) {
            BrokerAccounts gone = brokers.remove(connection);
            if (gone != null) {
                gone.close();
                changed();
            }
        }

        @Override
        public void onStateChanged(BrokerConnection connection, ConnectionState state) {
            BrokerAccounts accounts = brokers.get(connection);
            if (accounts != null) {
                accounts.stateChanged(state);
            }
        }

        @Override
        public void onChanged() {
            changed();
        }

        @Override
        public void onRead(BrokerConnection connection, List<AccountSnapshot> accounts) {
            keeper.keep(connection.id(), accounts);
        }

        @Override
        public void onProblem(BrokerConnection connection, String problem) {
            publish(Severity.WARNING, Optional.of(connection.id()),
                    T.get("unreadable"),
                    problem + System.lineSeparator()
                            + T.get("unreadable.detail"));
        }
    }
}
