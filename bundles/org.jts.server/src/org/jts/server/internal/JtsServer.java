package org.jts.server.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLException;

import org.jts.api.connection.BrokerRegistry;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;

import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ClientAuth;
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
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OpenStreams streams = new OpenStreams();
    private final HealthStatusManager health = new HealthStatusManager();
    private final OrderLogs logs;
    private final EventLoopGroup acceptor = group("accept", 1);
    private final EventLoopGroup workers = group("io", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final Server server;

    private JtsServer(ServerSettings settings, BrokerRegistry registry, RequestLimiters limiters, TimeSource time)
            throws IOException {
        logs = new OrderLogs(registry);
        Brokers brokers = new Brokers(registry);
        TradingEndpoint trading = new TradingEndpoint(brokers, logs);
        Gatekeeper gate = new Gatekeeper(settings, time);
        try {
            NettyServerBuilder builder = NettyServerBuilder.forAddress(settings.address())
                    .channelType(NioServerSocketChannel.class).bossEventLoopGroup(acceptor)
                    .workerEventLoopGroup(workers)
                    .directExecutor().maxInboundMessageSize(MAX_MESSAGE_BYTES)
                    .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION).handshakeTimeout(5, TimeUnit.SECONDS)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS).permitKeepAliveWithoutCalls(true)
                    .keepAliveTime(10, TimeUnit.SECONDS).keepAliveTimeout(5, TimeUnit.SECONDS)
                    .addService(ServerInterceptors.intercept(new MarketDataEndpoint(brokers, streams), gate))
                    .addService(ServerInterceptors.intercept(trading, gate))
                    .addService(ServerInterceptors.intercept(new GatewayEndpoint(brokers, streams, logs, trading,
                    limiters,
                            time, UUID.randomUUID().toString()), gate))
                    .addService(ServerInterceptors.intercept(ProtoReflectionServiceV1.newInstance(), gate))
                    .addService(health.getHealthService());
            if (settings.tls().isPresent()) {
                builder.sslContext(secured(settings.tls().get()));
            }
            server = builder.build().start();
        } catch (IOException | RuntimeException e) {
            release();
            throw e;
        }
    }

    /** @throws IOException when it cannot listen there, or a file of its certificate cannot be used; fit for people */
    static JtsServer start(ServerSettings settings, BrokerRegistry registry, RequestLimiters limiters, TimeSource time)
            throws IOException {
        try {
            return new JtsServer(settings, registry, limiters, time);
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

    private static EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("jts-server-" + name, true),
                NioIoHandler.newFactory());
    }

    /**
     * Takes no new calls, ends the streams with a reason, lets the calls under way end for a few seconds, then cuts.
     */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        streams.stop();
        try {
            if (!server.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void release() {
        logs.close();
        acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        workers.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
