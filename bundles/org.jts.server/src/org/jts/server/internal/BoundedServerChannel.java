package org.jts.server.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/**
 * Takes connections up to a bound, and fewer of one address, so that one machine cannot take the room of all. One more
 * is closed at once, before anything is read from it or kept for it.
 */
final class BoundedServerChannel extends NioServerSocketChannel {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedServerChannel.class);
    private static final long COMPLAINT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int bound;
    private final int boundOfAddress;
    private final LongSupplier nanoTime;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> openByAddress = new ConcurrentHashMap<>();
    /** Below: only touched by the thread that accepts. */
    private boolean complained;
    private long complainedNanos;

    /** @param nanoTime tells when it is time to complain again */
    BoundedServerChannel(int bound, int boundOfAddress, LongSupplier nanoTime) {
        this.bound = bound;
        this.boundOfAddress = boundOfAddress;
        this.nanoTime = nanoTime;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        super.doReadMessages(accepted);
        for (int i = accepted.size() - 1; i >= before; i--) {
            Channel connection = (Channel) accepted.get(i);
            InetAddress peer = connection.remoteAddress() instanceof InetSocketAddress internet
                    ? internet.getAddress() : InetAddress.getLoopbackAddress(); // already gone
            if (open.get() >= bound || openByAddress.getOrDefault(peer, 0) >= boundOfAddress) {
                accepted.remove(i);
                connection.unsafe().closeForcibly();
                complain(peer);
            } else {
                count(connection, peer);
            }
        }
        return accepted.size() - before;
    }

    private void count(Channel connection, InetAddress peer) {
        open.incrementAndGet();
        openByAddress.merge(peer, 1, Integer::sum);
        connection.closeFuture().addListener(closed -> {
            open.decrementAndGet();
            openByAddress.computeIfPresent(peer, (address, count) -> count > 1 ? count - 1 : null);
        });
    }

    private void complain(InetAddress peer) {
        long now = nanoTime.getAsLong();
        if (!complained || now - complainedNanos > COMPLAINT_NANOS) {
            complained = true;
            complainedNanos = now;
            LOG.warn("expected at most {} connections at once and {} of one address, found one more from {}; it was "
                    + "closed, and so are others of which nothing is said for a minute", bound, boundOfAddress,
                    peer.getHostAddress());
        }
    }
}
