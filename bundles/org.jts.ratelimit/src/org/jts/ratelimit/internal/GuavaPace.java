package org.jts.ratelimit.internal;

import com.google.common.util.concurrent.RateLimiter;

/** Guava's token bucket. It may let too many through at once; the exact windows behind it have the last word. */
final class GuavaPace implements Pace {

    private final RateLimiter limiter;
    private final Runnable onReady;
    private Thread waiting;
    private boolean ready;
    private boolean closed;

    /**
     * @param weightPerSecond mean rate
     * @param onReady         told, on a thread of the pace, when somebody may go
     */
    GuavaPace(double weightPerSecond, Runnable onReady) {
        limiter = RateLimiter.create(weightPerSecond);
        this.onReady = onReady;
    }

    @Override
    public synchronized boolean tryPass(int weight) {
        return !ready && waiting == null && limiter.tryAcquire(weight);
    }

    @Override
    public synchronized boolean tryPassQueued(int weight) {
        if (ready) {
            ready = false;
            return true;
        }
        if (waiting != null) {
            return false;
        }
        if (limiter.tryAcquire(weight)) {
            return true;
        }
        if (!closed) {
            waiting = Thread.ofVirtual().name("limiter-pace").start(() -> waitFor(weight));
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void waitFor(int weight) {
        limiter.acquire(weight);
        synchronized (this) {
            waiting = null;
            ready = true;
            if (closed) {
                return;
            }
        }
        onReady.run();
    }
}
