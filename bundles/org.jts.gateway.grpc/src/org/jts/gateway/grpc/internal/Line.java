package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
    /** A server that takes connections and never answers is noticed as soon as one that falls silent. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(4);
    /** Less than the 15 s that an attempt may take, with an answer that comes late. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PATIENT_CALLS = 3;
    private static final Duration TAKE_DOWN = Duration.ofSeconds(2);
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    private final Target target;
    private final String threads;
    private final TimeSource time;
    private final GatewayListener listener;
    private final Runnable atLoss;
    private final EventLoopGroup group;
    private final ManagedChannel managed;
    private final Caller caller;
    private final OrderStream orders;
    private final Set<Feed<?, ?>> feeds = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger numbers = new AtomicInteger();
    /** Since when the server's own connection to its broker stands; null before the first message. */
    private volatile Instant since;
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
        Channel channel = ClientInterceptors.intercept(managed, new Correlating(),
                MetadataUtils.newAttachHeadersInterceptor(headers));
        caller = new Caller(channel, target.limit());
        orders = new OrderStream(channel, target.limit());
    }

    Caller caller() {
        return caller;
    }

    OrderStream orders() {
        return orders;
    }

    /** How long a server that was there may be looked for. */
    Duration patience() {
        Duration some = target.limit().multipliedBy(PATIENT_CALLS);
        return some.compareTo(PATIENCE) < 0 ? some : PATIENCE;
    }

    /** How long the first answers of the server may take. */
    Duration first() {
        return target.limit().compareTo(FIRST_ANSWER) < 0 ? target.limit() : FIRST_ANSWER;
    }

    /** What could not be reached is tried again at once. */
    void connectNow() {
        managed.resetConnectBackoff();
    }

    boolean isOver() {
        return over.get();
    }

    /** Whether nothing of it is left. */
    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** Begins to watch the server and its broker. */
    void watch(String broker) throws BrokerException, InterruptedException {
        alive();
        open(T.format("what.status", broker), "status", new Feed<>(caller.channel(),
                GatewayServiceGrpc.getStreamStatusMethod(), this::beat, this::lost).onArrival(this::alive),
                StreamStatusRequest.newBuilder().setBrokerId(broker).build(), first());
        orders.open();
        watch = time.scheduleWithFixedDelay(threads + "watch", LOOK, this::look);
        if (isOver()) {
            watch.close();
        }
    }

    private void alive() {
        lastBeat = time.nanoTime();
    }

    private void beat(BrokerStatus status) {
        if (status.getServerStopping()) {
            lost(new BrokerException(ErrorCategory.NETWORK, T.format("server.stops", target)), target.limit());
            return;
        }
        ConnectionState state = BrokerWire.state(status);
        if (!state.isConnected()) {
            lost(down(target, state));
        } else if (since == null) {
            since = state.since();
        } else if (!since.equals(state.since())) {
            lost(new BrokerException(ErrorCategory.NETWORK, T.format("broker.flapped", target)));
        }
    }

    static BrokerException down(Target target, ConnectionState state) {
        return new BrokerException(ErrorCategory.NETWORK, T.format("broker.away", target, state.since(),
                state.detail().isEmpty() ? "" : ": " + state.detail()));
    }

    private void look() {
        if (time.nanoTime() - lastBeat > SILENCE.toNanos()) {
            lost(new BrokerException(ErrorCategory.TIMEOUT, T.format("silence", target, SILENCE.toSeconds())));
        }
    }

    /** A stream that is not open yet; when it breaks, so does the line. */
    <Q, M> Feed<Q, M> feed(MethodDescriptor<Q, M> method, Consumer<M> sink) {
        return new Feed<>(caller.channel(), method, sink, this::lost);
    }

    /** Opens a stream that lives as long as the line. */
    <Q, M> void open(String what, String thread, Feed<Q, M> feed, Q request)
            throws BrokerException, InterruptedException {
        open(what, thread, feed, request, target.limit());
    }

    private <Q, M> void open(String what, String thread, Feed<Q, M> feed, Q request, Duration within)
            throws BrokerException, InterruptedException {
        feeds.add(feed);
        try {
            feed.open(what, threads + thread + "-" + numbers.incrementAndGet(), request, within);
        } catch (BrokerException | InterruptedException e) {
            feeds.remove(feed);
            throw e;
        }
        if (isOver()) {
            feed.close();
        }
    }

    void close(Feed<?, ?> feed) {
        feeds.remove(feed);
        feed.close();
    }

    /**
     * A stream has ended. A server that stops ends all of them, in any order, and still answers orders; where the
     * connection broke, calls under way have ended with it.
     */
    private void lost(StatusRuntimeException failed) {
        lost(Caller.failure(T.format("line.lost", target), failed), target.limit());
    }

    /** Ends the line and reports it, once. */
    void lost(BrokerException reason) {
        lost(reason, Duration.ZERO);
    }

    /** @param underWay how long calls under way may still be answered; no others are made */
    private void lost(BrokerException reason, Duration underWay) {
        if (over.compareAndSet(false, true)) {
            try {
                atLoss.run();
            } finally {
                releaseAndTell(reason, underWay);
            }
        }
    }

    private void releaseAndTell(BrokerException reason, Duration underWay) {
        try {
            release(underWay);
        } finally { // whatever is left of it, nobody must take it for a line that stands
            listener.onConnectionLost(new BrokerException(reason.category(), reason.getMessage(), reason.brokerCode(),
                    true, reason.retryAfter(), reason));
        }
    }

    /** Ends the line without a report, calls under way too, and waits shortly until nothing of it is left. */
    void close() {
        if (over.compareAndSet(false, true)) {
            release(Duration.ZERO);
        } else {
            hangUp();
        }
        try {
            ended.await(TAKE_DOWN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hangUp() {
        orders.close();
        managed.shutdownNow();
    }

    /** The thread that reads and writes goes last: calls that end still need it. */
    private void release(Duration underWay) {
        watch.close();
        try {
            feeds.forEach(Feed::close);
            feeds.clear();
            if (underWay.isZero()) {
                hangUp();
            } else {
                orders.finish();
                managed.shutdown();
            }
        } finally {
            Thread.ofVirtual().name(threads + "end").start(() -> end(underWay));
        }
    }

    private void end(Duration underWay) {
        try {
            if (!managed.awaitTermination(underWay.toMillis(), TimeUnit.MILLISECONDS)) {
                hangUp();
            }
            managed.awaitTermination(TAKE_DOWN.toMillis(), TimeUnit.MILLISECONDS);
            group.shutdownGracefully(0, 500, TimeUnit.MILLISECONDS).await(TAKE_DOWN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }
}
