package org.jts.grpc.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.wire.BrokerWire;
import org.jts.wire.MarketWire;
import org.jts.wire.proto.gateway.Broker;
import org.jts.wire.proto.gateway.BrokerStatus;
import org.jts.wire.proto.gateway.GatewayServiceGrpc.GatewayServiceImplBase;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.gateway.GetBrokersResponse;
import org.jts.wire.proto.gateway.StreamStatusRequest;
import org.jts.wire.proto.market.MarketDataServiceGrpc.MarketDataServiceImplBase;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.StreamQuotesRequest;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Sends quotes as fast as they are taken: for the broker {@value #MAPPED} each is made a record and mapped to a
 * message, as the server does, and as many go out at once as the client takes; for {@value #SINGLE} each goes out by
 * itself; for any other the same message goes out again and again, which is the bare stream.
 */
public final class QuoteSource {

    static final String MAPPED = "quotes";
    static final String SINGLE = "single";
    static final int SYMBOLS = 500;

    private QuoteSource() {
    }

    /** A process of its own. */
    static Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
                QuoteSource.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** As a broker has them: made once. */
    private static final List<SymbolId> ALL = IntStream.range(0, SYMBOLS)
            .mapToObj(number -> new SymbolId("KRX", String.valueOf(900_001 + number))).toList();

    /** What stays for the day, or nearly. */
    private static final Optional<BigDecimal> OPEN = Optional.of(BigDecimal.valueOf(71_000));
    private static final Optional<BigDecimal> HIGH = Optional.of(BigDecimal.valueOf(81_800));
    private static final Optional<BigDecimal> LOW = Optional.of(BigDecimal.valueOf(70_500));
    private static final Optional<BigDecimal> CLOSE = Optional.of(BigDecimal.valueOf(71_100));

    static Set<SymbolId> symbols() {
        return Set.copyOf(ALL);
    }

    public static void main(String[] args) throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .channelType(NioServerSocketChannel.class).bossEventLoopGroup(group).workerEventLoopGroup(group)
                .directExecutor().addService(new Gateway()).addService(new Market()).build().start();
        System.out.println(server.getPort());
        new CountDownLatch(1).await();
    }

    /** One broker, which is connected. */
    private static final class Gateway extends GatewayServiceImplBase {

        private final ScheduledExecutorService beat = Executors.newSingleThreadScheduledExecutor();
        private final BrokerStatus status = BrokerWire.message(new ConnectionState(ConnectionPhase.CONNECTED,
                Cause.REQUESTED, "", Instant.now(), 0, Optional.empty()));

        @Override
        public void getBrokers(GetBrokersRequest request, StreamObserver<GetBrokersResponse> out) {
            out.onNext(GetBrokersResponse.newBuilder().addBrokers(broker(MAPPED)).addBrokers(broker(SINGLE))
                    .setServerEpoch("bench").build());
            out.onCompleted();
        }

        private Broker broker(String id) {
            return Broker.newBuilder().setId(id).setType("bench").setName("bench").setStatus(status)
                    .setCapabilities(BrokerWire.message(new Capabilities(Set.of(Feature.QUOTE_STREAM), Map.of(),
                            Set.of(), OptionalInt.empty()))).build();
        }

        @Override
        public void streamStatus(StreamStatusRequest request, StreamObserver<BrokerStatus> out) {
            beat.scheduleWithFixedDelay(() -> out.onNext(status), 0, 1, TimeUnit.SECONDS);
        }
    }

    /** Quotes without end. */
    private static final class Market extends MarketDataServiceImplBase {
        @Override
        public void streamQuotes(StreamQuotesRequest request, StreamObserver<QuoteData> observer) {
            var out = (ServerCallStreamObserver<QuoteData>) observer;
            Supplier<QuoteData> next = switch (request.getBrokerId()) {
                case MAPPED -> mapped(Math.max(1, request.getMaxAtOnce()));
                case SINGLE -> mapped(1);
                default -> {
                    QuoteData same = MarketWire.message(quote(0), 1);
                    yield () -> same;
                }
            };
            out.setOnCancelHandler(() -> { });
            out.setOnReadyHandler(() -> {
                while (out.isReady() && !out.isCancelled()) {
                    out.onNext(next.get());
                }
            });
        }

        private static Supplier<QuoteData> mapped(int atOnce) {
            long[] sent = {0};
            List<QuoteData> waiting = new ArrayList<>(atOnce);
            return () -> {
                waiting.clear();
                for (int i = 0; i < atOnce; i++) {
                    sent[0]++;
                    waiting.add(MarketWire.message(quote(sent[0]), sent[0]));
                }
                return MarketWire.together(waiting);
            };
        }
    }

    private static Quote quote(long number) {
        BigDecimal price = BigDecimal.valueOf(71_900 + number % 100 * 100);
        return new Quote(ALL.get((int) (number % SYMBOLS)),
                Instant.ofEpochSecond(1_800_000_000L, number % 1_000_000_000L),
                price, BigDecimal.TEN, OPEN, HIGH, LOW, CLOSE, BigDecimal.valueOf(1_000_000 + number),
                Optional.of(price), BigDecimal.valueOf(250), Optional.of(price.add(BigDecimal.valueOf(100))),
                BigDecimal.valueOf(310));
    }
}
