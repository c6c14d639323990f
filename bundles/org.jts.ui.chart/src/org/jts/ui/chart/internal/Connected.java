package org.jts.ui.chart.internal;

import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;

/** Tells when a broker became connected. */
record Connected(Consumer<BrokerId> action) implements RegistryListener {
    @Override
    public void onStateChanged(BrokerConnection connection, ConnectionState state) {
        if (state.isConnected()) {
            action.accept(connection.id());
        }
    }
}
