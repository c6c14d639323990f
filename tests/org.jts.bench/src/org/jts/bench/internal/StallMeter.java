package org.jts.bench.internal;

import java.util.Arrays;
import java.util.stream.Collectors;

import org.eclipse.swt.widgets.Display;

/**
 * The longest time for which the UI thread did not answer. One thread asks every few milliseconds, and the next question
 * waits for the answer to the last; another looks what the UI thread is doing while an answer is long in coming, and
 * measures how late it is woken itself: what the machine does to a thread that does nothing.
 */
final class StallMeter {

    private static final long PAUSE_MILLIS = 2;
    private static final long LONG_NANOS = 40_000_000;

    private final Display display;
    private volatile long askedAt;
    private volatile boolean running = true;
    private long longestNanos;
    private long sumNanos;
    private long answers;
    private volatile long latestWakeNanos;

    StallMeter(Display display) {
        this.display = display;
    }

    /** Measures until the time is over. Blocks. */
    void run(long untilNanos) throws InterruptedException {
        Thread watcher = Thread.ofPlatform().name("ui-stall-watch").daemon().start(this::watch);
        while (System.nanoTime() < untilNanos && !display.isDisposed()) {
            long asked = System.nanoTime();
            askedAt = asked;
            display.syncExec(() -> { });
            long took = System.nanoTime() - asked;
            askedAt = 0;
            longestNanos = Math.max(longestNanos, took);
            sumNanos += took;
            answers++;
            Thread.sleep(PAUSE_MILLIS);
        }
        running = false;
        watcher.join();
    }

    double longestMillis() {
        return longestNanos / 1e6;
    }

    double meanMillis() {
        return sumNanos / 1e6 / Math.max(1, answers);
    }

    double latestWakeMillis() {
        return latestWakeNanos / 1e6;
    }

    /** Prints once per long wait what the UI thread is in, for whoever wants to mend it. */
    private void watch() {
        long seen = 0;
        while (running) {
            long asked = askedAt;
            if (asked != 0 && asked != seen && System.nanoTime() - asked > LONG_NANOS) {
                seen = asked;
                System.err.println(Arrays.stream(display.getThread().getStackTrace()).map(f -> "    at " + f)
                        .collect(Collectors.joining("\n", "the UI thread has not answered for 40 ms:\n", "")));
            }
            long slept = System.nanoTime();
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            latestWakeNanos = Math.max(latestWakeNanos, System.nanoTime() - slept - PAUSE_MILLIS * 1_000_000);
        }
    }
}
