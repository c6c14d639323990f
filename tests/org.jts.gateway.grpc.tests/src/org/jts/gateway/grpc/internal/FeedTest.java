package org.jts.gateway.grpc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.gateway.StreamStatusRequest;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;

class FeedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** On a channel that is connected: on another one a stream that was given up ends like any other. */
    @Test
    void aStreamWhoseLineIsLostWhileItIsOpenedSaysSo() throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build().start();
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
        try {
            assertThrows(StatusRuntimeException.class, () -> GatewayServiceGrpc.newBlockingStub(channel)
                    .getBrokers(GetBrokersRequest.getDefaultInstance()), "an answer of a server without services");
            Feed<StreamStatusRequest, BrokerStatus> feed = new Feed<>(channel,
                    GatewayServiceGrpc.getStreamStatusMethod(), message -> { }, end -> { });
            feed.close(); // as the line does with all of them
            BrokerException failure = assertThrows(BrokerException.class, () -> feed.open("the status", "feed",
                    StreamStatusRequest.getDefaultInstance(), LIMIT));
            assertEquals(ErrorCategory.NETWORK, failure.category(), failure::getMessage);
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }
}
