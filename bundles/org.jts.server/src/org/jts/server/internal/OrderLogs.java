package org.jts.server.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.RegistryListener;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;

/**
 * The logs of all accounts whose orders somebody has asked for; they go on while nobody listens, until the broker goes.
 */
final class OrderLogs {

    private record Key(BrokerConnection broker, AccountId account) {
    }

    /** A log, and what feeds it once the broker has been asked. */
    private static final class Entry {
        private final OrderLog log = new OrderLog();
        /** Held while the broker is asked, so that nobody else waits but who wants the same. */
        private final ReentrantLock opening = new ReentrantLock();
        private volatile Subscription source;
        private volatile boolean forgotten;

        private void open(BrokerConnection broker, AccountId account) throws BrokerException, InterruptedException {
            opening.lockInterruptibly();
            try {
                if (source == null) {
                    source = broker.gateway().subscribeOrders(account, log::append);
                }
            } finally {
                opening.unlock();
            }
            if (forgotten) {
                source.close();
                throw new BrokerException(ErrorCategory.NETWORK,
                        "expected the broker %s, found that it is being taken away"
                        .formatted(broker.id()));
            }
        }

        private void forget() {
            forgotten = true;
            Subscription feeding = source;
            if (feeding != null) {
                feeding.close();
            }
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Entry> logs = new HashMap<>();
    private final Subscription registry;

    OrderLogs(BrokerRegistry brokers) {
        registry = brokers.listen(new RegistryListener() {
            @Override
            public void onRemoved(BrokerConnection connection) {
                forget(connection);
            }
        });
    }

    /** The log of the account, begun when there is none. */
    OrderLog log(BrokerConnection broker, AccountId account) throws BrokerException, InterruptedException {
        Optional<OrderLog> known = known(broker, account);
        if (known.isPresent()) {
            return known.get();
        }
        if (broker.gateway().accounts().stream().noneMatch(a -> a.id().equals(account))) {
            throw new BrokerException(ErrorCategory.VALIDATION, "account_id: expected an account of %s, found %s"
                    .formatted(broker.id(), account));
        }
        Entry entry;
        lock.lock();
        try {
            entry = logs.computeIfAbsent(new Key(broker, account), key -> new Entry());
        } finally {
            lock.unlock();
        }
        entry.open(broker, account);
        return entry.log;
    }

    Optional<OrderLog> known(BrokerConnection broker, AccountId account) {
        lock.lock();
        try {
            return Optional.ofNullable(logs.get(new Key(broker, account))).filter(entry -> entry.source != null)
                    .map(entry -> entry.log);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        registry.close();
        forget(null);
    }

    private void forget(BrokerConnection broker) {
        List<Entry> gone = new ArrayList<>();
        lock.lock();
        try {
            logs.entrySet().removeIf(entry -> (broker == null || entry.getKey().broker().equals(broker))
                    && gone.add(entry.getValue()));
        } finally {
            lock.unlock();
        }
        gone.forEach(Entry::forget);
    }
}
