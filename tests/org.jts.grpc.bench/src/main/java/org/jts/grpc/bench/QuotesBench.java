package org.jts.grpc.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerGateway;
import org.jts.gateway.grpc.internal.BenchGateway;
import org.jts.time.internal.SystemTimeSource;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;

import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * Quotes a second from a record in one process to a record in another, over one connection and through the gateway,
 * beside a bare stream of a message of that size. In turns, so that both have the same machine. The source is not the
 * server of the other benchmarks, which sends what its market has, not what a stream can take.
 */
public final class QuotesBench {

    private static final int ROUNDS = 6;
    private static final long ROUND_MILLIS = 4_000;

    private QuotesBench() {
    }

    public static void main(String[] args) throws Exception {
        Deadline.in(Duration.ofMinutes(3));
        Process source = QuoteSource.start();
        try {
            measure(Integer.parseInt(source.inputReader().readLine()));
        } finally {
            source.destroyForcibly();
        }
        System.exit(0);
    }

    private static void measure(int port) throws Exception {
        BrokerGateway gateway = BenchGateway.connect(port, QuoteSource.MAPPED, new SystemTimeSource());
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext()
                .channelType(NioSocketChannel.class).eventLoopGroup(group).directExecutor().build();
        double ours = 0;
        double peer = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double bare = bare(channel);
            double mapped = ours(gateway);
            if (round >= ROUNDS / 2) { // the first half warms up
                peer += bare / (ROUNDS / 2);
                ours += mapped / (ROUNDS / 2);
            }
        }
        gateway.disconnect();
        channel.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"grpc.quotes\",\"value\":%.0f,\"unit\":\"1/s\",\"peer\":"
                + "\"bare grpc-java stream\",\"peer_value\":%.0f}%n", ours, peer);
    }

    private static double ours(BrokerGateway gateway) throws Exception {
        AtomicLong seen = new AtomicLong();
        try (Subscription quotes = gateway.subscribeQuotes(QuoteSource.symbols(),
                quote -> seen.lazySet(seen.get() + 1))) {
            return rate(seen);
        }
    }

    private static double bare(ManagedChannel channel) throws Exception {
        AtomicLong seen = new AtomicLong();
        Context.CancellableContext context = Context.current().withCancellation();
        context.run(() -> MarketDataServiceGrpc.newStub(channel).streamQuotes(StreamQuotesRequest.getDefaultInstance(),
                new StreamObserver<QuoteData>() {
                    @Override
                    public void onNext(QuoteData quote) {
                        seen.lazySet(seen.get() + 1); // one writer
                    }

                    @Override
                    public void onError(Throwable cause) {
                        // cancelled when the round is over
                    }

                    @Override
                    public void onCompleted() {
                        throw new IllegalStateException("expected quotes without end");
                    }
                }));
        try {
            return rate(seen);
        } finally {
            context.cancel(null);
        }
    }

    private static double rate(AtomicLong seen) throws InterruptedException {
        Thread.sleep(ROUND_MILLIS / 4);
        long before = seen.get();
        long start = System.nanoTime();
        Thread.sleep(ROUND_MILLIS);
        return (seen.get() - before) / ((System.nanoTime() - start) / 1e9);
    }
}
