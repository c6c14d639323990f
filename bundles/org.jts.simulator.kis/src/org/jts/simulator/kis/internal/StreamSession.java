package org.jts.simulator.kis.internal;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/** One WebSocket: what it has registered, and the keys of its encrypted channels. */
final class StreamSession extends SimpleChannelInboundHandler<WebSocketFrame> {

    private final Streams streams;
    /** {@code TR|key}. */
    final Set<String> registered = ConcurrentHashMap.newKeySet();
    final Map<String, Cipher256> ciphers = new ConcurrentHashMap<>();
    /** The app key that this session holds since its first message; null before. */
    volatile String appKey;
    private volatile ChannelHandlerContext context;

    StreamSession(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        streams.opened(this);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        streams.closed(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        streams.closed(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext from, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> streams.message(this, text.text());
            case PingWebSocketFrame ping -> from.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
            case CloseWebSocketFrame close -> from.writeAndFlush(close.retain()).addListener(f -> from.close());
            default -> { } // a pong is an answer to PINGPONG as good as its echo
        }
    }

    void send(String text) {
        context.writeAndFlush(new TextWebSocketFrame(
                Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }

    void cut() {
        context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        broken.close();
    }
}
