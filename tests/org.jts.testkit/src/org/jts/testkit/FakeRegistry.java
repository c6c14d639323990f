package org.jts.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.RegistryListener;

/** Holds what the test puts in, and tells listeners on the test's thread. */
public final class FakeRegistry implements BrokerRegistry {

    private final Map<BrokerId, FakeConnection> connections = new ConcurrentHashMap<>();
    private final List<RegistryListener> listeners = new CopyOnWriteArrayList<>();

    public void add(FakeConnection connection) {
        connections.put(connection.id(), connection);
        listeners.forEach(l -> l.onAdded(connection));
    }

    public void remove(FakeConnection connection) {
        connections.remove(connection.id(), connection);
        listeners.forEach(l -> l.onRemoved(connection));
    }

    public void setPhase(FakeConnection connection, ConnectionPhase phase) {
        connection.setPhase(phase);
        listeners.forEach(l -> l.onStateChanged(connection, connection.state()));
    }

    @Override
    public List<BrokerConnection> brokers() {
        return connections.values().stream().sorted(Comparator.comparing(FakeConnection::id))
                .map(BrokerConnection.class::cast).toList();
    }

    @Override
    public Optional<BrokerConnection> broker(BrokerId id) {
        return Optional.ofNullable(connections.get(id));
    }

    @Override
    public Subscription listen(RegistryListener listener) {
        listeners.add(listener);
        connections.values().forEach(listener::onAdded);
        return () -> listeners.remove(listener);
    }
}
