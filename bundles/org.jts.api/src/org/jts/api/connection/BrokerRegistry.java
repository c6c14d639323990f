package org.jts.api.connection;

import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The brokers that are configured and whose gateway bundle is running. A service; thread-safe; reads memory.
 *
 * @since 1.0
 */
@ProviderType
public interface BrokerRegistry {

    /** All of them, ordered by id. */
    List<BrokerConnection> brokers();

    Optional<BrokerConnection> broker(BrokerId id);

    /** @param listener first told of all that are there, then of every change */
    Subscription listen(RegistryListener listener);
}
