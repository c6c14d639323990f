package org.jts.server.internal;

import java.util.HashMap;
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

    private record Entry(OrderLog log, Subscription source) {
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
        lock.lockInterruptibly();
        try {
            Key key = new Key(broker, account);
            Entry entry = logs.get(key);
            if (entry == null) {
                OrderLog log = new OrderLog();
                entry = new Entry(log, broker.gateway().subscribeOrders(account, log::append));
                logs.put(key, entry);
            }
            return entry.log();
        } finally {
            lock.unlock();
        }
    }

    Optional<OrderLog> known(BrokerConnection broker, AccountId account) {
        lock.lock();
        try {
            return Optional.ofNullable(logs.get(new Key(broker, account))).map(Entry::log);
        } finally {
            lock.unlock();
        }
    }

    void close() {
        registry.close();
        forget(null);
    }

    private void forget(BrokerConnection broker) {
        lock.lock();
        try {
            logs.entrySet().removeIf(entry -> {
                boolean gone = broker == null || entry.getKey().broker().equals(broker);
                if (gone) {
                    entry.getValue().source().close();
                }
                return gone;
            });
        } finally {
            lock.unlock();
        }
    }
}
