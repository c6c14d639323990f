package org.jts.ratelimit.internal;

import java.time.Duration;
import java.util.function.IntConsumer;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/** Tells of the first of many equal happenings at once, and of those that follow soon as a number. Thread-safe. */
final class Summed implements AutoCloseable {

    private final TimeSource time;
    private final Duration pause;
    private final IntConsumer tell;
    private int untold;
    private boolean pausing;
    private Subscription timer = () -> { };

    /** @param tell given how often it has happened since it was told last; called without a lock */
    Summed(TimeSource time, Duration pause, IntConsumer tell) {
        this.time = time;
        this.pause = pause;
        this.tell = tell;
    }

    void happened() {
        synchronized (this) {
            if (pausing) {
                untold++;
                return;
            }
            startPause();
        }
        tell.accept(1);
    }

    @Override
    public synchronized void close() {
        timer.close();
    }

    private void startPause() {
        pausing = true;
        timer = time.schedule("limiter-notices", pause, this::pauseOver);
    }

    private void pauseOver() {
        int count;
        synchronized (this) {
            count = untold;
            untold = 0;
            pausing = false;
            if (count > 0) {
                startPause();
            }
        }
        if (count > 0) {
            tell.accept(count);
        }
    }
}
