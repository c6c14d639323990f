package org.jts.trading.internal.proof;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.jts.testkit.FakeRequestLimiters;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A JTS server on a port of this machine, in this process. */
final class Server implements AutoCloseable {

    private static final String PACKAGE = "org.jts.server.internal.";

    private final Class<?> type = Assembly.load(PACKAGE + "JtsServer");
    private final Object server;

    /** @param folder for what is sent to it */
    Server(BrokerRegistry registry, OrderDesk desk, AccountBook accounts, TimeSource time, Path folder) {
        Object settings = Assembly.call(Assembly.load(PACKAGE + "ServerSettings"), null, "loopback", 0);
        Function<BrokerId, Map<String, RequestLimiter>> limits = new FakeRequestLimiters()::limiters;
        Object backend = new Assembly(registry, desk, accounts, limits, time, new SimpleMeterRegistry(),
                folder.resolve("uploads")).make(PACKAGE + "Backend");
        Supplier<String> metrics = () -> "";
        server = Assembly.call(type, null, "start", settings, backend, metrics);
    }

    int port() {
        return (int) Assembly.call(type, server, "port");
    }

    @Override
    public void close() {
        Assembly.call(type, server, "close");
    }
}
