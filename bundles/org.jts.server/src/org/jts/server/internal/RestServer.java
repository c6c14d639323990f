package org.jts.server.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import javax.net.ssl.SSLContext;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jts.api.time.TimeSource;

import io.grpc.ServerServiceDefinition;

/** REST beside gRPC: a port of its own, the same services, tokens and certificates. */
final class RestServer implements AutoCloseable {

    private static final int MAX_CONNECTIONS = 500;
    private static final int MAX_THREADS = 8;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Server server;
    private final RestHandler handler;

    private RestServer(Server server, RestHandler handler) {
        this.server = server;
        this.handler = handler;
    }

    /**
     * @param security how it proves who it is; empty for a line in the clear
     * @param metrics  what is measured, as Prometheus reads it
     */
    static RestServer start(ServerSettings settings, List<ServerServiceDefinition> services, Gatekeeper gate,
            Optional<SSLContext> security, Supplier<String> metrics, TimeSource time) throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1);
        threads.setName("jts-server-rest");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("jts-server-rest-call-", 0).factory()));
        Server server = new Server(threads);
        ServerConnector connector = connector(server, settings, security);
        InetSocketAddress address = settings.rest().orElseThrow();
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE.toMillis());
        server.setConnectors(new Connector[] {connector});
        server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
        RestHandler handler = new RestHandler(new RestRoutes(services), gate, address.getAddress().isLoopbackAddress(),
                metrics, time);
        server.setHandler(new GracefulHandler(handler));
        server.setStopTimeout(PATIENCE.toMillis());
        RestServer rest = new RestServer(server, handler);
        try {
            server.start();
            return rest;
        } catch (Exception e) { // that is what it throws
            rest.close();
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        }
    }

    private static ServerConnector connector(Server server, ServerSettings settings, Optional<SSLContext> security) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (security.isEmpty()) {
            return new ServerConnector(server, 1, 1, plain);
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(security.get());
        tls.setNeedClientAuth(settings.tls().flatMap(ServerSettings.Tls::clients).isPresent());
        return new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, plain.getProtocol()), plain);
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    /** From now on new requests are refused. */
    void refuse() {
        handler.refuse();
    }

    /** Waits a few seconds until requests under way are answered, and streams have their end. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // that is what it throws; there is nothing left to do
            throw new IllegalStateException("expected REST to stop, found that it does not", e);
        }
    }
}
