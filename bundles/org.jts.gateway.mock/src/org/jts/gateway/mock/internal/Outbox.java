package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * What is to be told, in order. Whoever acts on the exchange puts news in; they are told by one thread at a time, never
 * by the thread of a caller and never under a lock. Market data has a bound and what is over it is dropped, since the
 * next quote replaces it; news of orders are always kept.
 */
final class Outbox {

    /** Ten seconds of a very busy market. */
    static final int BOUND = 50_000;

    private final TimeSource time;
    private final String threadName;
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicInteger drainers = new AtomicInteger();
    private volatile boolean held;
    private volatile boolean closed;
    private volatile Thread teller;
    private volatile Subscription task = () -> { };

    Outbox(TimeSource time, String threadName) {
        this.time = time;
        this.threadName = threadName;
    }

    void put(Runnable item) {
        size.incrementAndGet();
        news.add(item);
    }

    /** Drops the item where there is too much already, or nothing is let through. */
    void putMarketData(Runnable item) {
        if (!held && size.get() < BOUND) {
            put(item);
        }
    }

    /** While held nothing is told: news of orders wait, market data is lost. */
    void hold(boolean hold) {
        boolean was = held;
        held = hold;
        if (was && !hold) {
            kick();
        }
    }

    /** Has the news told soon, on a thread of its own. */
    void kick() {
        if (!closed && planned.compareAndSet(false, true)) {
            task = time.schedule(threadName, Duration.ZERO, () -> {
                planned.set(false);
                drain();
            });
            if (closed) {
                task.close();
            }
        }
    }

    /** Tells what there is, unless another thread is at it: that one then tells these too. */
    void drain() {
        if (held || drainers.getAndIncrement() != 0) {
            return;
        }
        teller = Thread.currentThread();
        int seen = 1;
        do {
            for (Runnable item = next(); item != null; item = next()) {
                item.run();
            }
            seen = drainers.addAndGet(-seen);
        } while (seen != 0);
        teller = null;
    }

    void close() {
        closed = true;
        task.close();
        Thread busy = teller;
        if (busy != null && busy != Thread.currentThread()) {
            busy.interrupt(); // a listener that hangs must not outlive the connection
        }
        news.clear();
    }

    private Runnable next() {
        if (closed || held) {
            return null;
        }
        Runnable item = news.poll();
        if (item != null) {
            size.decrementAndGet();
        }
        return item;
    }
}
