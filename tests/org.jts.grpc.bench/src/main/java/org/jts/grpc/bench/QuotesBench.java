package org.jts.grpc.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.concurrent.MachineTime;
import org.jts.gateway.grpc.internal.BenchGateway;
import org.jts.server.internal.BenchServer;
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
 * beside a bare stream of a message of that size, one quote a message. In turns, so that both have the same machine.
 * The source is not the server of the other benchmarks, which sends what its market has, not what a stream can take:
 * {@code grpc.quotes} is what the client and the wire can do, with as many quotes in a message as the gateway takes,
 * since more wait at any time; {@code grpc.quotes.single} is the same with one quote a message, as the bare stream has
 * and as a server may send. {@code grpc.quotes.server} is what arrives through the server's own endpoint,
 * its shared feeds and newest-of-each-symbol store, at the offer at which most arrives ({@code grpc.quotes.offered});
 * what is missing to the offer was overtaken by a newer quote of its symbol.
 */
public final class QuotesBench {

    private static final int ROUNDS = 6;
    private static final long ROUND_MILLIS = 4_000;
    /** Quotes a second; the first one warms up. */
    private static final List<Integer> OFFERS = List.of(100_000, 100_000, 200_000, 300_000, 400_000, 600_000, 800_000);

    private QuotesBench() {
    }

    public static void main(String[] args) throws Exception {
        Deadline.in(Duration.ofMinutes(4));
        Process source = QuoteSource.start();
        double bare;
        try {
            bare = measure(Integer.parseInt(source.inputReader().readLine()));
        } finally {
            source.destroyForcibly();
        }
        Process server = BenchServer.start(OFFERS);
        try {
            throughTheServer(Integer.parseInt(server.inputReader().readLine()), bare);
        } finally {
            server.destroyForcibly();
        }
        System.exit(0);
    }

    /** What arrives of more and more that a broker offers: the server sends the newest of each symbol. */
    private static void throughTheServer(int port, double bare) throws Exception {
        double best = 0;
        int offered = 0;
        for (int offer : OFFERS) {
            BrokerGateway gateway = BenchGateway.connect(port, BenchServer.broker(offer), new MachineTime());
            double arrived = ours(gateway, BenchServer.symbols());
            gateway.disconnect();
            if (arrived > best) {
                best = arrived;
                offered = offer;
            }
        }
        print("grpc.quotes.server", best, bare);
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"grpc.quotes.offered\",\"value\":%d,\"unit\":\"1/s\"}%n",
                offered);
    }

    /** @return what the peer did */
    private static double measure(int port) throws Exception {
        BrokerGateway gateway = BenchGateway.connect(port, QuoteSource.MAPPED, new MachineTime());
        BrokerGateway older = BenchGateway.connect(port, QuoteSource.SINGLE, new MachineTime());
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext()
                .channelType(NioSocketChannel.class).eventLoopGroup(group).directExecutor().build();
        double ours = 0;
        double single = 0;
        double peer = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double bare = bare(channel);
            double mapped = ours(gateway, QuoteSource.symbols());
            double alone = ours(older, QuoteSource.symbols());
            if (round >= ROUNDS / 2) { // the first half warms up
                peer += bare / (ROUNDS / 2);
                ours += mapped / (ROUNDS / 2);
                single += alone / (ROUNDS / 2);
            }
        }
        gateway.disconnect();
        older.disconnect();
        channel.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        print("grpc.quotes", ours, peer);
        print("grpc.quotes.single", single, peer);
        return peer;
    }

    private static void print(String metric, double value, double peer) {
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"%s\",\"value\":%.0f,\"unit\":\"1/s\",\"peer\":"
                + "\"bare grpc-java stream, one quote a message\",\"peer_value\":%.0f}%n", metric, value, peer);
    }

    private static double ours(BrokerGateway gateway, Set<SymbolId> symbols) throws Exception {
        AtomicLong seen = new AtomicLong();
        try (Subscription quotes = gateway.subscribeQuotes(symbols,
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
