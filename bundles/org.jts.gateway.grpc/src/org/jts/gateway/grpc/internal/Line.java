package org.jts.gateway.grpc.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.time.TimeSource;
import org.jts.wire.BrokerWire;
import org.jts.wire.ErrorWire;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.StreamStatusRequest;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * One connection to the server: the channel, the thread that reads and writes it, and everything that streams on it.
 * The server says at least once a second how its broker is; three seconds of silence are a line that is cut or a server
 * that hangs.
 */
final class Line {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private final Target target;
    private final String threads;
    private final TimeSource time;
    private final GatewayListener listener;
    private final Runnable atLoss;
    private final EventLoopGroup group;
    private final ManagedChannel managed;
    private final Caller caller;
    private final Set<Feed<?, ?>> feeds = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile long lastBeat;
    private volatile Subscription watch = () -> { };

    /**
     * @param threads how the names of its threads begin
     * @param atLoss  run before the listener hears of a loss
     */
    Line(Target target, String threads, TimeSource time, GatewayListener listener, Runnable atLoss)
            throws BrokerException {
        this.target = target;
        this.threads = threads;
        this.time = time;
        this.listener = listener;
        this.atLoss = atLoss;
        var headers = target.headers();
        var security = target.security();
        group = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory(threads + "io", true),
                NioIoHandler.newFactory());
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(target.host(), target.port())
                .channelType(NioSocketChannel.class).eventLoopGroup(group).directExecutor()
                .offloadExecutor(task -> Thread.ofVirtual().name(threads + "resolve").start(task)).disableRetry()
                .maxInboundMessageSize(MAX_MESSAGE_BYTES).keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(3, TimeUnit.SECONDS);
        security.ifPresentOrElse(builder::sslContext, builder::usePlaintext);
        managed = builder.build();
        Channel channel = ClientInterceptors.intercept(managed, MetadataUtils.newAttachHeadersInterceptor(headers));
        caller = new Caller(channel, target.limit());
    }

    Caller caller() {
        return caller;
    }

    boolean isOver() {
        return over.get();
    }

    /** Begins to watch the server and its broker. */
    void watch(String broker) throws BrokerException, InterruptedException {
        lastBeat = time.nanoTime();
        open("status of " + broker, "status", GatewayServiceGrpc.getStreamStatusMethod(),
                StreamStatusRequest.newBuilder().setBrokerId(broker).build(), this::beat, this::lost);
        watch = time.scheduleWithFixedDelay(threads + "watch", LOOK, this::look);
        if (isOver()) {
            watch.close();
        }
    }

    private void beat(BrokerStatus status) {
        lastBeat = time.nanoTime();
        ConnectionState state = BrokerWire.state(status);
        if (!state.isConnected()) {
            lost(down(target, state));
        }
    }

    static BrokerException down(Target target, ConnectionState state) {
        return new BrokerException(ErrorCategory.NETWORK,
                ("expected the server %s to be connected to its broker, found it "
                + "%s since %s%s").formatted(target, state.phase(), state.since(),
                        state.detail().isEmpty() ? "" : ": " + state.detail()));
    }

    private void look() {
        if (time.nanoTime() - lastBeat > SILENCE.toNanos()) {
            lost(new BrokerException(ErrorCategory.TIMEOUT,
                    ("expected a sign of life from the server %s every second, found "
                    + "none for %d s; it hangs, or the line is cut").formatted(target, SILENCE.toSeconds())));
        }
    }

    /** Opens a stream that lives as long as the line. */
    <Q, M> Feed<Q, M> open(String what, String thread, MethodDescriptor<Q, M> method, Q request, Consumer<M> sink,
            Consumer<StatusRuntimeException> atEnd) throws BrokerException, InterruptedException {
        Feed<Q, M> feed = new Feed<>(caller.channel(), method, sink, atEnd);
        feeds.add(feed);
        try {
            feed.open(what, threads + thread + "-" + numbers.incrementAndGet(), request, target.limit());
        } catch (BrokerException | InterruptedException e) {
            feeds.remove(feed);
            throw e;
        }
        if (isOver()) {
            feed.close();
        }
        return feed;
    }

    void close(Feed<?, ?> feed) {
        feeds.remove(feed);
        feed.close();
    }

    void lost(StatusRuntimeException failed) {
        lost(ErrorWire.failure("the line to the server " + target, failed));
    }

    /** Ends the line and reports it, once. */
    void lost(BrokerException reason) {
        if (over.compareAndSet(false, true)) {
            atLoss.run();
            release();
            listener.onConnectionLost(new BrokerException(reason.category(), reason.getMessage(), reason.brokerCode(),
                    true,
                    reason.retryAfter(), reason));
        }
    }

    /** Ends the line without a report, and waits shortly until nothing of it is left. */
    void close() {
        if (over.compareAndSet(false, true)) {
            release();
        }
        try {
            managed.awaitTermination(1, TimeUnit.SECONDS);
            group.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void release() {
        watch.close();
        feeds.forEach(Feed::close);
        feeds.clear();
        managed.shutdownNow();
        group.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS);
    }
}
