package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;

/** One connection too many is closed at once; those that were there go on, and there is room again when one goes. */
class BoundedServerChannelTest {

    private static final int PATIENCE_MILLIS = 20_000;

    @Test
    void connectionsBeyondTheBoundAreClosedAndRoomComesBack() throws Exception {
        thirdIsClosed(2, 100);
    }

    @Test
    void oneAddressHasABoundOfItsOwn() throws Exception {
        thirdIsClosed(100, 2);
    }

    private static void thirdIsClosed(int bound, int ofAddress) throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap().group(group)
                .channelFactory(() -> new BoundedServerChannel(bound, ofAddress, () -> 0))
                .childHandler(new Echo()).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        try (Socket first = connect(port); Socket second = connect(port)) {
            assertEquals('a', answer(first, 'a'));
            assertEquals('b', answer(second, 'b'));
            try (Socket third = connect(port)) {
                assertEquals(-1, answer(third, 'c'), "the third is closed");
            }
            assertEquals('d', answer(first, 'd'), "those that are in go on");
            second.close();
            Await.until("room for another", () -> {
                try (Socket next = connect(port)) {
                    return answer(next, 'e') == 'e';
                } catch (IOException e) {
                    throw new AssertionError("expected to connect", e);
                }
            });
        } finally {
            server.close().sync();
            group.shutdownGracefully();
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** @return what came back, -1 when the connection is at its end */
    private static int answer(Socket socket, char said) {
        try {
            socket.getOutputStream().write(said);
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1; // reset: closed before it was read from
        }
    }

    /** Gives back what comes. */
    @io.netty.channel.ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }
    }
}
