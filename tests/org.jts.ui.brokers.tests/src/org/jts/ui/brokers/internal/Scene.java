package org.jts.ui.brokers.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.connection.SetupException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeDesk;
import org.jts.testkit.FakeOrderLimits;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;

/** Brokers in whatever state a test wants to look at. */
final class Scene {
    final FakeTime time = new FakeTime();
    final Registry registry = new Registry();
    final FakeAccountBook accounts = new FakeAccountBook();
    final Setup setup = new Setup();
    final FakeRequestLimiters limiters = new FakeRequestLimiters();

    final FakeDesk desk = new FakeDesk();
    final FakeOrderLimits orderLimits = new FakeOrderLimits();

    BrokersView.Desk desk() {
        return new BrokersView.Desk(registry, accounts, setup, time, limiters::limiters,
                broker -> Optional.empty(), () -> Optional.of(desk), () -> Optional.of(orderLimits));
    }

    Connection broker(String id, String name, ConnectionState state) {
        Connection connection = new Connection(new BrokerId(id), name, state);
        registry.brokers.put(connection.id(), connection);
        registry.listeners.forEach(it -> it.onAdded(connection));
        return connection;
    }

    ConnectionState state(ConnectionPhase phase, Cause cause, String detail) {
        return new ConnectionState(phase, cause, detail, time.now(), 0, Optional.empty());
    }

    ConnectionState retrying(int seconds, String detail) {
        return new ConnectionState(ConnectionPhase.RECONNECTING, Cause.NETWORK, detail, time.now(), 2,
                Optional.of(time.now().plusSeconds(seconds)));
    }

    void account(String broker, String number, String name, AccountType type, boolean isDefault, long equity,
            Optional<String> problem) {
        AccountId id = new AccountId(number);
        Instant now = time.now();
        BigDecimal amount = BigDecimal.valueOf(equity);
        accounts.put(new AccountSnapshot(new AccountKey(new BrokerId(broker), id),
                new Account(id, name, type, CurrencyCode.KRW, isDefault),
                List.of(new Balance(id, CurrencyCode.KRW, amount, amount, amount, now)), List.of(), Optional.of(now),
                problem));
    }

    /** A limit of a second, of which so much is used. */
    FakeRequestLimiter limit(String broker, int permits, int used) {
        return limiters.put(new BrokerId(broker), broker + "/key", FakeRequestLimiter.perSecond(broker, permits))
                .used(used);
    }

    static final class Registry implements BrokerRegistry {
        final Map<BrokerId, BrokerConnection> brokers = new TreeMap<>();
        final List<RegistryListener> listeners = new CopyOnWriteArrayList<>();

        @Override
        public List<BrokerConnection> brokers() {
            return List.copyOf(brokers.values());
        }

        @Override
        public Optional<BrokerConnection> broker(BrokerId id) {
            return Optional.ofNullable(brokers.get(id));
        }

        @Override
        public Subscription listen(RegistryListener listener) {
            listeners.add(listener);
            brokers.values().forEach(listener::onAdded);
            return () -> listeners.remove(listener);
        }

        void remove(Connection connection) {
            brokers.remove(connection.id());
            listeners.forEach(it -> it.onRemoved(connection));
        }
    }

    final class Connection implements BrokerConnection {
        final List<String> asked = new CopyOnWriteArrayList<>();
        private final BrokerId id;
        private final String name;
        private volatile ConnectionState state;

        Connection(BrokerId id, String name, ConnectionState state) {
            this.id = id;
            this.name = name;
            this.state = state;
        }

        void turn(ConnectionState next) {
            state = next;
            registry.listeners.forEach(it -> it.onStateChanged(this, next));
        }

        @Override
        public BrokerId id() {
            return id;
        }

        @Override
        public String type() {
            return "fake";
        }

        @Override
        public Subscription holdOrders(String why) {
            return () -> {
                // Nothing here places orders.
            };
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public ConnectionState state() {
            return state;
        }

        @Override
        public BrokerGateway gateway() {
            throw new AssertionError("expected no view to call a gateway");
        }

        @Override
        public boolean tryExecute(Runnable work) {
            throw new AssertionError("expected no view to run anything on a gateway's threads");
        }

        @Override
        public Optional<OrderOutcome> placeHere(OrderRequest request, Consumer<OrderOutcome> overdue) {
            throw new AssertionError("expected no view to call a gateway");
        }

        @Override
        public void connect() {
            asked.add("connect");
        }

        @Override
        public void disconnect() {
            asked.add("disconnect");
        }
    }

    static final class Setup implements BrokerSetup {
        final List<BrokerType> types = new ArrayList<>();
        final List<ConfiguredBroker> configured = new CopyOnWriteArrayList<>();
        final List<String> asked = new CopyOnWriteArrayList<>();
        volatile SetupException refusal;
        volatile CountDownLatch testBlocksOn;

        @Override
        public List<BrokerType> types(Locale locale) {
            return types;
        }

        @Override
        public List<ConfiguredBroker> configured() {
            return configured;
        }

        @Override
        public void add(String pid, BrokerId id, Map<String, String> settings) throws SetupException {
            refuse();
            configured.add(new ConfiguredBroker(id, pid, settings));
        }

        @Override
        public void update(BrokerId id, Map<String, String> settings) throws SetupException {
            refuse();
            asked.add("update " + id + " " + new TreeMap<>(settings));
        }

        @Override
        public void change(BrokerId id, Map<String, String> changes) throws SetupException {
            refuse();
            asked.add("change " + id + " " + new TreeMap<>(changes));
        }

        @Override
        public void remove(BrokerId id) throws SetupException {
            refuse();
            asked.add("remove " + id);
        }

        @Override
        public String test(String pid, Map<String, String> settings) throws SetupException, InterruptedException {
            CountDownLatch latch = testBlocksOn;
            if (latch != null) {
                latch.await();
            }
            refuse();
            return "Connected, 1 account found";
        }

        private void refuse() throws SetupException {
            SetupException now = refusal;
            if (now != null) {
                throw now;
            }
        }
    }
}
