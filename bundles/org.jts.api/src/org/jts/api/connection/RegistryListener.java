package org.jts.api.connection;

import org.osgi.annotation.versioning.ConsumerType;

/** Told of brokers that come, go and change state. Any thread, in order per broker; returns at once. @since 1.0 */
@ConsumerType
public interface RegistryListener {

    default void onAdded(BrokerConnection connection) {
    }

    default void onRemoved(BrokerConnection connection) {
    }

    default void onStateChanged(BrokerConnection connection, ConnectionState state) {
    }
}
