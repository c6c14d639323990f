package org.jts.trading.internal.proof;

import java.io.IOException;
import java.util.List;

import org.jts.api.gateway.BrokerGateway;

/** The way from a desk to a broker: a gateway, the line under it, and what the broker itself says that it has. */
interface Way extends AutoCloseable {

    BrokerGateway gateway();

    /** Everything that the broker has, as {@link Truth} reads it. */
    List<String> dump() throws IOException;

    /** The line goes: calls fail, and what is told meanwhile is missed. */
    void lineDown();

    /** The line is there again; returns when it is. */
    void lineUp();

    /** The broker breaks all connections, and is back a moment later. */
    void restartBroker();

    @Override
    void close();
}
