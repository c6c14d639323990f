package org.jts.server.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.jts.api.time.TimeSource;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.Gauge;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The server: one port, a thread that accepts, and few that read and write. They never wait: what does runs on virtual
 * threads. The pools of threads that gRPC uses by default cost most of the throughput of a small machine.
 */
final class JtsServer implements AutoCloseable {

    private static final int MAX_MESSAGE_BYTES = 256 * 1024;
    private static final int MAX_CALLS_PER_CONNECTION = 500;
    private static final int MAX_CONNECTIONS = 1_000;
    private static final int MAX_CONNECTIONS_OF_ADDRESS = 250;
    /** A workstation always has streams open; who asks now and then may connect anew. */
    private static final long MAX_IDLE_MINUTES = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OpenStreams streams = new OpenStreams();
    private final PluginChanges pluginChanges = new PluginChanges();
    private final PluginUploads uploads;
    private final HealthStatusManager health = new HealthStatusManager();
    private final OrderLogs logs;
    private final Feeds feeds;
    private final AwakeLoops loops = new AwakeLoops(NioIoHandler.newFactory());
    private final EventLoopGroup acceptor = group("accept", 1, NioIoHandler.newFactory());
    private final EventLoopGroup workers = group("io", Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            loops);
    private final Server server;
    private final Optional<RestServer> rest;
    private volatile Runnable atEnd = () -> { };

    private JtsServer(ServerSettings settings, Backend backend, Supplier<String> metrics) throws IOException {
        logs = new OrderLogs(backend.registry());
        feeds = new Feeds(backend.registry());
        uploads = new PluginUploads(backend.administration().uploads(), backend.time());
        Gatekeeper gate = new Gatekeeper(settings, backend.time());
        List<ServerServiceDefinition> services = services(backend, gate);
        Optional<Server> started = Optional.empty();
        try {
            Optional<SslContext> security = settings.tls().isPresent() ? Optional.of(secured(settings.tls().get()))
                    : Optional.empty();
            started = Optional.of(grpc(settings, services, gate, security, backend.time()).start());
            server = started.get();
            rest = settings.rest().isPresent() ? Optional.of(RestServer.start(settings, services, gate, security
                    .map(context -> ((JdkSslContext) context).context()), metrics, backend.time())) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            started.ifPresent(Server::shutdownNow);
            release();
            throw e;
        }
    }

    private List<ServerServiceDefinition> services(Backend backend, Gatekeeper gate) {
        Brokers brokers = new Brokers(backend.registry());
        CallMeter meter = new CallMeter(backend.meters(), backend.time());
        Acts acts = new Acts(backend.administration().audit());
        TradingEndpoint trading = new TradingEndpoint(brokers, logs,
                new ClientOrders(backend.desk(), backend.time().now()), acts, loops);
        Gauge.builder("jts.server.streams", streams, OpenStreams::count).register(backend.meters());
        return Stream.of(new MarketDataEndpoint(brokers, streams, feeds, workers::next), trading,
                new GatewayEndpoint(brokers, streams, feeds, logs, trading, meter, backend,
                        UUID.randomUUID().toString()),
                new DeskEndpoint(brokers, backend.desk(), backend.accounts(), acts),
                new PluginEndpoint(backend.administration().plugins(), pluginChanges, uploads, acts),
                new SetupEndpoint(backend, acts))
                .map(service -> ServerInterceptors.intercept(service, gate, meter, new EarlyHeaders(),
                        new Correlated())).toList();
    }

    private Server grpc(ServerSettings settings, List<ServerServiceDefinition> services, Gatekeeper gate,
            Optional<SslContext> security, TimeSource time) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(settings.address())
                .channelFactory(() -> new BoundedServerChannel(MAX_CONNECTIONS, MAX_CONNECTIONS_OF_ADDRESS,
                        time::nanoTime))
                .bossEventLoopGroup(acceptor).workerEventLoopGroup(workers).directExecutor()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                .maxConnectionIdle(MAX_IDLE_MINUTES, TimeUnit.MINUTES)
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION).handshakeTimeout(5, TimeUnit.SECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS).permitKeepAliveWithoutCalls(true)
                .keepAliveTime(10, TimeUnit.SECONDS).keepAliveTimeout(5, TimeUnit.SECONDS)
                .addServices(services)
                .addService(ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), gate))
                .addService(health.getHealthService());
        security.ifPresent(builder::sslContext);
        return builder.build();
    }

    /**
     * @param metrics what is measured, as Prometheus reads it
     * @throws IOException when it cannot listen there, or a file of its certificate cannot be used; fit for people
     */
    static JtsServer start(ServerSettings settings, Backend backend, Supplier<String> metrics) throws IOException {
        try {
            return new JtsServer(settings, backend, metrics);
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException("expected a certificate and its key as PEM files, the key as PKCS 8 without a "
                    + "password; "
                    + "found: " + e.getMessage(), e);
        } catch (IOException e) {
            String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw new IOException("expected to listen on %s, found that it cannot be done: %s; choose another with "
                    .formatted(settings.address(), why) + "--listen HOST:PORT", e);
        }
    }

    /** The port on which it listens. */
    int port() {
        return ((InetSocketAddress) server.getListenSockets().getFirst()).getPort();
    }

    /** The port on which REST listens; empty without REST. */
    OptionalInt restPort() {
        return rest.map(r -> OptionalInt.of(r.port())).orElse(OptionalInt.empty());
    }

    /** What to do when the server has ended. */
    void atEnd(Runnable task) {
        atEnd = task;
    }

    int openStreams() {
        return streams.count();
    }

    private static SslContext secured(ServerSettings.Tls tls) throws SSLException {
        SslContextBuilder context = SslContextBuilder.forServer(tls.certificate().toFile(), tls.key().toFile());
        if (tls.clients().isPresent()) {
            Path authorities = tls.clients().get();
            context.trustManager(authorities.toFile()).clientAuth(ClientAuth.REQUIRE);
        }
        return GrpcSslContexts.configure(context, SslProvider.JDK).build();
    }

    private static EventLoopGroup group(String name, int threads, IoHandlerFactory handlers) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("jts-server-" + name, true),
                handlers);
    }

    /**
     * Takes no new calls, ends the streams with a reason, lets the calls under way end for a few seconds, then cuts.
     */
    @Override
    public void close() {
        health.enterTerminalState();
        rest.ifPresent(RestServer::refuse);
        server.shutdown();
        streams.stop();
        pluginChanges.close();
        try {
            if (!server.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            try {
                rest.ifPresent(RestServer::close);
            } finally {
                release();
                atEnd.run();
            }
        }
    }

    private void release() {
        logs.close();
        feeds.close();
        uploads.close();
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
