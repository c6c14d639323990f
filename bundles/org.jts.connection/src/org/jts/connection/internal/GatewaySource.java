package org.jts.connection.internal;

import org.jts.api.gateway.BrokerGateway;

/** Where the gateway of a connection comes from. Both calls run code of the gateway and may hang or throw. */
interface GatewaySource {

    /** @return the same gateway each time, until it is released */
    BrokerGateway get() throws Exception;

    /** It is not needed any more. Harmless when it was never got. */
    void release();
}
