package org.jts.grpc.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.concurrent.MachineTime;
import org.jts.gateway.grpc.internal.BenchGateway;
import org.jts.wire.OrderWire;
import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.TradingServiceGrpc;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * An order from the call of the gateway to its outcome, beside a bare unary call of the same size, all to other
 * processes. In turns, so that all have the same machine. The server writes an order to its journal and syncs it before
 * it leaves. A bare call has no disk, so that {@code grpc.order} is an order with the journal in memory;
 * {@code grpc.order.disk} is what traders have, with the journal on the disk of the checkout, and
 * {@code grpc.order.sync} one sync of that disk. Of {@code grpc.order}, {@code grpc.order.broker} is what the simulated
 * broker takes for itself, and {@code grpc.order.desk} what the server's desk takes; the bare call has neither.
 * {@code grpc.order.handed} is a bare call that another thread answers than the one that read it: the threads that an
 * order needs, without any work.
 */
public final class OrderBench {

    /** A server runs for days: as long as its code is still being compiled an order takes twice as long. */
    private static final int WARM_UP = 40;
    private static final int MEASURED = 4;
    private static final int QUANTITIES = 8;
    private static final int CALLS = 1_000;
    private static final int SYNCS = 500;
    private static final String DATA = "-Djts.data=";
    private static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");
    private static final AccountId ACCOUNT = new AccountId("MOCK-001");

    private interface Call {
        void run(OrderRequest order);
    }

    private OrderBench() {
    }

