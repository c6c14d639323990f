package org.jts.grpc.bench;

import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jts.wire.proto.market.GetSymbolsRequest;
import org.jts.wire.proto.market.MarketDataServiceGrpc;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;

/**
 * 200 clients, each with a connection of its own, stream 50 symbols with about 10 quotes a second each. Prints how old
 * quotes are when a client has them, by the clock of this machine, and what the server takes for it.
 */
public final class FanoutBench {

    private static final int CLIENTS = 200;
    private static final int SYMBOLS = 50;
    /** As the gateway of the workstation asks. */
    private static final int AT_ONCE = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(20);

    /** Delays in steps of 10 us up to 20 s; written by the one thread that reads from all connections. */
    private static final class Delays {
        private static final int STEP_MICROS = 10;
        private final int[] counts = new int[2_000_000];
        private volatile boolean measuring;
        private volatile long seen;

        void take(QuoteData first) {
            if (!measuring) {
                return;
            }
            Instant now = Instant.now();
            take(first, now);
            first.getMoreList().forEach(quote -> take(quote, now));
        }

        private void take(QuoteData quote, Instant now) {
            Timestamp time = quote.getTimestamp();
            long micros = (now.getEpochSecond() - time.getSeconds()) * 1_000_000L
                    + (now.getNano() - time.getNanos()) / 1_000;
            counts[(int) Math.max(0, Math.min(counts.length - 1, micros / STEP_MICROS))]++;
            seen++; // one writer
        }

        /** In milliseconds. */
        double percentile(double share) {
            long rest = Math.min(seen - 1, (long) (seen * share));
            int step = 0;
            while (step < counts.length - 1 && rest >= counts[step]) {
                rest -= counts[step++];
            }
            return step * STEP_MICROS / 1_000.0;
        }
    }

    private FanoutBench() {
    }

    /** Arguments: HOST:PORT, process id of the server, id of the broker there. */
    public static void main(String[] arguments) throws Exception {
        Deadline.in(Duration.ofMinutes(5));
        String address = arguments[0];
        ProcessHandle server = ProcessHandle.of(Long.parseLong(arguments[1])).orElseThrow();
        String broker = arguments[2];
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        List<ManagedChannel> channels = new ArrayList<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Delays delays = new Delays();
        try {
            StreamQuotesRequest request = request(connect(address, group, channels), broker);
            for (int client = 0; client < CLIENTS; client++) {
                MarketDataServiceGrpc.newStub(connect(address, group, channels)).streamQuotes(request,
                        new StreamObserver<>() {
                            @Override
                            public void onNext(QuoteData quote) {
                                delays.take(quote);
                            }

                            @Override
                            public void onError(Throwable cause) {
                                failure.compareAndSet(null, cause);
                            }

                            @Override
                            public void onCompleted() {
                                failure.compareAndSet(null, new IllegalStateException("a stream ended by itself"));
                            }
                        });
            }
            Thread.sleep(WARM_UP.toMillis());
            Duration before = server.info().totalCpuDuration().orElseThrow();
            long start = System.nanoTime();
            delays.measuring = true;
            Thread.sleep(MEASURED.toMillis());
            delays.measuring = false;
            double seconds = (System.nanoTime() - start) / 1e9;
            Duration used = server.info().totalCpuDuration().orElseThrow().minus(before);
            if (failure.get() != null) {
                throw new IllegalStateException("expected every stream to go on, found that one ended", failure.get());
            }
            print("grpc.fanout.delay.p50", delays.percentile(0.5), "ms");
            print("grpc.fanout.delay.p99", delays.percentile(0.99), "ms");
            print("grpc.fanout.delay.worst", delays.percentile(1), "ms");
            print("grpc.fanout.rate", delays.seen / seconds, "1/s");
            print("grpc.fanout.cpu", used.toNanos() / 1e9 / seconds, "cores");
            print("grpc.fanout.memory", residentMebibytes(server.pid()), "MiB");
        } finally {
            channels.forEach(ManagedChannel::shutdownNow);
            group.shutdownGracefully();
        }
    }

    private static ManagedChannel connect(String address, EventLoopGroup group, List<ManagedChannel> all) {
        ManagedChannel channel = NettyChannelBuilder.forTarget("dns:///" + address).usePlaintext().directExecutor()
                .eventLoopGroup(group).channelType(NioSocketChannel.class).build();
        all.add(channel);
        return channel;
    }

    private static StreamQuotesRequest request(ManagedChannel channel, String broker) {
        StreamQuotesRequest.Builder request = StreamQuotesRequest.newBuilder().setBrokerId(broker)
                .setMaxAtOnce(AT_ONCE);
        MarketDataServiceGrpc.newBlockingStub(channel).getSymbols(GetSymbolsRequest.newBuilder().setBrokerId(broker)
                .build()).getSymbolsList().stream().limit(SYMBOLS)
                .forEach(symbol -> request.addSymbols(symbol.getExchange() + ":" + symbol.getCode()));
        if (request.getSymbolsCount() < SYMBOLS) {
            throw new IllegalStateException("expected " + SYMBOLS + " symbols, found " + request.getSymbolsCount());
        }
        return request.build();
    }

    private static double residentMebibytes(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow() / 1024.0;
    }

    private static void print(String metric, double value, String unit) {
        System.out.printf(Locale.ROOT, "{\"bench\":\"grpc\",\"metric\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"}%n",
                metric,
                value, unit);
    }
}
