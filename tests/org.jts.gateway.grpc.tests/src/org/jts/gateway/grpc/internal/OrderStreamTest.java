package org.jts.gateway.grpc.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jts.api.order.OrderOutcome;
import org.jts.testkit.Await;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GatewayServiceGrpc.GatewayServiceImplBase;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.jts.wire.proto.gateway.OrderAnswer;
import org.jts.wire.proto.gateway.OrderCallsRequest;
import org.jts.wire.proto.gateway.OrderCallFailure;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.google.protobuf.Timestamp;

import io.grpc.ForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** Order calls on a stream, to a server that answers as the test says. */
class OrderStreamTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    /** A server that has nothing but the stream. */
    private static final class Streaming extends GatewayServiceImplBase implements StreamObserver<OrderCallsRequest> {
        private final BlockingQueue<OrderCallsRequest> calls = new LinkedBlockingQueue<>();
        private volatile StreamObserver<OrderAnswer> out;

        @Override
        public StreamObserver<OrderCallsRequest> orderCalls(StreamObserver<OrderAnswer> answers) {
            out = answers;
            return this;
        }

        @Override
        public void onNext(OrderCallsRequest call) {
            calls.add(call);
        }

        @Override
        public void onError(Throwable failed) {
            // the client is gone
        }

        @Override
        public void onCompleted() {
            out.onCompleted();
        }

        OrderCallsRequest next() throws InterruptedException {
            OrderCallsRequest next = calls.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
            assertTrue(next != null, "a call within " + LIMIT);
            return next;
        }

        void answer(long number, OrderAnswer.Builder answer) {
            out.onNext(answer.setNumber(number).build());
        }
    }

    private final Streaming service = new Streaming();
    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private Server server;
    private ManagedChannel channel;
    private OrderStream orders;

    @AfterEach
    void close() {
        if (orders != null) {
            orders.close();
        }
        channel.shutdownNow();
        server.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void connect(Duration limit, boolean hasStream) throws IOException {
        NettyServerBuilder builder = NettyServerBuilder
                .forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .channelType(NioServerSocketChannel.class).bossEventLoopGroup(group).workerEventLoopGroup(group)
                .directExecutor();
        if (hasStream) {
            // The server says at once that the stream has begun, as the real one does.
            builder.addService(ServerInterceptors.intercept(service, new ServerInterceptor() {
                @Override
                public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call,
                        Metadata headers, ServerCallHandler<Q, A> next) {
                    call.sendHeaders(new Metadata());
                    return next.startCall(new ForwardingServerCall.SimpleForwardingServerCall<>(call) {
                        @Override
                        public void sendHeaders(Metadata second) {
                            // they are sent
                        }
                    }, headers);
                }
            }));
        }
        server = builder.build().start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext()
                .channelType(NioSocketChannel.class).eventLoopGroup(group).directExecutor().build();
        orders = new OrderStream(channel, limit);
    }

    private static OrderCallsRequest.Builder order() {
        return OrderCallsRequest.newBuilder().setPlace(PlaceOrderRequest.newBuilder().setClientOrderId("any"));
    }

    private CompletableFuture<Optional<OrderOutcome>> place() {
        CompletableFuture<Optional<OrderOutcome>> outcome = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> outcome.complete(orders.call(order())));
        return outcome;
    }

    /** Opens the stream, and sends the first call on it. */
    private CompletableFuture<Optional<OrderOutcome>> first() {
        orders.open();
        Await.until("an open stream", orders::isOpen);
        return place();
    }

    private static OrderAnswer.Builder accepted(String id) {
        return OrderAnswer.newBuilder().setResponse(OrderResponse.newBuilder().setOrderId(id)
                .setResult(OrderResult.ORDER_RESULT_ACCEPTED)
                .setAcceptedAt(Timestamp.newBuilder().setSeconds(1)));
    }

    private static OrderOutcome of(CompletableFuture<Optional<OrderOutcome>> outcome) throws Exception {
        return outcome.get(LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow();
    }

    @Test
    void answersFindTheirCallsInWhicheverOrderTheyCome() throws Exception {
        connect(LIMIT, true);
        var one = first();
        OrderCallsRequest first = service.next();
        var two = place();
        OrderCallsRequest second = service.next();
        assertEquals(LIMIT.toMillis(), second.getPatienceMs());
        service.answer(second.getNumber(), accepted("B-2"));
        assertEquals("B-2", ((OrderOutcome.Accepted) of(two)).brokerOrderId().value());
        service.answer(first.getNumber(), accepted("B-1"));
        assertEquals("B-1", ((OrderOutcome.Accepted) of(one)).brokerOrderId().value());
    }

    @Test
    void whatTheServerSaysWasNotSentIsNotSentAndAnyOtherFailureIsUnknown() throws Exception {
        connect(LIMIT, true);
        var refused = first();
        service.answer(service.next().getNumber(), OrderAnswer.newBuilder().setFailure(OrderCallFailure.newBuilder()
                .setCode(Status.Code.RESOURCE_EXHAUSTED.value()).setMessage("slow down").setNotSent(true)));
        OrderOutcome.NotSent why = assertInstanceOf(OrderOutcome.NotSent.class, of(refused));
        assertTrue(why.why().contains("slow down (RESOURCE_EXHAUSTED)"), why.why());
        var failed = place();
        service.answer(service.next().getNumber(), OrderAnswer.newBuilder().setFailure(OrderCallFailure.newBuilder()
                .setCode(Status.Code.INTERNAL.value())));
        assertInstanceOf(OrderOutcome.Unknown.class, of(failed));
        var empty = place();
        service.answer(service.next().getNumber(), OrderAnswer.newBuilder());
        assertInstanceOf(OrderOutcome.Unknown.class, of(empty));
    }

    @Test
    void silenceEndsAtTheLimitAndTheServerIsTold() throws Exception {
        connect(SHORT, true);
        var silent = first();
        OrderCallsRequest call = service.next();
        assertInstanceOf(OrderOutcome.Unknown.class, of(silent));
        OrderCallsRequest told = service.next();
        assertTrue(told.getGiveUp(), told.toString());
        assertEquals(call.getNumber(), told.getNumber());
    }

    @Test
    void callsUnderWayAreUnknownWhenTheStreamEndsAndNoneIsTakenAfterwards() throws Exception {
        connect(LIMIT, true);
        var cut = first();
        service.next();
        service.out.onError(Status.UNAVAILABLE.withDescription("the server is stopping").asRuntimeException());
        OrderOutcome.Unknown why = assertInstanceOf(OrderOutcome.Unknown.class, of(cut));
        assertTrue(why.why().contains("the server is stopping"), why.why());
        assertEquals(Optional.empty(), orders.call(order()));
    }

    @Test
    void nothingIsTakenBeforeTheStreamIsOpenNorWhereTheServerHasNoneNorAfterTheEnd() throws Exception {
        connect(LIMIT, false);
        assertEquals(Optional.empty(), orders.call(order()), "before");
        orders.open();
        assertThrows(StatusRuntimeException.class, () -> GatewayServiceGrpc.newBlockingStub(channel)
                .getBrokers(GetBrokersRequest.getDefaultInstance()), "what came after the stream is refused as well");
        assertEquals(Optional.empty(), orders.call(order()), "a server of an older version");
        orders.close();
        orders.open();
        assertEquals(Optional.empty(), orders.call(order()), "after");
    }

    @Test
    void callerThatIsInterruptedDoesNotKnow() throws Exception {
        connect(LIMIT, true);
        orders.open();
        Await.until("an open stream", orders::isOpen);
        CompletableFuture<Optional<OrderOutcome>> outcome = new CompletableFuture<>();
        Thread caller = Thread.ofPlatform().daemon().start(() -> outcome.complete(orders.call(order())));
        service.next();
        caller.interrupt();
        assertInstanceOf(OrderOutcome.Unknown.class, of(outcome));
        assertTrue(service.next().getGiveUp(), "the server is told");
        Thread.currentThread().interrupt();
        assertInstanceOf(OrderOutcome.NotSent.class, orders.call(order()).orElseThrow(), "interrupted before");
        assertTrue(Thread.interrupted(), "it stays interrupted");
    }
}