    /**
     * Arguments: HOST:PORT, process id of the server, id of the broker there; HOST:PORT of another server of the same
     * make, where a sync costs nothing because its data folder is in memory; that folder.
     */
    public static void main(String[] args) throws Exception {
        Deadline.in(Duration.ofMinutes(5));
        Process peer = BareServer.start();
        try {
            Path folder = Path.of(ProcessHandle.of(Long.parseLong(args[1])).flatMap(server -> server.info().arguments())
                    .stream().flatMap(Arrays::stream).filter(a -> a.startsWith(DATA)).findFirst().orElseThrow()
                    .substring(DATA.length()));
            measure(port(args[0]), port(args[3]), args[2], BareServer.port(peer), folder);
            ServerTimes times = ServerTimes.read(Path.of(args[4]), MEASURED * CALLS);
            print("grpc.order.broker.p50", times.broker());
            print("grpc.order.desk.p50", times.desk());
        } finally {
            peer.destroyForcibly();
        }
        System.exit(0);
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /**
     * What an order costs a server besides: its journal is on the disk before the order leaves.
     *
     * @return in microseconds, p50
     */
    private static double sync(Path folder) throws IOException {
        long[] nanos = new long[SYNCS];
        Path file = Files.createTempFile(folder, "sync", ".bench");
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                out.write(ByteBuffer.allocate(300));
                out.force(false);
                nanos[i] = System.nanoTime() - start;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(nanos);
        return at(nanos, 0.5);
    }

    private static void measure(int disk, int memory, String broker, int bare, Path folder) throws Exception {
        BrokerGateway onDisk = BenchGateway.connect(disk, broker, new MachineTime());
        BrokerGateway inMemory = BenchGateway.connect(memory, broker, new MachineTime());
        BigDecimal[] prices = prices(onDisk);
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", bare).usePlaintext()
                .channelType(NioSocketChannel.class).eventLoopGroup(group).directExecutor().build();
        var stub = TradingServiceGrpc.newBlockingStub(channel);
        long[] oursNanos = new long[MEASURED * CALLS];
        long[] diskNanos = new long[MEASURED * CALLS];
        long[] peerNanos = new long[MEASURED * CALLS];
        long[] handedNanos = new long[MEASURED * CALLS];
        for (int round = 0; round < WARM_UP + MEASURED; round++) {
            int from = Math.max(0, round - WARM_UP) * CALLS; // what warms up is written over
            measure(order -> stub.placeOrder(OrderWire.message(order, broker)), prices, peerNanos, from, round);
            measure(order -> stub.cancelOrder(sameSize(order, broker)), prices, handedNanos, from, round);
            measure(order -> place(inMemory, order), prices, oursNanos, from, round);
            measure(order -> place(onDisk, order), prices, diskNanos, from, round);
        }
        onDisk.disconnect();
        inMemory.disconnect();
        channel.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        Arrays.sort(oursNanos);
        Arrays.sort(diskNanos);
        Arrays.sort(peerNanos);
        Arrays.sort(handedNanos);
        print("grpc.order.disk.p50", at(diskNanos, 0.5), at(peerNanos, 0.5));
        print("grpc.order.disk.p99", at(diskNanos, 0.99), at(peerNanos, 0.99));
        print("grpc.order.p50", at(oursNanos, 0.5), at(peerNanos, 0.5));
        print("grpc.order.p99", at(oursNanos, 0.99), at(peerNanos, 0.99));
        print("grpc.order.handed.p50", at(handedNanos, 0.5), at(peerNanos, 0.5));
        print("grpc.order.sync.p50", sync(folder));
    }

    /** As many bytes as an order has, in a message that the peer hands on. */
    private static CancelOrderRequest sameSize(OrderRequest order, String broker) {
        PlaceOrderRequest wire = OrderWire.message(order, broker);
        CancelOrderRequest cancel = CancelOrderRequest.newBuilder().setBrokerId(broker)
                .setAccountId(wire.getAccountId()).setSymbolCode(wire.getSymbolCode())
                .setOrderId(wire.getClientOrderId()).build();
        int missing = wire.getSerializedSize() - cancel.getSerializedSize();
        return cancel.toBuilder().setOrderId(wire.getClientOrderId() + "-".repeat(Math.max(0, missing))).build();
    }

    private static void place(BrokerGateway gateway, OrderRequest order) {
        OrderOutcome outcome = gateway.place(order);
        if (!(outcome instanceof OrderOutcome.Accepted)) {
            throw new IllegalStateException("expected an accepted order, found " + outcome);
        }
    }

    /** Far from the market. */
    private static BigDecimal[] prices(BrokerGateway gateway) throws Exception {
        Symbol symbol = gateway.symbols().stream().filter(s -> s.id().equals(SAMSUNG)).findFirst().orElseThrow();
        Quote quote = gateway.quote(SAMSUNG);
        BigDecimal[] prices = new BigDecimal[80];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = symbol.ticks().roundDown(quote.last().multiply(new BigDecimal(900 - 2 * i).movePointLeft(3)));
        }
        return prices;
    }

    private static void measure(Call call, BigDecimal[] prices, long[] nanos, int from, int round) {
        for (int i = 0; i < CALLS; i++) {
            // it can never trade and never stays: nothing piles up, neither at the broker nor in the account
            OrderRequest order = new OrderRequest(new ClientOrderId(UUID.randomUUID().toString()), ACCOUNT, SAMSUNG,
                    Side.BUY, OrderType.LIMIT, TimeInForce.IOC,
                    BigDecimal.valueOf(1 + i % 50 + 50 * (round % QUANTITIES)),
                    Optional.of(prices[i / 50 % prices.length]), Optional.empty());
            long start = System.nanoTime();
            call.run(order);
            nanos[from + i] = System.nanoTime() - start;
        }
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1_000.0;
    }

    private static void print(String metric, double value) {
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"%s\",\"value\":%.1f,\"unit\":\"us\"}%n", metric, value);
    }

    private static void print(String metric, double value, double peer) {
        System.out.printf("{\"bench\":\"grpc\",\"metric\":\"%s\",\"value\":%.1f,\"unit\":\"us\",\"peer\":"
                + "\"bare grpc-java unary call\",\"peer_value\":%.1f}%n", metric, value, peer);
    }
}
