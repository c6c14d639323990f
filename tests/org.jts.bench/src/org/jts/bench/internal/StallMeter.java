package org.jts.bench.internal;

import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.swt.widgets.Display;

/**
 * The longest time for which the UI thread did not answer. A thread of its own asks every few milliseconds, and the next
 * question waits for the answer to the last.
 */
final class StallMeter {

    private static final long PAUSE_MILLIS = 2;

    private final Display display;
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong sumNanos = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();

    StallMeter(Display display) {
        this.display = display;
    }

    /** Measures until the time is over. Blocks. */
    void run(long untilNanos) throws InterruptedException {
        while (System.nanoTime() < untilNanos && !display.isDisposed()) {
            long asked = System.nanoTime();
            display.syncExec(() -> { });
            long took = System.nanoTime() - asked;
            longestNanos.accumulateAndGet(took, Math::max);
            sumNanos.addAndGet(took);
            answers.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    double longestMillis() {
        return longestNanos.get() / 1e6;
    }

    double meanMillis() {
        return sumNanos.get() / 1e6 / Math.max(1, answers.get());
    }
}
