package org.jts.ui.ticket.internal;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;

/** Tells of any change of any broker. */
record RegistryChanges(Runnable action) implements RegistryListener {
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
