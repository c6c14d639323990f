package org.jts.grpc.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jts.wire.proto.trading.CancelOrderRequest;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.OrderStatus;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.TradingServiceGrpc.TradingServiceImplBase;

import com.google.protobuf.Timestamp;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * The peers: messages of the same size over plain grpc-java, with nothing behind it. An order is answered by the thread
 * that read it. A cancel is handed to another one, which answers it, as it must be where no thread of a connection may
 * wait for a disk or a broker.
 */
public final class BareServer {

    private BareServer() {
    }

    /** A process of its own, as the server is one. */
    static Process start() throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx512m", "-cp", System.getProperty("java.class.path"),
                BareServer.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    static int port(Process started) throws IOException {
        return Integer.parseInt(started.inputReader().readLine());
    }

    public static void main(String[] args) throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .channelType(NioServerSocketChannel.class).bossEventLoopGroup(group).workerEventLoopGroup(group)
                .directExecutor().addService(new Trading()).build().start();
        System.out.println(server.getPort());
        new CountDownLatch(1).await();
    }

    /** Accepts everything. */
    private static final class Trading extends TradingServiceImplBase {
        private final ExecutorService broker = Executors.newCachedThreadPool(
                Thread.ofPlatform().name("broker-", 0).daemon().factory());

        @Override
        public void cancelOrder(CancelOrderRequest request, StreamObserver<OrderResponse> out) {
            broker.execute(() -> {
                out.onNext(accepted(request.getOrderId()));
                out.onCompleted();
            });
        }

        @Override
        public void placeOrder(PlaceOrderRequest request, StreamObserver<OrderResponse> out) {
            out.onNext(accepted(request.getClientOrderId()));
            out.onCompleted();
        }

        private static OrderResponse accepted(String name) {
            return OrderResponse.newBuilder().setResult(OrderResult.ORDER_RESULT_ACCEPTED)
                    .setStatus(OrderStatus.ORDER_STATUS_ACCEPTED).setOrderId("MOCK-00000001").setClientOrderId(name)
                    .setAcceptedAt(Timestamp.newBuilder().setSeconds(1_800_000_000L).setNanos(123_456_789)).build();
        }
    }
}
