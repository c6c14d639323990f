package org.jts.server.internal;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/** Takes connections up to a bound. One more is closed at once, before anything is read from it or kept for it. */
final class BoundedServerChannel extends NioServerSocketChannel {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedServerChannel.class);

    private final int bound;
    private final AtomicInteger open = new AtomicInteger();
    /** Said once each time that the bound is met. Only touched by the thread that accepts. */
    private boolean complained;

    BoundedServerChannel(int bound) {
        this.bound = bound;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            Channel connection = (Channel) accepted.get(i);
            if (open.incrementAndGet() > bound) {
                open.decrementAndGet();
                accepted.remove(i);
                connection.unsafe().closeForcibly();
                complain();
            } else {
                complained = false;
                connection.closeFuture().addListener(closed -> open.decrementAndGet());
            }
        }
        return accepted.size() - before;
    }

    private void complain() {
        if (!complained) {
            complained = true;
            LOG.warn("expected at most {} connections at once, found one more; it was closed", bound);
        }
    }
}
