package org.jts.gateway.kis.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners, one after the other, on a thread of its own. What of the market nobody has taken yet is left out
 * when there is too much of it; an order event that finds no room ends the connection, so that all is read anew.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int ROOM = 20_000;
    /** Of it, what market data may fill. */
    private static final int MARKET_ROOM = 15_000;

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(ROOM);
    private final Thread thread;
    private final Runnable overrun;

    Dispatcher(String threadName, Runnable overrun) {
        this.overrun = overrun;
        this.thread = Thread.ofVirtual().name(threadName).start(this::run);
    }

    void market(Runnable call) {
        if (queue.size() < MARKET_ROOM) {
            queue.offer(call);
        }
    }

    void order(Runnable call) {
        if (!queue.offer(call)) {
            overrun.run();
        }
    }

    private void run() {
        try {
            while (true) {
                Runnable call = queue.take();
                try {
                    call.run();
                } catch (RuntimeException e) {
                    LOG.warn("KIS: a listener failed", e);
                }
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    void close() {
        thread.interrupt();
    }
}
