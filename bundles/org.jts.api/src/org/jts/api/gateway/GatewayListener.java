package org.jts.api.gateway;

import org.osgi.annotation.versioning.ProviderType;

/** What a connected gateway tells its supervisor. Any thread; returns at once. @since 1.0 */
@ProviderType
public interface GatewayListener {

    /**
     * The connection is gone, and with it every subscription. The supervisor will call {@link BrokerGateway#connect}
     * again; the gateway never reconnects by itself.
     */
    void onConnectionLost(BrokerException reason);

    /** Something that a trader should know of and that ends nothing: a maintenance notice, a throttled request. */
    void onNotice(String text);
}
