package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jts.api.Subscription;
import org.jts.api.audit.Correlation;
import org.jts.api.time.TimeSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told, in order. Whoever acts on the exchange puts news in; they are told by one thread at a time, never
 * under a lock: by one of their own, or by who sends an order, once the exchange has it. Market data has a bound and
 * what is over it is dropped, since the next quote replaces it. News of orders are never dropped one by one: a listener
 * that is too far behind with them loses its connection, as a broker does it, and reads its orders anew once it is
 * back.
 */
final class Outbox {

    /** Ten seconds of a very busy market. */
    static final int BOUND = 50_000;
    /** So many news wait before the connection is given up; more than market data can ever fill. */
    static final int ORDER_BOUND = 200_000;

    /** More than one order has events at once. */
    private static final int MOST_OF_A_CALLER = 16;
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final TimeSource time;
    private final String threadName;
    private final Runnable onOverrun;
    private final Queue<Runnable> news = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicInteger drainers = new AtomicInteger();
    private volatile boolean held;
    private volatile boolean closed;
    private final AtomicBoolean overrun = new AtomicBoolean();
    /** Act on the exchange, and tell what follows. */
    private final AtomicInteger callers = new AtomicInteger();
    private final AtomicReference<Thread> teller = new AtomicReference<>();
    private volatile Subscription task = () -> { };

    /** @param onOverrun run once, on a thread of its own, when too much waits; nothing is told from then on */
    Outbox(TimeSource time, String threadName, Runnable onOverrun) {
        this.time = time;
        this.threadName = threadName;
        this.onOverrun = onOverrun;
    }

    void put(Runnable item) {
        if (overrun.get()) {
            return;
        }
        if (size.get() >= ORDER_BOUND) {
            if (overrun.compareAndSet(false, true)) {
                news.clear();
                plan(onOverrun);
            }
            return;
        }
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

    /** Has the news told soon, on a thread of its own, unless somebody is about to tell them. */
    void kick() {
        if (callers.get() == 0 && !closed && planned.compareAndSet(false, true)) {
            plan(() -> {
                planned.set(false);
                tell(Thread.currentThread(), Integer.MAX_VALUE);
            });
        }
    }

    /**
     * Acts on the exchange, and tells what follows on the calling thread, also when it fails. What others add meanwhile
     * is not for the caller, who has an answer to bring.
     *
     * @param act holds no lock any more when it returns
     * @return what {@code act} returns
     */
    <T> T telling(Supplier<T> act) {
        callers.incrementAndGet();
        try {
            return act.get();
        } finally {
            callers.decrementAndGet(); // before they are told: who comes behind has them told himself
            try (Correlation.Scope scope = Correlation.resume(Optional.empty())) { // it may be of somebody else's order
                tell(null, Math.min(size.get(), MOST_OF_A_CALLER));
            }
        }
    }

    private void plan(Runnable work) {
        task = time.schedule(threadName, Duration.ZERO, work);
        if (closed) {
            task.close();
        }
    }

    /**
     * Tells what there is, unless another thread is at it: that one then tells these too, or has them told.
     *
     * @param own  the calling thread, when it is for nothing else; else null
     * @param most are told; the rest by a thread of their own
     */
    private void tell(Thread own, int most) {
        if (held || drainers.getAndIncrement() != 0) {
            return;
        }
        teller.set(own);
        int left = most;
        int seen = 1;
        while (seen != 0 && left > 0) {
            for (Runnable item = next(); item != null; item = --left > 0 ? next() : null) {
                tell(item);
            }
            seen = drainers.addAndGet(-seen);
        }
        teller.compareAndSet(own, null);
        if (seen != 0) {
            drainers.set(0);
        }
        if (!held && !overrun.get() && !news.isEmpty()) {
            kick();
        }
    }

    private void tell(Runnable item) {
        try {
            item.run();
        } catch (RuntimeException | Error e) { // else nobody would ever be told anything again
            LOG.error("{}: something could not be told", threadName, e);
        }
    }

    void close() {
        closed = true;
        task.close();
        // a listener that hangs must not outlive the connection
        Thread busy = teller.get();
        if (busy != null && busy != Thread.currentThread()) {
            busy.interrupt();
        }
        news.clear();
    }

    private Runnable next() {
        if (closed || held || overrun.get()) {
            return null;
        }
        Runnable item = news.poll();
        if (item != null) {
            size.decrementAndGet();
        }
        return item;
    }
}
