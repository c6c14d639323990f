package org.jts.ratelimit.redis.internal;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;

/**
 * The connection to Redis, one server or a cluster. It comes back by itself; a call that was under way when it broke
 * fails and is never sent again by it, for only the caller knows whether that is right. Thread-safe; never blocks.
 */
final class RedisLink implements AutoCloseable {

    private static final Duration RECONNECT = Duration.ofMillis(200);
    private static final Duration REFRESH = Duration.ofSeconds(5);

    private final RedisAddress address;
    private final boolean cluster;
    private final Duration timeout;
    private final String script;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger connects = new AtomicInteger();
    private final RedisConnectionStateListener counter = new RedisConnectionStateListener() {
        @Override
        public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress socketAddress) {
            connects.incrementAndGet();
        }
    };
    private ClientResources resources;
    private Supplier<CompletionStage<?>> shutdown = () -> CompletableFuture.completedFuture(null);
    private final AtomicBoolean connecting = new AtomicBoolean();
    private volatile CompletableFuture<RedisScriptingAsyncCommands<String, String>> connection =
            CompletableFuture.failedFuture(new IllegalStateException("it is not connected yet"));
    private volatile String digest;
    private boolean closed;

    /** @param address null when none is known: every call fails then */
    RedisLink(RedisAddress address, boolean cluster, Duration timeout, String script) {
        this.address = address;
        this.cluster = cluster;
        this.timeout = timeout;
        this.script = script;
    }

    /** How many commands were sent. */
    long calls() {
        return calls.get();
    }

    /** Changes when a connection was made: what answers may be another server from then on. */
    int connects() {
        return connects.get();
    }

    /** Runs the script. The answer comes on a thread of the connection, which must not be held up. */
    CompletionStage<List<Object>> call(String[] keys, String[] args) {
        return commands().thenCompose(commands -> {
            calls.incrementAndGet();
            CompletionStage<List<Object>> first = commands.evalsha(digest, ScriptOutputType.MULTI, keys, args);
            return first.handle((answer, failure) -> {
                if (failure == null) {
                    return CompletableFuture.completedFuture(answer);
                }
                if (!(cause(failure) instanceof RedisNoScriptException)) {
                    return CompletableFuture.<List<Object>>failedFuture(cause(failure));
                }
                calls.incrementAndGet();
                CompletionStage<List<Object>> whole = commands.eval(script, ScriptOutputType.MULTI, keys, args);
                return whole.toCompletableFuture();
            }).thenCompose(UnaryOperator.identity());
        });
    }

    private CompletionStage<RedisScriptingAsyncCommands<String, String>> commands() {
        CompletableFuture<RedisScriptingAsyncCommands<String, String>> current = connection;
        if (current.isCompletedExceptionally()) {
            connect();
        }
        return current;
    }

    /** Connects in the background, again when that has failed. */
    void connect() {
        if (!connecting.compareAndSet(false, true)) {
            return;
        }
        Thread.ofVirtual().name("redis-connect").start(() -> {
            try {
                connectNow().whenComplete((commands, failure) -> connecting.set(false));
            } catch (RuntimeException e) {
                connection = CompletableFuture.failedFuture(e);
                connecting.set(false);
            }
        });
    }

    private synchronized CompletableFuture<RedisScriptingAsyncCommands<String, String>> connectNow() {
        if (closed || address == null) {
            connection = CompletableFuture.failedFuture(new IllegalStateException(
                    closed ? "the connection was closed" : "its address is not configured as it must be"));
            return connection;
        }
        if (resources == null) {
            resources = DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2)
                    .reconnectDelay(Delay.constant(RECONNECT)).build();
        }
        shutdown.get();
        connection = (cluster ? connectCluster() : connectServer()).toCompletableFuture();
        return connection;
    }

    private CompletionStage<RedisScriptingAsyncCommands<String, String>> connectServer() {
        RedisClient client = RedisClient.create(resources);
        client.setOptions(configure(ClientOptions.builder()).build());
        client.addListener(counter);
        shutdown = () -> client.shutdownAsync(0, 100, TimeUnit.MILLISECONDS);
        return client.connectAsync(StringCodec.UTF8, address.nodes().getFirst()).thenApply(made -> {
            digest = made.async().digest(script);
            return made.async();
        });
    }

    private CompletionStage<RedisScriptingAsyncCommands<String, String>> connectCluster() {
        RedisClusterClient client = RedisClusterClient.create(resources, address.nodes());
        ClusterClientOptions.Builder options = ClusterClientOptions.builder();
        configure(options);
        client.setOptions(options.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                .enablePeriodicRefresh(REFRESH).build()).build());
        client.addListener(counter);
        shutdown = () -> client.shutdownAsync(0, 100, TimeUnit.MILLISECONDS);
        return client.refreshPartitionsAsync().thenCompose(known -> client.connectAsync(StringCodec.UTF8))
                .thenApply(made -> {
                    digest = made.async().digest(script);
                    return made.async();
                });
    }

    private ClientOptions.Builder configure(ClientOptions.Builder options) {
        return options.autoReconnect(true).replayFilter(command -> true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(1000)
                .socketOptions(SocketOptions.builder().connectTimeout(timeout).tcpNoDelay(true).keepAlive(true).build())
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .scriptCharset(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        closed = true;
        ClientResources used = resources;
        if (used != null) {
            shutdown.get().whenComplete((done, failure) -> used.shutdown(0, 100, TimeUnit.MILLISECONDS));
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public String toString() {
        return String.valueOf(address);
    }
}
