package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.ReferenceCountUtil;

/** When the threads of connections sleep, and that they miss nothing however they wait. */
@Timeout(60)
class AwakeLoopsTest {

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger sleeps = new AtomicInteger();
    private final AtomicInteger wakes = new AtomicInteger();
    private int ready;
    private Runnable whileAtWork = () -> { };
    private boolean hasTasks;
    private EventLoopGroup group;

    /** Counts how it is asked. */
    private final IoHandler io = new IoHandler() {

        @Override
        public int run(IoHandlerContext context) {
            boolean isLook = !context.canBlock() || context.delayNanos(System.nanoTime()) == 0;
            (isLook ? looks : sleeps).incrementAndGet();
            whileAtWork.run();
            return ready;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new AssertionError("expected no connection");
        }

        @Override
        public void wakeup() {
            wakes.incrementAndGet();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return true;
        }
    };
    private final IoHandlerContext turn = new IoHandlerContext() {

        @Override
        public boolean canBlock() {
            return !hasTasks;
        }

        @Override
        public long delayNanos(long now) {
            return TimeUnit.SECONDS.toNanos(1);
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    };
    private final AwakeLoops loops = new AwakeLoops(executor -> io);
    private final IoHandler handler = loops.newHandler(null);

    @AfterEach
    void close() {
        if (group != null) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    /** The calling thread is that of a loop from now on. */
    private AwakeLoops.Loop begin() {
        handler.initialize();
        return loops.current();
    }

    private int run() {
        looks.set(0);
        sleeps.set(0);
        return handler.run(turn);
    }

    @Test
    void aLoopWithoutOrdersSleeps() {
        begin();
        run();
        assertEquals(0, looks.get());
        assertEquals(1, sleeps.get());
    }

    @Test
    void aLoopThatExpectsTheNextOrderLooksAgainAndReadsWhatComes() {
        AwakeLoops.Loop loop = begin();
        stayAwake(loop, () -> {
            loop.begun();
            loop.answered();
            return run() == 0 && looks.get() == 1 && sleeps.get() == 0;
        });
        ready = 2;
        loop.begun();
        loop.answered();
        assertEquals(2, run());
    }

    /** A machine that is busy with something else may have nobody stay awake for a while. */
    private static void stayAwake(AwakeLoops.Loop loop, Callable<Boolean> isAwake) {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        Await.until("the machine has time", isAwake);
        assertEquals(0, loop.underWay());
    }

    @Test
    void whileItWaitsForAnAnswerItLooksAtTheConnectionsNowAndThen() {
        AwakeLoops.Loop loop = begin();
        stayAwake(loop, () -> {
            loop.begun();
            int looked = 0;
            int slept = 0;
            for (int i = 0; i < 24; i++) {
                run();
                looked += looks.get();
                slept += sleeps.get();
            }
            loop.answered();
            return slept == 0 && looked == 3;
        });
    }

    @Test
    void withATaskToDoItDoesNotSleep() {
        AwakeLoops.Loop loop = begin();
        hasTasks = true;
        loop.begun();
        run();
        assertEquals(0, sleeps.get());
        loop.answered();
        run();
        assertEquals(0, sleeps.get());
    }

    @Test
    void withSeveralOrdersUnderWayItSleepsBetweenThem() {
        AwakeLoops.Loop loop = begin();
        loop.begun();
        loop.begun();
        run();
        assertEquals(1, sleeps.get());
        loop.answered();
        run();
        assertEquals(1, sleeps.get());
    }

    @Test
    void itSleepsWhenNothingComes() {
        begin().begun();
        Await.until("it sleeps", () -> {
            run();
            return sleeps.get() == 1;
        });
    }

    @Test
    void onlyWhoMaySleepIsWoken() {
        begin();
        handler.wakeup();
        assertEquals(0, wakes.get());
        whileAtWork = handler::wakeup;
        run();
        assertEquals(1, sleeps.get());
        assertEquals(1, wakes.get());
    }

    @Test
    void eachThreadHasItsOwn() throws Exception {
        AwakeLoops.Loop own = begin();
        assertSame(own, loops.current());
        AwakeLoops.Loop[] other = new AwakeLoops.Loop[1];
        Thread thread = Thread.ofPlatform().start(() -> other[0] = loops.current());
        thread.join();
        assertNotSame(own, other[0]);
    }

    /**
     * Answers each line on another thread, as a broker's does, after a time that now and then is as long as it stays
     * awake: a task that came when it was about to sleep would be missed.
     */
    @Test
    void noAnswerIsMissedHoweverItWaits() throws Exception {
        BlockingQueue<Runnable> broker = new LinkedBlockingQueue<>();
        Thread brokerThread = Thread.ofPlatform().daemon().start(() -> work(broker));
        AwakeLoops real = new AwakeLoops(NioIoHandler.newFactory());
        group = new MultiThreadIoEventLoopGroup(1, real);
        Channel server = new ServerBootstrap().group(group).channel(NioServerSocketChannel.class)
                .childHandler(new Echo(real, broker)).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync().channel();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(),
                ((InetSocketAddress) server.localAddress()).getPort())) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(5_000);
            for (int i = 0; i < 3_000; i++) {
                ask(client, i);
            }
            assertEquals("alive", group.next().submit(() -> "alive").get(5, TimeUnit.SECONDS));
        } finally {
            brokerThread.interrupt();
        }
    }

    private static void work(BlockingQueue<Runnable> jobs) {
        try {
            while (true) {
                jobs.take().run();
            }
        } catch (InterruptedException e) {
            // The test is over.
        }
    }

    private static void ask(Socket client, int number) throws IOException {
        byte[] line = "%05d".formatted(number).getBytes(StandardCharsets.US_ASCII);
        client.getOutputStream().write(line);
        assertEquals("%05d".formatted(number), new String(client.getInputStream().readNBytes(line.length),
                StandardCharsets.US_ASCII), "within five seconds");
        if (number % 3 == 0) {
            pause(number % 250 * 2_000L);
        }
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {

        private final AwakeLoops loops;
        private final BlockingQueue<Runnable> broker;
        private int asked;

        Echo(AwakeLoops loops, BlockingQueue<Runnable> broker) {
            this.loops = loops;
            this.broker = broker;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            String text = ((ByteBuf) message).toString(StandardCharsets.US_ASCII);
            ReferenceCountUtil.release(message);
            AwakeLoops.Loop loop = loops.current();
            EventLoop thread = context.channel().eventLoop();
            loop.begun();
            int number = asked++;
            broker.add(() -> {
                pause(number % 7 == 0 ? 450_000 + number % 100 * 1_000L : number % 5 * 10_000L);
                thread.execute(() -> context.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII)));
                loop.answered();
            });
        }
    }
}
