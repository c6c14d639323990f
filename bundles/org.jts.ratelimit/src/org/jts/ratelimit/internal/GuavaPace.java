package org.jts.ratelimit.internal;

import com.google.common.util.concurrent.RateLimiter;

/** Guava's token bucket. It may let too many through at once; the exact windows behind it have the last word. */
final class GuavaPace implements Pace {

    private final RateLimiter limiter;
    /** What went without asking is made up for within about a second; more would hold the lower lanes up for long. */
    private final int mostOwed;
    /** Under the limiter's lock, as every call is. */
    private int owed;
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
        mostOwed = (int) Math.ceil(Math.min(weightPerSecond, 1_000_000));
        this.onReady = onReady;
    }

    @Override
    public synchronized boolean tryPass(int weight) {
        if (ready) {
            // Whoever it was meant for has given up: those who wait are asked for first, and none did.
            ready = false;
            return true;
        }
        return waiting == null && tryTake(weight);
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
        if (tryTake(weight)) {
            return true;
        }
        if (!closed) {
            int all = weight + owed;
            owed = 0;
            waiting = Thread.ofVirtual().name("limiter-pace").start(() -> waitFor(all));
        }
        return false;
    }

    @Override
    public void passed(int weight) {
        owed = Math.min(mostOwed, owed + weight);
    }

    private boolean tryTake(int weight) {
        boolean taken = limiter.tryAcquire(weight + owed);
        owed = taken ? 0 : owed;
        return taken;
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
