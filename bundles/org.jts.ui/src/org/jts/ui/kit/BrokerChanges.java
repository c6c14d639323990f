package org.jts.ui.kit;

import java.util.Objects;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;

/**
 * Says only that something about some broker is another than before: one came, went or changed its state. For a view
 * that reads the registry anew whatever it was, such as with {@link Refresher#request}.
 *
 * @param action run at once for each broker that is there, then at each change; any thread; returns at once
 * @since 1.0
 */
public record BrokerChanges(Runnable action) implements RegistryListener {

    public BrokerChanges {
        Objects.requireNonNull(action, "action");
    }

    @Override
    public void onAdded(BrokerConnection connection) {
        action.run();
    }

    @Override
    public void onRemoved(BrokerConnection connection) {
        action.run();
    }

    @Override
    public void onStateChanged(BrokerConnection connection, ConnectionState state) {
        action.run();
    }
}
