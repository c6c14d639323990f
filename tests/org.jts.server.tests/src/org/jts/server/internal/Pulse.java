package org.jts.server.internal;

import java.time.Duration;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;

/**
 * How late this machine's timers are: on one that stands still nobody can notice anything in time. From its start until
 * it is closed; thread-safe.
 */
final class Pulse implements AutoCloseable {

    private static final Duration BEAT = Duration.ofMillis(100);

    private final TimeSource time;
    private final Subscription beats;
    /** Guarded by this, as what follows. */
    private long last;
    private long lateNanos;

    Pulse(TimeSource time) {
        this.time = time;
        last = time.nanoTime();
        beats = time.scheduleWithFixedDelay("test-pulse", BEAT, this::beat);
    }

    private synchronized void beat() {
        lateNanos += sinceDue();
        last = time.nanoTime();
    }

    private long sinceDue() {
        return Math.max(0, time.nanoTime() - last - BEAT.toNanos());
    }

    /** All that its beats were late together, and the next one is already. */
    synchronized long lateNanos() {
        return lateNanos + sinceDue();
    }

    @Override
    public void close() {
        beats.close();
    }
}
