package org.jts.gateway.grpc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.StreamStatusRequest;
import org.junit.jupiter.api.Test;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;

class FeedTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aStreamWhoseLineIsLostWhileItIsOpenedSaysSo() {
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", 1).usePlaintext().build();
        try {
            Feed<StreamStatusRequest, BrokerStatus> feed = new Feed<>(channel,
                    GatewayServiceGrpc.getStreamStatusMethod(), message -> { }, end -> { });
            feed.close(); // as the line does with all of them
            BrokerException failure = assertThrows(BrokerException.class, () -> feed.open("the status", "feed",
                    StreamStatusRequest.getDefaultInstance(), LIMIT));
            assertEquals(ErrorCategory.NETWORK, failure.category(), failure::getMessage);
        } finally {
            channel.shutdownNow();
        }
    }
}
