package org.jts.gateway.grpc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.testkit.Await;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.gateway.StreamStatusRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;

@Timeout(60)
class FeedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Server server;
    private ManagedChannel channel;

    /** A channel that is connected: on another one a stream that was given up ends like any other. */
    @BeforeEach
    void connect() throws Exception {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)).build()
                .start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
        assertThrows(StatusRuntimeException.class, () -> GatewayServiceGrpc.newBlockingStub(channel)
                .getBrokers(GetBrokersRequest.getDefaultInstance()), "an answer of a server without services");
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private static Feed<StreamStatusRequest, BrokerStatus> feed(Channel on) {
        return new Feed<>(on, GatewayServiceGrpc.getStreamStatusMethod(), message -> { }, end -> { });
    }

    private static BrokerException open(Feed<StreamStatusRequest, BrokerStatus> feed) {
        return assertThrows(BrokerException.class, () -> feed.open("the status", "feed",
                StreamStatusRequest.getDefaultInstance(), LIMIT));
    }

    @Test
    void aStreamWhoseLineIsLostWhileItIsOpenedSaysSo() {
        Feed<StreamStatusRequest, BrokerStatus> feed = feed(channel);
        feed.close(); // as the line does with all of them
        BrokerException failure = open(feed);
        assertEquals(ErrorCategory.NETWORK, failure.category(), failure::getMessage);
    }

    /** The library throws at who cancels a call that is half started: the line would then not be reported as lost. */
    @Test
    void aStreamIsNotClosedHalfStarted() throws Exception {
        Steps steps = new Steps();
        Feed<StreamStatusRequest, BrokerStatus> feed = feed(ClientInterceptors.intercept(channel, steps));
        Thread opener = Thread.ofPlatform().start(() -> open(feed));
        steps.starting.await();
        Thread closer = Thread.ofPlatform().start(feed::close);
        Await.until("the one waits for the other", () -> closer.getState() == Thread.State.BLOCKED
                || !steps.done.isEmpty());
        steps.goOn.countDown();
        opener.join();
        closer.join();
        assertEquals(List.of("started", "cancelled"), steps.done.stream().limit(2).toList());
    }

    /** Starts calls slowly, and notes what was done with them. */
    private static final class Steps implements ClientInterceptor {

        private final CountDownLatch starting = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final Queue<String> done = new ConcurrentLinkedQueue<>();

        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    starting.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    super.start(listener, headers);
                    done.add("started");
                }

                @Override
                public void cancel(String message, Throwable cause) {
                    done.add("cancelled");
                    super.cancel(message, cause);
                }
            };
        }
    }
}
