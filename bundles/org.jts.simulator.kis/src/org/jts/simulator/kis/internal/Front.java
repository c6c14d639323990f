package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The port, on the loopback interface alone. */
final class Front implements AutoCloseable {

    private static final int LARGEST_BODY = 1 << 20;
    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup loops;
    private final Channel listening;

    private final Tls tls;

    Front(Config config, Broker broker, Streams streams) throws IOException {
        tls = config.tls() ? Tls.fresh() : null;
        int port = config.port();
        loops = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("kis-simulator-io", true),
                NioIoHandler.newFactory());
        ChannelFuture bound = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.context().newHandler(channel.alloc()));
                        }
                        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_BODY),
                                new HttpDesk(broker, streams));
                    }
                }).bind(new InetSocketAddress("127.0.0.1", port)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new IOException("expected port %d of this machine to be free, found %s; choose another"
                    .formatted(port, bound.cause().getMessage()), bound.cause());
        }
        listening = bound.channel();
    }

    String certificate() {
        return tls == null ? "" : tls.certificate();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
