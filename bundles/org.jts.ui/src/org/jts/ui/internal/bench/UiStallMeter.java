package org.jts.ui.internal.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/**
 * Measures how long the event loop keeps others waiting. A thread of its own hands the loop one small task after the
 * other and notes how long each waited before it ran: the longest wait is the longest stall that a user can have felt.
 */
public final class UiStallMeter implements AutoCloseable {
    private static final long PAUSE_MILLIS = 2;

    private final Display display;
    private final Semaphore ran = new Semaphore(0);
    private final AtomicLong maxNanos = new AtomicLong();
    private final AtomicLong pings = new AtomicLong();
    private final Thread thread;
    private volatile boolean closed;

    private UiStallMeter(Display display) {
        this.display = display;
        this.thread = Thread.ofPlatform().daemon().name("jts-ui-stall-meter").unstarted(this::measure);
    }

    /** Starts measuring. Any thread. */
    public static UiStallMeter start(Display display) {
        UiStallMeter meter = new UiStallMeter(display);
        meter.thread.start();
        return meter;
    }

    /** The longest wait so far, that of a task that still waits included. */
    public long maxNanos() {
        return maxNanos.get();
    }

    /** How many tasks have run. */
    public long pings() {
        return pings.get();
    }

    /** Forgets what was measured so far. */
    public void reset() {
        maxNanos.set(0);
        pings.set(0);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void measure() {
        try {
            while (!closed && !display.isDisposed()) {
                ping();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // Closed.
        } catch (SWTException e) {
            if (!display.isDisposed()) {
                throw e;
            }
        }
    }

    private void ping() throws InterruptedException {
        long asked = System.nanoTime();
        display.asyncExec(() -> {
            pings.incrementAndGet();
            ran.release();
        });
        while (!closed && !ran.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
            note(asked);
        }
        note(asked);
    }

    private void note(long asked) {
        long waited = System.nanoTime() - asked;
        maxNanos.accumulateAndGet(waited, Math::max);
    }
}
