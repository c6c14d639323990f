package org.jts.trading.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;

/** Has one follower for each broker that is there, and tells it how its line stands. Thread-safe. */
final class Followers implements RegistryListener, AutoCloseable {

    private final Map<BrokerId, BrokerFollower> all = new ConcurrentHashMap<>();
    private final Function<BrokerConnection, BrokerFollower> maker;

    /** @param maker makes one for a broker that has come */
    Followers(Function<BrokerConnection, BrokerFollower> maker) {
        this.maker = maker;
    }

    /** @return null when the broker is not there */
    BrokerFollower of(BrokerId broker) {
        return all.get(broker);
    }

    /** Has everything of a broker read again, in the background; nothing when it is not there. */
    void resync(BrokerId broker) {
        BrokerFollower follower = all.get(broker);
        if (follower != null) {
            follower.resync();
        }
    }

    @Override
    public void onAdded(BrokerConnection connection) {
        BrokerFollower old = all.put(connection.id(), maker.apply(connection));
        if (old != null) {
            old.close();
        }
        onStateChanged(connection, connection.state());
    }

    @Override
    public void onRemoved(BrokerConnection connection) {
        BrokerFollower gone = all.get(connection.id());
        if (gone != null && gone.connection() == connection) {
            all.remove(connection.id(), gone);
            gone.close();
        }
    }

    @Override
    public void onStateChanged(BrokerConnection connection, ConnectionState state) {
        BrokerFollower follower = all.get(connection.id());
        if (follower != null) {
            follower.onState(state.isConnected());
        }
    }

    @Override
    public void close() {
        all.values().forEach(BrokerFollower::close);
    }
}
