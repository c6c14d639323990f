package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.jts.kis.catalog.KisJson;
import org.jts.simulator.kis.KisFaults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** One connection: reads requests, has them answered on threads of their own, and writes the answers. */
final class HttpDesk extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(HttpDesk.class);
    private static final String JSON = "application/json; charset=utf-8";
    private static final String STREAM_PATH = "/tryitout";
    private static final int LARGEST_FRAME = 1 << 20;

    private final Broker broker;
    private final Streams streams;

    HttpDesk(Broker broker, Streams streams) {
        this.broker = broker;
        this.streams = streams;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String path = new QueryStringDecoder(request.uri()).path();
        if ("websocket".equalsIgnoreCase(request.headers().get(HttpHeaderNames.UPGRADE))) {
            broker.arriveUpgrade();
            upgrade(context, request, path);
            return;
        }
        if (path.startsWith(MasterDesk.PATH)) {
            broker.arriveUpgrade();
            master(context, path.substring(MasterDesk.PATH.length()));
            return;
        }
        Incoming in = read(request);
        if (in == null) {
            broker.arriveUpgrade();
            write(context, Reply.refused("1", "OPSQ9995", "JSON PARSING ERROR"), "", request);
            return;
        }
        boolean withinLimit = broker.arrive(in);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        Thread.ofVirtual().name("kis-simulator-request").start(() -> answer(context, in, withinLimit, keepAlive));
    }

    /** A file; of that host there is no limit. */
    private void master(ChannelHandlerContext context, String name) {
        Optional<byte[]> file = broker.faults().isMaintenance() ? Optional.empty() : broker.master(name);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, file.isPresent()
                ? HttpResponseStatus.OK : HttpResponseStatus.NOT_FOUND, Unpooled.wrappedBuffer(file.orElse(
                        new byte[0])));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/zip")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        context.writeAndFlush(response);
    }

    private void upgrade(ChannelHandlerContext context, FullHttpRequest request, String path) {
        if (!path.startsWith(STREAM_PATH) || broker.faults().isMaintenance()) {
            write(context, new Reply(404, "", Map.of()), "", request);
            return;
        }
        WebSocketServerHandshaker shaker = new WebSocketServerHandshakerFactory("ws://127.0.0.1" + path, null, true,
                LARGEST_FRAME).newHandshaker(request);
        if (shaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        // The session is there before the client learns that it is open.
        context.pipeline().addLast("stream", new StreamSession(streams));
        shaker.handshake(context.channel(), request);
        context.pipeline().remove(this);
    }

    /** @return null when the body is no JSON object */
    private static Incoming read(FullHttpRequest request) {
        QueryStringDecoder query = new QueryStringDecoder(request.uri());
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue()));
        String body = request.content().toString(StandardCharsets.UTF_8);
        Map<String, Object> fields = new LinkedHashMap<>();
        query.parameters().forEach((name, values) -> fields.put(name, values.getFirst()));
        if (!body.isBlank()) {
            try {
                fields.putAll(KisJson.readObject(body));
            } catch (IOException e) {
                return null;
            }
        }
        return new Incoming(request.method().name(), query.path(), headers, fields, body);
    }

    private void answer(ChannelHandlerContext context, Incoming in, boolean withinLimit, boolean keepAlive) {
        KisFaults faults = broker.faults();
        if (faults.isMaintenance()) {
            respond(context, 503, "text/html", "<html><body>점검중입니다</body></html>", new Reply(503, "", Map.of()),
                    "", false);
            return;
        }
        boolean silent = faults.isSilent();
        try {
            Reply reply = broker.answer(in, withinLimit);
            if (silent) {
                return;
            }
            long wait = faults.slowness().toMillis();
            Runnable send = () -> {
                if (reply == null) {
                    context.close();
                } else {
                    respond(context, reply.status(), JSON, KisJson.write(reply.body()), reply, in.trId(), keepAlive);
                }
            };
            if (wait > 0) {
                context.executor().schedule(send, wait, TimeUnit.MILLISECONDS);
            } else {
                send.run();
            }
        } catch (RuntimeException e) {
            LOG.error("KIS simulator: expected to answer {} {}, failed", in.method(), in.path(), e);
            respond(context, 500, JSON, KisJson.write(Reply.gateway("EGW00002", "서버 에러가 발생하였습니다.").body()),
                    Reply.gateway("EGW00002", ""), in.trId(), keepAlive);
        }
    }

    private static void write(ChannelHandlerContext context, Reply reply, String trId, FullHttpRequest request) {
        respond(context, reply.status(), JSON, KisJson.write(reply.body()), reply, trId, HttpUtil.isKeepAlive(request));
    }

    private static void respond(ChannelHandlerContext context, int status, String type, String text, Reply reply,
            String trId, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status), Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, type)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set("tr_id", trId).set("tr_cont", reply.trCont()).set("gt_uid", "");
        if (keepAlive) {
            context.writeAndFlush(response);
        } else {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("KIS simulator: a connection broke", cause);
        context.close();
    }
}
