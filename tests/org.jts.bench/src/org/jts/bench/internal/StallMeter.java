package org.jts.bench.internal;

import java.util.concurrent.locks.LockSupport;

import org.eclipse.swt.widgets.Display;
import org.jts.bench.internal.UiThreadClock.Reading;

/**
 * The longest time for which the UI thread did not answer. One thread asks every few milliseconds, and the next question
 * waits for the answer to the last; another watches what the UI thread does while an answer is long in coming, and how
 * late it is woken itself: what the machine does to a thread that does nothing.
 * <p>
 * Beside the wait stands how much of it the UI thread computed. That part is the program's own and is much the same on a
 * busy machine; the rest it stood in the queue for a processor, or waited for somebody: the screen, the collector.
 */
final class StallMeter {

    private static final long PAUSE_MILLIS = 2;

    private final Display display;
    private final UiThreadClock clock;
    private final StallWatch watch;
    private long longestNanos;
    private long longestCpuNanos;
    private long sumNanos;
    private long answers;

    StallMeter(Display display) {
        this.display = display;
        this.clock = new UiThreadClock(display);
        this.watch = new StallWatch(display.getThread(), clock);
    }

    /** Measures until the time is over. Blocks. */
    void run(long untilNanos) throws InterruptedException {
        Thread watcher = Thread.ofPlatform().name("ui-stall-watch").daemon().start(watch);
        while (System.nanoTime() < untilNanos && !display.isDisposed()) {
            Reading before = clock.read();
            long asked = System.nanoTime();
            watch.asked(asked);
            display.syncExec(() -> { });
            long took = System.nanoTime() - asked;
            Reading spent = clock.read().since(before);
            watch.answered(took, spent);
            longestNanos = Math.max(longestNanos, took);
            longestCpuNanos = Math.max(longestCpuNanos, spent.cpuNanos());
            sumNanos += took;
            answers++;
            Thread.sleep(PAUSE_MILLIS);
        }
        watch.end();
        LockSupport.unpark(watcher);
        watcher.join();
    }

    double longestMillis() {
        return longestNanos / 1e6;
    }

    /** How much the UI thread computed at most before an answer. */
    double longestCpuMillis() {
        return longestCpuNanos / 1e6;
    }

    double meanMillis() {
        return sumNanos / 1e6 / Math.max(1, answers);
    }

    double latestWakeMillis() {
        return watch.latestWakeNanos() / 1e6;
    }

    /** The longest waits and what the UI thread was in, for whoever wants to mend them. */
    String report() {
        return watch.report();
    }
}
