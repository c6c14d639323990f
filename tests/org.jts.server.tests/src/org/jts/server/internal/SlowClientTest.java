package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.wire.proto.gateway.OrderStreamMessage;
import org.junit.jupiter.api.Test;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;

/** A client that reads slowly holds up nobody, costs a bounded memory, and misses no order event without being told. */
class SlowClientTest {

    /** A client that reads when the test says so. */
    private static final class Client<M> extends ServerCallStreamObserver<M> {
        private final List<M> read = new ArrayList<>();
        private Runnable onReady = () -> { };
        private Throwable failure;
        private int room;

        void read(int count) {
            room += count;
            onReady.run();
        }

        @Override
        public void onNext(M message) {
            if (failure != null) {
                throw new AssertionError("expected nothing behind the end, found " + message);
            }
            room--;
            read.add(message);
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
        }

        @Override
        public void onCompleted() {
            throw new AssertionError("expected a stream that goes on");
        }

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            // nobody cancels
        }

        @Override
        public void setOnCloseHandler(Runnable handler) {
            // nobody closes
        }

        @Override
        public void setCompression(String compression) {
            // none
        }

        @Override
        public void disableAutoInboundFlowControl() {
            // nothing comes in
        }

        @Override
        public void disableAutoRequest() {
            // nothing comes in
        }

        @Override
        public void request(int count) {
            // nothing comes in
        }

        @Override
        public void setMessageCompression(boolean on) {
            // none
        }
    }

    private final OpenStreams streams = new OpenStreams();
    private final List<Consumer<String>> sinks = new ArrayList<>();

    @Test
    void newestMessageOfEachKeyWaitsAndNoOther() {
        Client<String> client = new Client<>();
        LatestSender<String, String> sender = new LatestSender<>(streams.open(client));
        for (int i = 1; i <= 1_000; i++) {
            sender.offer("a", "a" + i);
            sender.offer("b", "b" + i);
        }
        assertEquals(List.of(), client.read, "the client has no room");
        client.read(10);
        assertEquals(List.of("a1000", "b1000"), client.read);
        sender.offer("b", "b1001");
        assertEquals("b1001", client.read.getLast());
    }

    @Test
    void whatWaitsGoesOutTogetherAsManyAsTheClientTakes() {
        Client<String> client = new Client<>();
        client.room = 100;
        Queue<Runnable> later = new ArrayDeque<>();
        LatestSender<String, String> sender = new LatestSender<>(streams.open(client),
                new LatestSender.Together<>(3, all -> String.join("+", all), later::add));
        for (String key : List.of("a", "b", "a", "c", "d")) {
            sender.offer(key, key + later.size());
        }
        assertEquals(1, later.size(), "one who sends is enough");
        assertEquals(List.of("a1+b1+c1"), client.read, "what is complete waits for nobody");
        later.remove().run();
        assertEquals(List.of("a1+b1+c1", "d1"), client.read);
        sender.offer("e", "e");
        assertEquals(1, later.size(), "called again");
        client.read(0);
        assertEquals("e", client.read.getLast(), "whoever comes first sends it");
        later.remove().run();
        assertEquals(3, client.read.size(), "and the other finds nothing");
        sender.offer("f", "f");
        later.remove().run();
        assertEquals("f", client.read.getLast());
    }

    @Test
    void everyOrderEventComesInOrderHoweverSlowlyItIsRead() {
        OrderLog log = new OrderLog();
        Client<OrderStreamMessage> client = new Client<>();
        OrderSender sender = new OrderSender(streams.open(client));
        sender.start(log, 0);
        IntStream.range(0, 500).forEach(i -> log.append(event(i)));
        assertEquals(0, client.read.size());
        while (client.read.size() < 500) {
            client.read(7);
        }
        assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(),
                client.read.stream().map(m -> m.getUpdate().getSequence()).toList());
    }

    @Test
    void clientThatFallsTooFarBehindIsToldSo() {
        OrderLog log = new OrderLog();
        Client<OrderStreamMessage> client = new Client<>();
        OrderSender sender = new OrderSender(streams.open(client));
        sender.start(log, 0);
        IntStream.range(0, OrderLog.CAPACITY + 100).forEach(i -> log.append(event(i)));
        client.read(1);
        Status status = ((StatusRuntimeException) client.failure).getStatus();
        assertEquals(Status.Code.OUT_OF_RANGE, status.getCode());
        assertTrue(status.getDescription().contains("ask for open orders"), status.getDescription());
        assertEquals(0, streams.count());
    }

    @Test
    void stopSaysGoodbyeThenEndsAndNothingFollows() {
        Client<String> client = new Client<>();
        OpenStreams.Stream<String> stream = streams.open(client);
        LatestSender<String, String> sender = new LatestSender<>(stream);
        stream.onStop(() -> stream.send("goodbye"));
        streams.stop();
        assertEquals(List.of("goodbye"), client.read);
        assertEquals(Status.Code.UNAVAILABLE, ((StatusRuntimeException) client.failure).getStatus().getCode());
        client.room = 5;
        sender.offer("a", "too late");
        assertEquals(List.of("goodbye"), client.read);
        Client<String> late = new Client<>();
        assertTrue(streams.open(late).isOver(), "no stream of a server that stops");
        assertEquals(Status.Code.UNAVAILABLE, ((StatusRuntimeException) late.failure).getStatus().getCode());
    }

    @Test
    void streamThatFailsWhileItsFeedTellsHoldsUpNobody() throws Exception {
        SharedFeed<String> feed = new SharedFeed<>((symbol, sink) -> {
            sinks.add(sink);
            return () -> { };
        });
        Client<String> client = new Client<>();
        client.room = Integer.MAX_VALUE;
        OpenStreams.Stream<String> stream = streams.open(client);
        LatestSender<String, String> sender = new LatestSender<>(stream);
        CountDownLatch telling = new CountDownLatch(1);
        CountDownLatch failing = new CountDownLatch(1);
        stream.feed(feed.watch(Set.of(Rig.SAMSUNG), message -> {
            telling.countDown();
            awaits(failing);
            sender.offer("a", message);
        }));
        Thread broker = Thread.ofVirtual().start(() -> sinks.getFirst().accept("a1"));
        awaits(telling);
        Thread server = Thread.ofVirtual().start(() -> {
            failing.countDown();
            streams.stop();
        });
        assertTrue(server.join(Duration.ofSeconds(20)), "expected the server to stop");
        assertTrue(broker.join(Duration.ofSeconds(20)), "expected the broker's thread to go on");
        assertEquals(0, feed.size());
    }

    private static void awaits(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "expected the other thread");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void streamsAreBounded() {
        IntStream.range(0, OpenStreams.MAX_STREAMS).forEach(i -> streams.open(new Client<>()));
        Client<String> more = new Client<>();
        assertTrue(streams.open(more).isOver(), "one more");
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, ((StatusRuntimeException) more.failure).getStatus().getCode());
        assertEquals(OpenStreams.MAX_STREAMS, streams.count());
    }

    private static OrderEvent event(int number) {
        return new OrderEvent.Changed(Order.pending(OrderRequest.market(new ClientOrderId("c" + number), Rig.MAIN,
                Rig.SAMSUNG, Side.BUY, BigDecimal.ONE), Instant.EPOCH));
    }
}
